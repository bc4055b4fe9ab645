package import JSONTrees

/// Read access to a value that a schema walk has found sound and filled in.
///
/// A key that is asked for as something that the table does not promise is a programmer's error.
package struct Settings: Sendable {
  package let node: JSONNode

  package init(_ node: JSONNode) {
    self.node = node
  }

  package func has(_ key: String) -> Bool { node[key] != nil }

  package func node(_ key: String) -> JSONNode {
    guard let node = node[key] else { preconditionFailure("no setting \"\(key)\"") }
    return node
  }

  package func numberIfAny(_ key: String) -> Double? { node[key]?.json.number }

  package func number(_ key: String) -> Double {
    guard let number = numberIfAny(key) else { preconditionFailure("\"\(key)\" is no number") }
    return number
  }

  package func integerIfAny(_ key: String) -> Int? { node[key]?.json.integer }

  package func integer(_ key: String) -> Int {
    guard let number = integerIfAny(key) else { preconditionFailure("\"\(key)\" is not whole") }
    return number
  }

  package func textIfAny(_ key: String) -> String? { node[key]?.json.string }

  package func text(_ key: String) -> String {
    guard let text = textIfAny(key) else { preconditionFailure("\"\(key)\" is no string") }
    return text
  }

  package func flagIfAny(_ key: String) -> Bool? { node[key]?.json.bool }

  package func flag(_ key: String) -> Bool {
    guard let flag = node[key]?.json.bool else {
      preconditionFailure("\"\(key)\" is not true or false")
    }
    return flag
  }

  package func list(_ key: String) -> [JSONNode] { node[key]?.elements ?? [] }

  package func texts(_ key: String) -> [String] { list(key).compactMap(\.json.string) }

  package func numbers(_ key: String) -> [Double] { list(key).compactMap(\.json.number) }

  package func integers(_ key: String) -> [Int] { list(key).compactMap(\.json.integer) }

  package func chosenIfAny(_ key: String) -> Chosen? { node[key].map(Chosen.init) }

  package func chosen(_ key: String) -> Chosen { Chosen(node(key)) }
}

/// The variant that a value of a choice names, and its settings.
package struct Chosen: Sendable {
  package let name: String
  /// The settings, or the variant's own value.
  package let value: JSONNode
  /// Where the choice stands.
  package let position: JSONNode.Position

  package init(_ node: JSONNode) {
    position = node.position
    if case .string(let name) = node.value {
      self.name = name
      value = JSONNode(.object([]), at: node.position)
    } else {
      guard let member = node.members.first else { preconditionFailure("no variant chosen") }
      name = member.key
      value = member.value
    }
  }

  package var settings: Settings { Settings(value) }

  /// The variant's own value as a number: `{"constant": 0.1}`.
  package var number: Double {
    guard let number = value.json.number else { preconditionFailure("\(name) has no number") }
    return number
  }
}
