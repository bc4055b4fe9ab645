internal import JSONTrees

/// Builds a spec from its tree and collects what is wrong.
struct SpecLoader {
  let schema = SpecTable.schema
  let path: String
  let original: JSONNode
  var faults: [SpecFault] = []

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

  var error: SpecError {
    SpecError(path: path, faults: faults.sorted { $0.position < $1.position })
  }

  mutating func report(_ fault: SpecFault) {
    // The shared part is judged again within every arm, and says the same each time.
    let isKnown = faults.contains { $0.position == fault.position && $0.message == fault.message }
    if !isKnown { faults.append(fault) }
  }

  func arm(_ draft: Draft, beside control: Draft?) -> ArmSpec {
    let folder = Spec.folder(of: path)
    return ArmSpec(
      name: draft.name, role: draft.role, keyPath: draft.keyPath,
      data: DataSpec(node: draft.data, folder: folder),
      training: TrainingSpec(node: draft.training, folder: folder),
      changes: control.map { changes($0, draft) } ?? [], patchPositions: draft.patchPositions)
  }

  func spec(_ root: JSONNode, _ control: Draft, _ experiments: [Draft]) -> Spec {
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
        metric: root["metric"]?.position ?? root.position,
        expect: root["expect"]?.elements ?? []))
  }

  func resolved(_ root: JSONNode, _ control: Draft, _ experiments: [Draft]) -> JSON {
    func patch(_ arm: Draft, isNamed: Bool) -> JSON {
      var members: [JSON.Member] = isNamed ? [.init("name", .string(arm.name))] : []
      let data = schema.patch(from: control.data.json, to: arm.data.json, as: .named("data"))
      if let data { members.append(.init("data", data)) }
      members +=
        schema.patch(
          from: control.training.json, to: arm.training.json, as: .named("training"))?.members ?? []
      return .object(members)
    }
    let single = root["experiment"].map { _ in patch(experiments[0], isNamed: true) }
    let named = experiments.map { JSON.Member($0.name, patch($0, isNamed: false)) }
    return .object([
      "title": root["title"]?.json, "description": root["description"]?.json,
      "data": control.data.json, "training": control.training.json,
      "control": ["name": .string(control.name)],
      "experiment": single, "experiments": single == nil ? JSON?.some(.object(named)) : .none,
      "seeds": root["seeds"]?.json, "metric": root["metric"]?.json,
      "minimum-effect": root["minimum-effect"]?.json, "expect": root["expect"]?.json,
    ])
  }
}
