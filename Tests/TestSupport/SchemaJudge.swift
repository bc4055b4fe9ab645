public import JSONTrees

/// Judges values by the part of JSON Schema (draft 7) that our schema uses.
///
/// Written from the draft and sharing no code with the decoder, so that the two can be compared.
public struct SchemaJudge {
  let root: JSON

  public init(root: JSON) {
    self.root = root
  }

  public func accepts(_ value: JSON) -> Bool {
    accepts(value, by: root)
  }

  private func accepts(_ value: JSON, by schema: JSON) -> Bool {
    if let path = schema["$ref"]?.string {
      guard
        let target = path.split(separator: "/").dropFirst().reduce(
          JSON?.some(root), { $0?[String($1)] })
      else { return false }
      return accepts(value, by: target)
    }
    return schema.members.allSatisfy { keyword in
      accepts(value, keyword.key, keyword.value, in: schema)
    }
  }

  private func accepts(
    _ value: JSON, _ keyword: String, _ argument: JSON, in schema: JSON
  ) -> Bool {
    switch keyword {
    case "type": return isType(value, argument.string ?? "")
    case "enum": return argument.elements.contains(value)
    case "anyOf": return argument.elements.contains { accepts(value, by: $0) }
    case "allOf": return argument.elements.allSatisfy { accepts(value, by: $0) }
    case "oneOf": return argument.elements.count { accepts(value, by: $0) } == 1
    case "not": return !accepts(value, by: argument)
    case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
      guard case .number(let number) = value, let bound = argument.number else { return true }
      switch keyword {
      case "minimum": return number >= bound
      case "maximum": return number <= bound
      case "exclusiveMinimum": return number > bound
      default: return number < bound
      }
    case "minLength": return value.string.map { $0.count >= argument.integer ?? 0 } ?? true
    case "items", "minItems", "maxItems", "uniqueItems":
      guard case .array(let elements) = value else { return true }
      switch keyword {
      case "items": return elements.allSatisfy { accepts($0, by: argument) }
      case "minItems": return elements.count >= argument.integer ?? 0
      case "maxItems": return elements.count <= argument.integer ?? 0
      default:
        return elements.indices.allSatisfy { !elements[..<$0].contains(elements[$0]) }
      }
    default: return acceptsObject(value, keyword, argument, in: schema)
    }
  }

  private func acceptsObject(
    _ value: JSON, _ keyword: String, _ argument: JSON, in schema: JSON
  ) -> Bool {
    guard case .object(let members) = value else { return true }
    switch keyword {
    case "properties":
      return members.allSatisfy { member in
        argument[member.key].map { accepts(member.value, by: $0) } ?? true
      }
    case "additionalProperties":
      let others = members.filter { schema["properties"]?[$0.key] == nil }
      if argument.bool == false { return others.isEmpty }
      return others.allSatisfy { accepts($0.value, by: argument) }
    case "required":
      return argument.elements.compactMap(\.string).allSatisfy { value[$0] != nil }
    case "propertyNames": return members.allSatisfy { accepts(.string($0.key), by: argument) }
    case "minProperties": return members.count >= argument.integer ?? 0
    case "maxProperties": return members.count <= argument.integer ?? 0
    case "description", "default", "examples", "title", "definitions", "$schema", "$id":
      return true
    default: preconditionFailure("the schema uses \(keyword), which this judge does not know")
    }
  }

  private func isType(_ value: JSON, _ type: String) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
      ("null", .null), ("number", .number):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }
}
