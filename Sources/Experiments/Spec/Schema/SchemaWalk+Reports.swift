internal import JSONTrees

extension SchemaWalk {
  package mutating func report(_ fault: SpecFault) {
    faults.append(fault)
  }

  mutating func report(
    _ position: JSONNode.Position, _ path: String, _ message: String, expected: String? = nil,
    suggestion: String? = nil
  ) {
    faults.append(
      SpecFault(at: position, path, message, expected: expected, suggestion: suggestion))
  }

  mutating func report(
    _ node: JSONNode, _ path: String, _ message: String, expected: String? = nil
  ) {
    report(node.position, path, message, expected: expected)
  }

  mutating func mistyped(
    _ node: JSONNode, _ shape: SpecShape, at path: String
  ) -> JSONNode {
    var suggestion: String?
    var seen = node.kind
    if case .string(let text) = node.value {
      seen = "the string \(JSON.string(text).text())"
      let plain = (try? JSONNode.parse(Array(text.utf8))) ?? JSONNode(.null, at: node.position)
      if !plain.isNull, shape.takesType(of: plain, in: schema) {
        suggestion = "write \(text) without quotes"
      }
    } else if case .bool(let bool) = node.value {
      seen = "\(bool)"
    } else if case .number(let number) = node.value {
      seen = "the number \(JSON.number(number).text())"
    }
    report(
      node.position, path, seen, expected: shape.noun(in: schema), suggestion: suggestion)
    return node
  }

  mutating func reportUnknown(
    _ choice: Choice, _ name: String, _ position: JSONNode.Position, _ path: String
  ) {
    var aliases: [String: String] = [:]
    for variant in choice.variants {
      for alias in variant.aliases { aliases[alias] = variant.name }
    }
    reportUnknown(
      choice.noun, name, among: choice.variants.map(\.name), aliases: aliases, position, path)
  }

  mutating func reportUnknown(
    _ noun: String, _ name: String, among known: [String], aliases: [String: String] = [:],
    _ position: JSONNode.Position, _ path: String
  ) {
    let suggestion = NearestName.suggestion(for: name, among: known, aliases: aliases)
    report(
      position, path, "unknown \(noun) \(JSON.string(name).text())",
      expected: suggestion == nil ? Self.choice(among: known) : nil, suggestion: suggestion)
  }

  /// All names, or of very many the first ones and where the rest are listed.
  private static func choice(among known: [String]) -> String {
    let quoted = known.map { "\"\($0)\"" }
    guard known.count > 24 else { return Prose.alternatives(quoted) }
    return quoted.prefix(8).joined(separator: ", ")
      + " or one of \(known.count - 8) others in docs/spec.md"
  }

  /// The key that an unknown one was likely meant to be.
  func meant(_ key: String, in shape: ObjectShape) -> String? {
    var aliases: [String: String] = [:]
    for field in shape.fields {
      for alias in field.aliases { aliases[alias] = field.key }
    }
    return NearestName.find(key, among: shape.fields.map(\.key), aliases: aliases)
  }

  mutating func reportUnknownKey(
    _ member: JSONNode.Member, _ shape: ObjectShape, at path: String
  ) {
    let known = shape.fields.map(\.key)
    let suggestion =
      shape.hints[member.key] ?? meant(member.key, in: shape).map { "did you mean \"\($0)\"?" }
    report(
      member.keyPosition, SpecPath.join(path, member.key),
      "unknown key \(JSON.string(member.key).text())",
      expected: suggestion != nil
        ? nil
        : known.isEmpty
          ? "no settings"
          : known.count == 1 ? "\"\(known[0])\"" : Prose.alternatives(known.map { "\"\($0)\"" }),
      suggestion: suggestion)
  }
}
