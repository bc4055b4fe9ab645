package import JSONTrees

/// Whether a value is judged as a whole or as a merge patch.
package enum SpecWalkMode: Sendable {
  /// Required keys must be there; defaults are filled in.
  case whole
  /// Keys may be missing; null removes one.
  case patch
}

/// One walk over a value that collects all of its faults and gives it back in its full form: keys
/// in the table's order, shorthands written out, defaults filled in.
///
/// A full value walks to itself. Parts that are at fault come back as they were.
package struct SchemaWalk {
  let schema: SpecSchema
  package internal(set) var faults: [SpecFault] = []

  package init(_ schema: SpecSchema) {
    self.schema = schema
  }

  package mutating func full(
    _ node: JSONNode, as shape: SpecShape, at path: String, mode: SpecWalkMode
  ) -> JSONNode {
    let shape = schema.resolved(shape)
    switch (shape, node.value) {
    case (.boolean, .bool): return node
    case (.number(let rule), .number(let number)):
      if !rule.accepts(number) {
        let text = JSON.number(number).text()
        let isFraction = rule.isWhole && number != number.rounded()
        report(
          node, path, isFraction ? "\(text) is no whole number" : "\(text) is out of range",
          expected: rule.noun)
      }
      return node
    case (.text(let noun), .string(let text)):
      if text.isEmpty { report(node, path, "an empty string", expected: noun) }
      return node
    case (.word(let noun, let words), .string(let text)):
      let known = words.map(\.text)
      if !known.contains(text) { reportUnknown(noun, text, among: known, node.position, path) }
      return node
    case (.list(let element, let rule), .array(let elements)):
      return list(node, elements, of: element, rule, at: path)
    case (.object(let object), .object): return self.object(node, object, at: path, mode: mode)
    case (.object(let object), _):
      guard let main = object.main, let field = object.field(main),
        field.shape.takesType(of: node, in: schema)
      else { return mistyped(node, shape, at: path) }
      return self.object(wrap(node, as: main), object, at: path, mode: mode)
    case (.names(let shape, _), .object(let members)):
      let full = members.map { member in
        var member = member
        if member.key.isEmpty { report(member.keyPosition, path, "an empty name") }
        member.value = self.full(
          member.value, as: shape, at: SpecPath.join(path, member.key), mode: mode)
        return member
      }
      return JSONNode(.object(full), at: node.position)
    case (.choice(let choice), .string), (.choice(let choice), .object):
      return self.choice(node, choice, at: path, mode: mode)
    case (.either(let shapes), _):
      guard let taken = shapes.first(where: { $0.takesType(of: node, in: schema) }) else {
        return mistyped(node, shape, at: path)
      }
      if case .word(_, let words) = schema.resolved(taken), case .string(let text) = node.value,
        !words.contains(where: { $0.text == text })
      {
        return mistyped(node, shape, at: path)
      }
      return full(node, as: taken, at: path, mode: mode)
    case (.patch(let shape), _): return full(node, as: shape, at: path, mode: .patch)
    case (.any, _): return node
    default: return mistyped(node, shape, at: path)
    }
  }

  private func wrap(_ node: JSONNode, as key: String) -> JSONNode {
    JSONNode(
      .object([JSONNode.Member(key: key, keyPosition: node.position, value: node)]),
      at: node.position)
  }

  private mutating func list(
    _ node: JSONNode, _ elements: [JSONNode], of element: SpecShape, _ rule: SpecShape.ListRule,
    at path: String
  ) -> JSONNode {
    if !rule.count.contains(elements.count) {
      let (low, high) = (rule.count.lowerBound, rule.count.upperBound)
      let expected =
        low == high ? "\(low)" : elements.count < low ? "at least \(low)" : "at most \(high)"
      report(
        node, path,
        elements.isEmpty ? "an empty list" : "a list of \(elements.count)",
        expected: elements.isEmpty ? "a list of \(rule.noun)" : "\(expected) \(rule.noun)")
    }
    var seen: [JSON] = []
    let full = elements.enumerated().map { index, node in
      let path = "\(path)[\(index)]"
      let value = self.full(node, as: element, at: path, mode: .whole)
      if rule.isUnique {
        if seen.contains(value.json) { report(node, path, "\(value.json.text()) stands twice") }
        seen.append(value.json)
      }
      return value
    }
    return JSONNode(.array(full), at: node.position)
  }

  private mutating func object(
    _ node: JSONNode, _ shape: ObjectShape, at path: String, mode: SpecWalkMode
  ) -> JSONNode {
    let before = faults.count
    var unknown: [JSONNode.Member] = []
    for member in node.members where shape.field(member.key) == nil {
      reportUnknownKey(member, shape, at: path)
      unknown.append(member)
    }
    var full: [JSONNode.Member] = []
    for field in shape.fields {
      if var member = node.member(field.key) {
        if mode == .whole || !member.value.isNull {
          member.value = self.full(
            member.value, as: field.shape, at: SpecPath.join(path, field.key), mode: mode)
        }
        full.append(member)
      } else if mode == .whole {
        switch field.presence {
        case .required:
          // A misspelt key is one fault, not two.
          if unknown.contains(where: { meant($0.key, in: shape) == field.key }) { continue }
          report(
            node, path, "the key \"\(field.key)\" is missing",
            expected: field.shape.noun(in: schema))
        case .optional: break
        case .standard(let value):
          let value = self.full(
            JSONNode(json: value, at: node.position), as: field.shape,
            at: SpecPath.join(path, field.key), mode: .whole)
          full.append(JSONNode.Member(key: field.key, keyPosition: node.position, value: value))
        }
      }
    }
    for group in shape.groups { checkGroup(group, node, at: path, mode: mode) }
    let result = JSONNode(.object(full + unknown), at: node.position)
    if mode == .whole, faults.count == before {
      let json = result.json
      for finding in shape.rules.compactMap({ $0.finding(json) }) {
        let member = finding.key.flatMap(result.member)
        report(
          member?.value.position ?? node.position,
          finding.key.map { SpecPath.join(path, $0) } ?? path, finding.message,
          expected: finding.expected, suggestion: finding.suggestion)
      }
    }
    return result
  }

  private mutating func checkGroup(
    _ group: ExclusiveKeys, _ node: JSONNode, at path: String, mode: SpecWalkMode
  ) {
    let given = node.members.filter {
      group.keys.contains($0.key) && (mode == .whole || !$0.value.isNull)
    }
    if given.count > 1 {
      report(
        given[1].keyPosition, SpecPath.join(path, given[1].key),
        "\(Prose.all(given.map { "\"\($0.key)\"" })) exclude each other",
        expected: "one of them")
    } else if given.isEmpty, group.isRequired, mode == .whole {
      report(
        node, path, "no \(group.noun)",
        expected: "one of the keys \(Prose.alternatives(group.keys.map { "\"\($0)\"" }))")
    }
  }

  private mutating func choice(
    _ node: JSONNode, _ choice: Choice, at path: String, mode: SpecWalkMode
  ) -> JSONNode {
    if case .string(let name) = node.value {
      guard let variant = choice.variant(name) else {
        reportUnknown(choice, name, node.position, path)
        return node
      }
      guard variant.isNameEnough else {
        report(
          node, path, "\"\(name)\" needs settings", expected: "\(sample(of: variant))")
        return node
      }
      guard mode == .whole else { return node }
      return payload(node, nil, variant, at: path, mode: mode)
    }
    let known = node.members.filter { choice.variant($0.key) != nil }
    for member in node.members where choice.variant(member.key) == nil {
      if known.count == 1,
        let suggestion = asSetting(member.key, of: choice.variant(known[0].key))
      {
        report(
          member.keyPosition, SpecPath.join(path, member.key),
          "\"\(member.key)\" belongs among the settings of \"\(known[0].key)\"",
          suggestion: suggestion)
      } else {
        reportUnknown(
          choice, member.key, member.keyPosition, SpecPath.join(path, member.key))
      }
    }
    let chosen = known.filter { !$0.value.isNull }
    if mode == .whole, node.members.isEmpty || (chosen.isEmpty && !known.isEmpty) {
      report(node, path, "no \(choice.noun)", expected: SpecShape.choice(choice).noun(in: schema))
    }
    if chosen.count > 1 {
      report(
        chosen[1].keyPosition, SpecPath.join(path, chosen[1].key),
        "\(Prose.all(chosen.map { "\"\($0.key)\"" })) in one place",
        expected: "one \(choice.noun)",
        suggestion: asSetting(chosen[1].key, of: choice.variant(chosen[0].key)))
    }
    guard known.count == node.members.count, mode == .patch || chosen.count == 1 else {
      for member in chosen {
        if let variant = choice.variant(member.key) {
          _ = payload(
            node, member, variant, at: SpecPath.join(path, member.key), mode: mode)
        }
      }
      return node
    }
    if mode == .whole, let variant = choice.variant(chosen[0].key) {
      return payload(
        node, chosen[0], variant, at: SpecPath.join(path, variant.name), mode: mode)
    }
    let members = node.members.map { member in
      guard let variant = choice.variant(member.key), !member.value.isNull else {
        return member
      }
      let full = payload(
        node, member, variant, at: SpecPath.join(path, member.key), mode: mode)
      return full.member(member.key) ?? member
    }
    return JSONNode(.object(members), at: node.position)
  }

  /// The variant with its settings in full: `{"dense": {…}}`, or `"relu"` where there are none.
  private mutating func payload(
    _ node: JSONNode, _ member: JSONNode.Member?, _ variant: Choice.Variant, at path: String,
    mode: SpecWalkMode
  ) -> JSONNode {
    let settings = member?.value ?? JSONNode(.object([]), at: node.position)
    let full: JSONNode
    switch variant.payload {
    case .value(let shape): full = self.full(settings, as: shape, at: path, mode: mode)
    case .settings(let object):
      full = self.full(settings, as: .object(object), at: path, mode: mode)
      if mode == .whole, case .object(let members) = full.value, members.isEmpty {
        return JSONNode(.string(variant.name), at: node.position)
      }
    }
    let key = JSONNode.Member(
      key: variant.name, keyPosition: member?.keyPosition ?? node.position, value: full)
    return JSONNode(.object([key]), at: node.position)
  }

  /// How to write a key among a variant's settings; nil where it is none of them.
  private func asSetting(_ key: String, of variant: Choice.Variant?) -> String? {
    guard let variant, case .settings(let object) = variant.payload, object.field(key) != nil
    else { return nil }
    return "write {\"\(variant.name)\": {…, \"\(key)\": …}}"
  }

  private func sample(of variant: Choice.Variant) -> String {
    switch variant.payload {
    case .value(let shape): return "{\"\(variant.name)\": \(shape.noun(in: schema))}"
    case .settings(let object):
      let keys = object.fields.filter { $0.presence == .required }.map { "\"\($0.key)\": …" }
      return "{\"\(variant.name)\": {\(keys.isEmpty ? "…" : keys.joined(separator: ", "))}}"
    }
  }
}
