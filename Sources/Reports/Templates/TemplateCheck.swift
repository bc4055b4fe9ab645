internal import JSONTrees

/// Checks a template's JSON against the table of keys; collects everything that is wrong.
struct TemplateCheck {
  let file: String
  private(set) var errors: [TemplateError] = []

  init(file: String) {
    self.file = file
  }

  mutating func fail(_ node: JSONNode, _ path: String, _ message: String) {
    errors.append(
      TemplateError(file: file, position: node.position, path: path, message: message))
  }

  mutating func check(_ node: JSONNode, _ path: String, as shape: TemplateShape) {
    switch shape {
    case .text:
      if node.json.string == nil { fail(node, path, "expected a string, found \(node.kind)") }
    case .flag:
      if node.json.bool == nil { fail(node, path, "expected true or false, found \(node.kind)") }
    case .number(let above, let from, let to, let expected):
      let number = node.json.number ?? .nan
      if !(number > above ?? -.infinity && number >= from ?? -.infinity && number <= to) {
        fail(node, path, "expected \(expected)")
      }
    case .name(let names): checkName(node, path, among: names)
    case .columns:
      if TemplateCheck.columns(node) == nil {
        fail(node, path, "expected the first and the last of twelve columns, such as [1, 6]")
      }
    case .list(let element, let noun, let isNeverEmpty):
      guard case .array(let elements) = node.value else {
        return fail(node, path, "expected a list, found \(node.kind)")
      }
      if isNeverEmpty, elements.isEmpty { fail(node, path, "expected at least one \(noun)") }
      for (index, node) in elements.enumerated() { check(node, "\(path)[\(index)]", as: element) }
    case .object(let object): checkObject(node, path, object)
    case .nameOrObject(let names, let object, let noun):
      switch node.value {
      case .string: checkName(node, path, among: names)
      case .object: checkObject(node, path, object)
      default: fail(node, path, "expected \(noun) or an object, found \(node.kind)")
      }
    }
  }

  /// The columns that a list of two numbers names; nil where it is none.
  static func columns(_ node: JSONNode) -> ClosedRange<Int>? {
    let numbers = node.elements.map(\.json.integer)
    guard numbers.count == 2, let first = numbers[0], let last = numbers[1],
      1 <= first, first <= last, last <= TemplateTable.columnCount
    else { return nil }
    return first...last
  }

  private mutating func checkName(_ node: JSONNode, _ path: String, among names: [String]) {
    guard let name = node.json.string else {
      return fail(node, path, "expected a string, found \(node.kind)")
    }
    guard !names.contains(name) else { return }
    let hint =
      NearestName.suggestion(for: name, among: names)
      ?? "known are \(names.joined(separator: ", "))"
    fail(node, path, "unknown name \"\(name)\"; \(hint)")
  }

  private mutating func checkObject(_ node: JSONNode, _ path: String, _ object: TemplateObject) {
    guard case .object = node.value else {
      return fail(node, path, "expected an object, found \(node.kind)")
    }
    func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    let names = object.keys.map(\.name)
    for member in node.members {
      if let key = object.keys.first(where: { $0.name == member.key }) {
        check(member.value, place(key.name), as: key.shape)
        continue
      }
      let hint =
        NearestName.suggestion(for: member.key, among: names)
        ?? "known are \(names.filter { $0 != "$schema" }.joined(separator: ", "))"
      errors.append(
        TemplateError(
          file: file, position: member.keyPosition, path: place(member.key),
          message: "unknown key \"\(member.key)\"; \(hint)"))
    }
    for key in object.keys where key.isRequired && node[key.name] == nil {
      fail(node, path, "\"\(key.name)\" is missing")
    }
    let alternatives = { (keys: [String]) in keys.map { "\"\($0)\"" }.joined(separator: " or ") }
    if !object.least.isEmpty, object.least.allSatisfy({ node[$0] == nil }) {
      fail(node, path, "a template needs \(alternatives(object.least))")
    }
    let chosen = object.choice.filter { node[$0] != nil }
    if !object.choice.isEmpty, chosen.isEmpty {
      fail(node, path, "expected \(alternatives(object.choice))")
    }
    if chosen.count > 1, let second = node[chosen[1]] {
      fail(second, place(chosen[1]), "a panel has either \(alternatives(object.choice))")
    }
  }
}
