internal import JSONTrees
internal import Storage

extension Spec {
  /// Reads and checks a spec file.
  ///
  /// - Throws: `FileError` where it cannot be read, ``SpecError`` with all that is wrong with it.
  public static func load(_ path: String) throws -> Spec {
    try parse(try Files.read(path, limit: 64 << 20), path: path)
  }

  /// Checks a spec's text; paths in it are relative to the folder of `path`.
  public static func parse(_ text: [UInt8], path: String) throws(SpecError) -> Spec {
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONNode.parse(text)
    } catch {
      throw SpecError(path: path, faults: [SpecFault(at: error.position, "", error.message)])
    }
    var loader = SpecLoader(root: root, path: path)
    return try loader.load()
  }
}

/// Builds a spec from its tree and collects what is wrong.
struct SpecLoader {
  private let schema = SpecTable.schema
  private let path: String
  private let original: JSONNode
  private var faults: [SpecFault] = []

  init(root: JSONNode, path: String) {
    original = root
    self.path = path
  }

  mutating func load() throws(SpecError) -> Spec {
    var walk = SchemaWalk(schema)
    let root = walk.full(original, as: .object(schema.root), at: "", mode: .whole)
    faults = walk.faults
    guard case .object = original.value else { throw error }
    let control = draft(
      root["control"], at: "control", name: "control", role: .control, in: root)
    let experiments = experimentDrafts(in: root)
    checkNames([control] + experiments)
    for arm in [control] + experiments { check(arm) }
    checkExpectations(in: root, arms: [control] + experiments)
    checkDifferences(control, experiments)
    guard faults.isEmpty else { throw error }
    return spec(root, control, experiments)
  }

  private var error: SpecError {
    SpecError(path: path, faults: faults.sorted { $0.position < $1.position })
  }

  private mutating func report(_ fault: SpecFault) {
    // The shared part is judged again within every arm, and says the same each time.
    let isKnown = faults.contains { $0.position == fault.position && $0.message == fault.message }
    if !isKnown { faults.append(fault) }
  }

  // MARK: Arms

  private struct Draft {
    var name: String
    var namePosition: JSONNode.Position
    var role: ArmSpec.Role
    var keyPath: String
    var position: JSONNode.Position
    var data: JSONNode
    var training: JSONNode
    var patchPositions: Set<JSONNode.Position>
    var isSound: Bool
  }

  private mutating func experimentDrafts(in root: JSONNode) -> [Draft] {
    var drafts: [Draft] = []
    if let patch = root["experiment"] {
      drafts.append(
        draft(patch, at: "experiment", name: "experiment", role: .experiment, in: root))
    }
    for member in root["experiments"]?.members ?? [] {
      let keyPath = SpecPath.join("experiments", member.key)
      var arm = draft(member.value, at: keyPath, name: member.key, role: .experiment, in: root)
      arm.namePosition = member.keyPosition
      if let name = member.value.member("name") {
        report(
          SpecFault(
            at: name.keyPosition, keyPath + ".name", "the arm's key is its name",
            suggestion: "leave \"name\" out"))
      }
      drafts.append(arm)
    }
    drafts += sweepDrafts(in: root)
    if let empty = root.member("experiments"), empty.value.isEmptyObject {
      report(
        SpecFault(
          at: empty.value.position, "experiments", "no experiment", expected: "one arm at least"))
    }
    if let empty = root.member("sweep"), empty.value.isEmptyObject {
      report(
        SpecFault(at: empty.value.position, "sweep", "no key", expected: "one key path at least"))
    }
    return drafts
  }

  private mutating func draft(
    _ patch: JSONNode?, at keyPath: String, name: String, role: ArmSpec.Role, in root: JSONNode
  ) -> Draft {
    let patch = patch ?? JSONNode(.object([]), at: root.position)
    let named = patch["name"]
    let own = ["name", "description", "data"]
    let changes = patch.members.filter { !own.contains($0.key) }
    let training = schema.merge(
      shared("training", in: root), JSONNode(.object(changes), at: patch.position),
      as: .named("training"))
    let data = schema.merge(
      shared("data", in: root), patch["data"] ?? JSONNode(.object([]), at: patch.position),
      as: .named("data"))
    return judged(
      Draft(
        name: named?.json.string ?? name, namePosition: named?.position ?? patch.position,
        role: role, keyPath: keyPath, position: patch.position, data: data, training: training,
        patchPositions: patch.allPositions, isSound: true))
  }

  private func shared(_ key: String, in root: JSONNode) -> JSONNode {
    guard let node = root[key], case .object = node.value else {
      return JSONNode(.object([]), at: root.position)
    }
    return node
  }

