internal import JSONTrees
internal import Storage

/// Conditions between keys, on files and between arms.
extension SpecLoader {
  mutating func checkNames(_ arms: [Draft]) {
    for (index, arm) in arms.enumerated()
    where arms[..<index].contains(where: { $0.name == arm.name }) {
      report(
        SpecFault(
          at: arm.namePosition, arm.keyPath,
          "two arms have the name \(JSON.string(arm.name).text())",
          expected: "a name for each arm"))
    }
  }

  mutating func check(_ arm: Draft) {
    guard arm.isSound else { return }
    let data = Settings(arm.data)
    let folder = Spec.folder(of: path)
    func place(_ fault: String, _ node: JSONNode) -> String {
      arm.patchPositions.contains(node.position) ? SpecLoader.placed(fault, in: arm.keyPath) : fault
    }
    var paths: [(String, JSONNode)] = DataTable.sources.filter { $0 != "synthetic" }
      .compactMap { key in data.node[key].map { ("data.\(key)", $0) } }
    if data.has("npy") || data.has("idx"), data.has("target") {
      paths.append(("data.target", data.node("target")))
    }
    if let file = data.node["validation"]?["csv"] {
      paths.append(("data.validation.csv", file))
    }
    for key in ["initial-weights", "batch-order"] {
      if let file = arm.training[key] { paths.append(("training.\(key)", file)) }
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
    let parts = SpecModel(Settings(arm.training)).parts
    let names = parts.map(\.name)
    for (index, part) in parts.enumerated() where names[..<index].contains(part.name) {
      report(
        SpecFault(
          at: part.layer.settings.node["name"]?.position ?? part.node.position,
          place(part.keyPath, part.node),
          "two layers have the name \(JSON.string(part.name).text())"))
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

  mutating func checkExpectations(in root: JSONNode, arms: [Draft]) {
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

  mutating func checkDifferences(_ control: Draft, _ experiments: [Draft]) {
    guard control.isSound else { return }
    for arm in experiments where arm.isSound && changes(control, arm).isEmpty {
      report(
        SpecFault(
          at: arm.position, arm.keyPath,
          "the arm \(JSON.string(arm.name).text()) differs from the control in nothing",
          expected: "one setting that differs"))
    }
  }

  func changes(_ control: Draft, _ arm: Draft) -> [SettingChange] {
    let differences =
      schema.differences(control.training.json, arm.training.json, as: .named("training"))
      + schema.differences(control.data.json, arm.data.json, as: .named("data"), at: "data")
    func text(_ value: JSON?) -> String {
      guard let value, value != .array([]) else { return "none" }
      return value.text()
    }
    return differences.map { difference in
      SettingChange(
        path: difference.path, control: text(difference.before),
        experiment: text(difference.after))
    }
  }
}
