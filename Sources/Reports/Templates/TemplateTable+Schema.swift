internal import JSONTrees

extension TemplateTable {
  /// The table as a JSON Schema (draft 7, and only what later drafts read the same way).
  ///
  /// That panels of a row don't overlap, that charts have a height and that no picture stands twice
  /// only the reader knows.
  static func jsonSchema() -> JSON {
    .object(
      [
        .init("$schema", "http://json-schema.org/draft-07/schema#"),
        .init("$id", "lossreport-template-1.schema.json"),
        .init("title", "lossreport template, version 1"),
      ] + schema(of: .object(root)).members)
  }

  private static func schema(of shape: TemplateShape) -> JSON {
    switch shape {
    case .text: ["type": "string"]
    case .flag: ["type": "boolean"]
    case .number(let above, let from, let to, _):
      .object([
        "type": "number", "exclusiveMinimum": above.map { .number($0) },
        "minimum": from.map { .number($0) }, "maximum": .number(to),
      ])
    case .name(let names): ["enum": .array(names.map { .string($0) })]
    case .columns:
      [
        "type": "array",
        "items": ["type": "integer", "minimum": 1, "maximum": JSON(columnCount)],
        "minItems": 2, "maxItems": 2,
      ]
    case .list(let element, _, let isNeverEmpty):
      .object([
        "type": "array", "items": schema(of: element), "minItems": isNeverEmpty ? 1 : JSON?.none,
      ])
    case .object(let object): schema(of: object)
    case .nameOrObject(let names, let object, _):
      ["anyOf": [schema(of: .name(names)), schema(of: object)]]
    }
  }

  private static func schema(of object: TemplateObject) -> JSON {
    func needs(_ keys: [String]) -> JSON {
      .array(keys.map { ["required": [.string($0)]] })
    }
    let required = object.keys.filter(\.isRequired).map { JSON.string($0.name) }
    return .object([
      "type": "object",
      "properties": .object(
        object.keys.map { key in
          var members = [JSON.Member("description", .string(key.doc.capitalizedFirst + "."))]
          members += schema(of: key.shape).members
          if case .value(let value) = key.standard { members.append(.init("default", value)) }
          return .init(key.name, .object(members))
        }), "additionalProperties": false,
      "required": required.isEmpty ? JSON?.none : .array(required),
      "oneOf": object.choice.isEmpty ? JSON?.none : needs(object.choice),
      "anyOf": object.least.isEmpty ? JSON?.none : needs(object.least),
    ])
  }
}

extension ReportTemplate {
  /// The JSON Schema of a template's file, for editors and other validators.
  public static func jsonSchema() -> String { TemplateTable.jsonSchema().text(.readable) }
}
