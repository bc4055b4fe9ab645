internal import JSONTrees

extension SpecLoader {
  /// An arm while it is judged.
  struct Draft {
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

  mutating func experimentDrafts(in root: JSONNode) -> [Draft] {
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

  mutating func draft(
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

  func shared(_ key: String, in root: JSONNode) -> JSONNode {
    guard let node = root[key], case .object = node.value else {
      return JSONNode(.object([]), at: root.position)
    }
    // Nulls remove what was never there.
    return node.withoutNulls
  }

  /// The draft with its parts in full, after all that is wrong with them is reported.
  mutating func judged(_ draft: Draft) -> Draft {
    var draft = draft
    let before = faults.count
    var walk = SchemaWalk(schema)
    draft.data = walk.full(draft.data, as: .named("data"), at: "data", mode: .whole)
    draft.training = walk.full(
      draft.training, as: .named("training"), at: "training", mode: .whole)
    for var fault in walk.faults {
      if draft.patchPositions.contains(fault.position), fault.position != original.position {
        fault.keyPath = SpecLoader.placed(fault.keyPath, in: draft.keyPath)
      }
      report(fault)
    }
    draft.isSound = walk.faults.isEmpty && faults.count == before
    return draft
  }

  static func placed(_ keyPath: String, in arm: String) -> String {
    if arm.hasPrefix("sweep") { return arm }
    guard keyPath.hasPrefix("training") else { return "\(arm).\(keyPath)" }
    return arm + keyPath.dropFirst("training".count)
  }

  mutating func sweepDrafts(in root: JSONNode) -> [Draft] {
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
}

extension JSONNode {
  fileprivate var isEmptyObject: Bool {
    if case .object(let members) = value { members.isEmpty } else { false }
  }

  /// The value without members that are null, at any depth of objects.
  fileprivate var withoutNulls: JSONNode {
    guard case .object(let members) = value else { return self }
    let kept = members.filter { !$0.value.isNull }.map {
      Member(key: $0.key, keyPosition: $0.keyPosition, value: $0.value.withoutNulls)
    }
    return JSONNode(.object(kept), at: position)
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
