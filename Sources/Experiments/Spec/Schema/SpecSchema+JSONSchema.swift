package import JSONTrees

extension SpecSchema {
  /// The table as a JSON Schema (draft 7, and only what later drafts read the same way).
  ///
  /// Conditions between keys and with the data are the decoder's alone.
  package func jsonSchema(id: String, title: String) -> JSON {
    var members: [JSON.Member] = [
      .init("$schema", "http://json-schema.org/draft-07/schema#"), .init("$id", .string(id)),
      .init("title", .string(title)),
    ]
    members += schema(of: root, .whole).members
    let candidates = definitions.flatMap { definition in
      [SpecWalkMode.whole, .patch].compactMap { mode -> JSON.Member? in
        guard mode == .whole || hasPatch(definition.shape) else { return nil }
        let described = describe(schema(of: definition.shape, mode), definition.doc)
        return JSON.Member(reference(definition.name, mode), described)
      }
    }
    var used: [String] = []
    func use(_ value: JSON) {
      for member in value.members {
        if member.key == "$ref", let path = member.value.string {
          let name = String(path.dropFirst("#/definitions/".count))
          guard !used.contains(name) else { continue }
          used.append(name)
          candidates.first { $0.key == name }.map { use($0.value) }
        }
        use(member.value)
      }
      for element in value.elements { use(element) }
    }
    use(.object(members))
    members.append(
      .init("definitions", .object(candidates.filter { used.contains($0.key) })))
    return .object(members)
  }

  private func reference(_ name: String, _ mode: SpecWalkMode) -> String {
    mode == .whole ? name : name + "-patch"
  }

  /// Whether a patch of the shape looks other than a whole value.
  private func hasPatch(_ shape: SpecShape) -> Bool {
    switch resolved(shape) {
    case .object, .choice, .names: true
    case .either(let shapes): shapes.contains(where: hasPatch)
    default: false
    }
  }

  private func schema(of shape: SpecShape, _ mode: SpecWalkMode) -> JSON {
    switch shape {
    case .boolean: ["type": "boolean"]
    case .number(let rule): schema(of: rule)
    case .text: ["type": "string", "minLength": 1]
    case .word(_, let words): ["enum": .array(words.map { .string($0.text) })]
    case .list(let element, let rule): schema(of: element, rule)
    case .object(let object):
      if let main = object.main.flatMap(object.field) {
        ["anyOf": [schema(of: main.shape, mode), schema(of: object, mode)]]
      } else {
        schema(of: object, mode)
      }
    case .names(let shape, _):
      [
        "type": "object", "additionalProperties": schema(of: shape, mode),
        "propertyNames": ["minLength": 1],
      ]
    case .choice(let choice): schema(of: choice, mode)
    case .either(let shapes): ["anyOf": .array(shapes.map { schema(of: $0, mode) })]
    case .patch(let shape): schema(of: shape, .patch)
    case .any: [:]
    case .named(let name):
      ["$ref": .string("#/definitions/" + reference(name, hasPatch(shape) ? mode : .whole))]
    }
  }

  private func schema(of element: SpecShape, _ rule: SpecShape.ListRule) -> JSON {
    var members: [JSON.Member] = [
      .init("type", "array"), .init("items", schema(of: element, .whole)),
    ]
    if rule.count.lowerBound > 0 { members.append(.init("minItems", JSON(rule.count.lowerBound))) }
    members.append(.init("maxItems", JSON(rule.count.upperBound)))
    if rule.isUnique { members.append(.init("uniqueItems", true)) }
    return .object(members)
  }

  private func schema(of rule: NumberRule) -> JSON {
    var members: [JSON.Member] = [.init("type", rule.isWhole ? "integer" : "number")]
    switch rule.lower {
    case .including(let bound): members.append(.init("minimum", .number(bound)))
    case .excluding(let bound): members.append(.init("exclusiveMinimum", .number(bound)))
    case nil: if rule.isWhole { members.append(.init("minimum", .number(-0x1p53))) }
    }
    switch rule.upper {
    case .including(let bound): members.append(.init("maximum", .number(bound)))
    case .excluding(let bound): members.append(.init("exclusiveMaximum", .number(bound)))
    case nil: if rule.isWhole { members.append(.init("maximum", .number(0x1p53))) }
    }
    return .object(members)
  }

  private func schema(of object: ObjectShape, _ mode: SpecWalkMode) -> JSON {
    let properties = object.fields.map { field in
      JSON.Member(field.key, property(field, mode))
    }
    let required = object.fields.filter { $0.presence == .required }.map { JSON.string($0.key) }
    var members: [JSON.Member] = [
      .init("type", "object"), .init("properties", .object(properties)),
      .init("additionalProperties", false),
    ]
    if mode == .whole, !required.isEmpty { members.append(.init("required", .array(required))) }
    let conditions = object.groups.map { condition($0, mode) }
    if conditions.count == 1 { members += conditions[0].members }
    if conditions.count > 1 { members.append(.init("allOf", .array(conditions))) }
    return .object(members)
  }

  private func property(_ field: SpecField, _ mode: SpecWalkMode) -> JSON {
    let bare = schema(of: field.shape, mode)
    // Beside a reference, draft 7 reads nothing else.
    var members = bare["$ref"] == nil ? bare.members : [.init("allOf", [bare])]
    if mode == .patch {
      members = [.init("anyOf", [.object(members), ["type": "null"]])]
    }
    members.insert(.init("description", .string(field.doc)), at: 0)
    if mode == .whole {
      if case .standard(let value) = field.presence { members.append(.init("default", value)) }
      if let example = field.example { members.append(.init("examples", [example])) }
    }
    return .object(members)
  }

  /// Exactly one of the keys, or at most one; a patch may remove others with null.
  private func condition(_ group: ExclusiveKeys, _ mode: SpecWalkMode) -> JSON {
    func given(_ key: String) -> JSON {
      let required: JSON = ["required": [.string(key)]]
      guard mode == .patch else { return required }
      return [
        "required": [.string(key)],
        "properties": .object([.init(key, ["not": ["type": "null"]])]),
      ]
    }
    let one = group.keys.map(given)
    if group.isRequired, mode == .whole { return ["oneOf": .array(one)] }
    return ["oneOf": .array(one + [["not": ["anyOf": .array(one)]]])]
  }

  private func schema(of choice: Choice, _ mode: SpecWalkMode) -> JSON {
    let names = choice.variants.filter(\.isNameEnough).map { JSON.string($0.name) }
    let properties = choice.variants.map { variant in
      var payload: JSON
      switch variant.payload {
      case .value(let shape): payload = schema(of: shape, mode)
      case .settings(let object): payload = schema(of: .object(object), mode)
      }
      if payload["$ref"] != nil { payload = ["allOf": [payload]] }
      if mode == .patch { payload = ["anyOf": [payload, ["type": "null"]]] }
      return JSON.Member(variant.name, describe(payload, variant.doc))
    }
    var object: [JSON.Member] = [
      .init("type", "object"), .init("properties", .object(properties)),
      .init("additionalProperties", false),
    ]
    if mode == .whole {
      object += [.init("minProperties", 1), .init("maxProperties", 1)]
    } else {
      let keys = ExclusiveKeys(
        choice.noun, choice.variants.map(\.name), isRequired: false)
      object += condition(keys, .patch).members
    }
    if names.isEmpty { return .object(object) }
    return ["anyOf": [["enum": .array(names)], .object(object)]]
  }

  private func describe(_ schema: JSON, _ doc: String) -> JSON {
    .object([.init("description", .string(doc))] + schema.members)
  }
}
