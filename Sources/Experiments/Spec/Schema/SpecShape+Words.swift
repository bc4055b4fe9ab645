package import JSONTrees

extension SpecShape {
  /// Whether a value's JSON type is one that this shape takes; says nothing of the value itself.
  package func takesType(of node: JSONNode, in schema: SpecSchema) -> Bool {
    switch (schema.resolved(self), node.value) {
    case (.boolean, .bool), (.number, .number), (.text, .string), (.word, .string),
      (.list, .array), (.object, .object), (.names, .object), (.choice, .string),
      (.choice, .object):
      true
    case (.object(let object), _):
      object.main.flatMap(object.field)?.shape.takesType(of: node, in: schema) ?? false
    case (.either(let shapes), _): shapes.contains { $0.takesType(of: node, in: schema) }
    case (.patch(let shape), _): shape.takesType(of: node, in: schema)
    case (.any, _): true
    default: false
    }
  }

  /// What a value has to be, as a noun for a message.
  package func noun(in schema: SpecSchema) -> String {
    switch schema.resolved(self) {
    case .boolean: "true or false"
    case .number(let rule): rule.noun
    case .text(let noun): noun
    case .word(_, let words): Prose.alternatives(words.map { "\"\($0.text)\"" })
    case .list(let element, let rule):
      rule.count.lowerBound == rule.count.upperBound
        ? "a list of \(rule.count.lowerBound) \(rule.noun)"
        : "a list of \(rule.noun)"
          + (rule.noun == "elements" ? ", each \(element.noun(in: schema))" : "")
    case .object(let object):
      [object.main.flatMap(object.field)?.shape.noun(in: schema), "an object"].compactMap(\.self)
        .joined(separator: " or ")
    case .names(_, let noun): "an object of \(noun)"
    case .choice(let choice): "\(Prose.article(choice.noun)) such as \(choice.sample)"
    case .either(let shapes):
      Prose.alternatives(shapes.map { $0.noun(in: schema) })
    case .patch(let shape): shape.noun(in: schema)
    case .any: "a value"
    case .named: preconditionFailure("resolved above")
    }
  }
}

extension Choice {
  /// One way of writing the choice.
  fileprivate var sample: String {
    guard let first = variants.first else { return "" }
    return first.isNameEnough ? "\"\(first.name)\"" : "{\"\(first.name)\": …}"
  }
}

/// Small words of messages.
package enum Prose {
  /// "a", "a or b", "a, b or c".
  package static func alternatives(_ items: [String]) -> String {
    join(items, "or")
  }

  /// "a", "a and b", "a, b and c".
  package static func all(_ items: [String]) -> String {
    join(items, "and")
  }

  package static func article(_ noun: String) -> String {
    ("aeiou".contains(noun.first ?? "x") ? "an " : "a ") + noun
  }

  /// "1 row", "2 rows".
  package static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : noun.hasSuffix("ss") ? "es" : "s")"
  }

  /// A size in the unit that fits: "8.6 GB".
  package static func bytes(_ count: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var (size, unit) = (Double(count), 0)
    while size >= 1000, unit < units.count - 1 { (size, unit) = (size / 1000, unit + 1) }
    let rounded = size < 10 && unit > 0 ? (size * 10).rounded() / 10 : size.rounded()
    return "\(JSON.number(rounded).text()) \(units[unit])"
  }

  private static func join(_ items: [String], _ word: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