  /// The draft with its parts in full, after all that is wrong with them is reported.
  private mutating func judged(_ draft: Draft) -> Draft {
    var draft = draft
    let before = faults.count
    var walk = SchemaWalk(schema)
    draft.data = walk.full(draft.data, as: .named("data"), at: "data", mode: .whole)
    draft.training = walk.full(
      draft.training, as: .named("training"), at: "training", mode: .whole)
    for var fault in walk.faults {
      if draft.patchPositions.contains(fault.position), fault.position != original.position {
        fault.keyPath = placed(fault.keyPath, in: draft.keyPath)
      }
      report(fault)
    }
    draft.isSound = walk.faults.isEmpty && faults.count == before
    return draft
  }

  private func placed(_ keyPath: String, in arm: String) -> String {
    if arm.hasPrefix("sweep") { return arm }
    guard keyPath.hasPrefix("training") else { return "\(arm).\(keyPath)" }
    return arm + keyPath.dropFirst("training".count)
  }

  private mutating func sweepDrafts(in root: JSONNode) -> [Draft] {
    guard let sweep = root["sweep"] else { return [] }
    let keys = sweep.members.map(\.key)
    var drafts: [Draft] = []
    for member in sweep.members {
      var components = member.key.split(separator: ".", omittingEmptySubsequences: false)
        .map(String.init)
      let isData = components.first == "data"
      if isData { components.removeFirst() }
      let part = isData ? "data" : "training"
      let last = components.last ?? ""
      let isShort = keys.count { $0 == last || $0.hasSuffix("." + last) } == 1
      let path = SpecPath.join("sweep", member.key)
      for (index, value) in member.value.elements.enumerated() {
        let base = shared(part, in: root)
        let setting: JSONNode
        do throws(SweepError) {
          setting = try schema.setting(components, to: value, in: base, as: .named(part))
        } catch {
          report(
            SpecFault(
              at: member.keyPosition, path, error.message, expected: error.expected,
              suggestion: error.suggestion))
          break
        }
        let text = value.json.string ?? value.json.text()
        drafts.append(
          judged(
            Draft(
              name: "\(isShort ? last : member.key)=\(text)", namePosition: value.position,
              role: .experiment, keyPath: "\(path)[\(index)]", position: value.position,
              data: isData ? setting : shared("data", in: root),
              training: isData ? shared("training", in: root) : setting,
              patchPositions: value.allPositions, isSound: true)))
      }
    }
    return drafts
  }

  // MARK: Checks across keys

  private mutating func checkNames(_ arms: [Draft]) {
    for (index, arm) in arms.enumerated()
    where arms[..<index].contains(where: { $0.name == arm.name }) {
      report(
        SpecFault(
          at: arm.namePosition, arm.keyPath,
          "two arms have the name \(JSON.string(arm.name).text())",
          expected: "a name for each arm"))
    }
  }

  private mutating func check(_ arm: Draft) {
    guard arm.isSound else { return }
    let data = Settings(arm.data)
    let folder = Spec.folder(of: path)
    func place(_ fault: String, _ node: JSONNode) -> String {
      arm.patchPositions.contains(node.position) ? placed(fault, in: arm.keyPath) : fault
    }
    var paths: [(String, JSONNode)] = DataTable.sources.filter { $0 != "synthetic" }
      .compactMap { key in data.node[key].map { ("data.\(key)", $0) } }
    if data.has("npy") || data.has("idx"), data.has("target") {
      paths.append(("data.target", data.node("target")))
    }
    if let file = data.node["validation"]?["csv"] {
      paths.append(("data.validation.csv", file))
    }
    if let file = arm.training["initial-weights"] {
      paths.append(("training.initial-weights", file))
    }
    for (keyPath, node) in paths {
      guard let file = node.json.string else { continue }
      let located = file.hasPrefix("/") ? file : folder + file
      if !Files.exists(located) {
        report(
          SpecFault(
            at: node.position, place(keyPath, node),
            "there is no file \(JSON.string(located).text())",
            suggestion: file.hasPrefix("/")
              ? nil : "paths are relative to the spec's folder", isMissingFile: true))
      } else if Files.isDirectory(located) {
        report(
          SpecFault(
            at: node.position, place(keyPath, node),
            "\(JSON.string(located).text()) is a folder", expected: "a file"))
      }
    }
    let names = LayerNames.names(of: Settings(arm.training).list("model").map(Chosen.init))
    for (index, node) in Settings(arm.training).list("model").enumerated()
    where names[..<index].contains(names[index]) {
      report(
        SpecFault(
          at: Chosen(node).settings.node["name"]?.position ?? node.position,
          place("training.model[\(index)]", node),
          "two layers have the name \(JSON.string(names[index]).text())"))
    }
    for (index, node) in Settings(arm.training).list("freeze").enumerated() {
      guard let name = node.json.string, !names.contains(name) else { continue }
      let suggestion = NearestName.suggestion(for: name, among: names)
      report(
        SpecFault(
          at: node.position, place("training.freeze[\(index)]", node),
          "no layer \(JSON.string(name).text())",
          expected: suggestion == nil ? Prose.alternatives(names.map { "\"\($0)\"" }) : nil,
          suggestion: suggestion))
    }
  }

  private mutating func checkExpectations(in root: JSONNode, arms: [Draft]) {
    for (index, entry) in (root["expect"]?.elements ?? []).enumerated() {
      for key in ["arm", "experiment"] {
        let known = arms.filter { key == "arm" || $0.role == .experiment }.map(\.name)
        guard let node = entry[key], let name = node.json.string, !known.contains(name)
        else { continue }
        let suggestion = NearestName.suggestion(for: name, among: known)
        report(
          SpecFault(
            at: node.position, "expect[\(index)].\(key)", "no \(key) \(JSON.string(name).text())",
            expected: suggestion == nil ? Prose.alternatives(known.map { "\"\($0)\"" }) : nil,
            suggestion: suggestion))
      }
    }
  }

  private mutating func checkDifferences(_ control: Draft, _ experiments: [Draft]) {
    guard control.isSound else { return }
    for arm in experiments where arm.isSound && changes(control, arm).isEmpty {
      report(
        SpecFault(
          at: arm.position, arm.keyPath,
          "the arm \(JSON.string(arm.name).text()) differs from the control in nothing",
          expected: "one setting that differs"))
    }
  }

  private func changes(_ control: Draft, _ arm: Draft) -> [SettingChange] {
    let differences =
      schema.differences(control.training.json, arm.training.json, as: .named("training"))
      + schema.differences(control.data.json, arm.data.json, as: .named("data"), at: "data")
    return differences.map { difference in
      SettingChange(
        path: difference.path, control: difference.before?.text() ?? "none",
        experiment: difference.after?.text() ?? "none")
    }
  }

  // MARK: The value

  private func arm(_ draft: Draft, beside control: Draft?) -> ArmSpec {
    let folder = Spec.folder(of: path)
    return ArmSpec(
      name: draft.name, role: draft.role, keyPath: draft.keyPath,
      data: DataSpec(node: draft.data, folder: folder),
      training: TrainingSpec(node: draft.training, folder: folder),
      changes: control.map { changes($0, draft) } ?? [], patchPositions: draft.patchPositions)
  }

  private func spec(_ root: JSONNode, _ control: Draft, _ experiments: [Draft]) -> Spec {
    let settings = Settings(root)
    let seeds = settings.integerIfAny("seeds").map { Array(0..<$0) }
    let name = Spec.name(of: path)
    return Spec(
      path: path, name: name, title: settings.textIfAny("title") ?? name,
      description: settings.textIfAny("description"), control: arm(control, beside: nil),
      experiments: experiments.map { arm($0, beside: control) },
      seeds: seeds ?? settings.numbers("seeds").map { Int($0) },
      declaredMetric: settings.textIfAny("metric"),
      minimumEffect: settings.number("minimum-effect"),
      expectations: original["expect"]?.elements.map(\.json) ?? [],
      resolved: resolved(root, control, experiments),
      positions: SpecPositions(
        root: root.position, seeds: root["seeds"]?.position ?? root.position,
        metric: root["metric"]?.position ?? root.position))
  }

  private func resolved(_ root: JSONNode, _ control: Draft, _ experiments: [Draft]) -> JSON {
    func patch(_ arm: Draft, isNamed: Bool) -> JSON {
      var members: [JSON.Member] = isNamed ? [.init("name", .string(arm.name))] : []
      let data = schema.patch(from: control.data.json, to: arm.data.json, as: .named("data"))
      if let data { members.append(.init("data", data)) }
      members +=
        schema.patch(
          from: control.training.json, to: arm.training.json, as: .named("training"))?.members ?? []
      return .object(members)
    }
    let isSingle = root["experiment"] != nil
    return .object([
      "title": root["title"]?.json, "description": root["description"]?.json,
      "data": control.data.json, "training": control.training.json,
      "control": ["name": .string(control.name)],
      "experiment": isSingle ? patch(experiments[0], isNamed: true) : nil,
      "experiments": isSingle
        ? nil
        : .object(experiments.map { JSON.Member($0.name, patch($0, isNamed: false)) }),
      "seeds": root["seeds"]?.json, "metric": root["metric"]?.json,
      "minimum-effect": root["minimum-effect"]?.json, "expect": root["expect"]?.json,
    ])
  }
}

extension JSONNode {
  fileprivate var isEmptyObject: Bool {
    if case .object(let members) = value { members.isEmpty } else { false }
  }

  /// The positions of the value, of its keys and of all within.
  var allPositions: Set<Position> {
    var positions: Set<Position> = [position]
    for member in members {
      positions.insert(member.keyPosition)
      positions.formUnion(member.value.allPositions)
    }
    for element in elements { positions.formUnion(element.allPositions) }
    return positions
  }
}
