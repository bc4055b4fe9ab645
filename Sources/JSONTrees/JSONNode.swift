/// A JSON value that knows where in its text it stands.
///
/// Merging keeps the positions: a value that comes from a patch points into the patch.
public struct JSONNode: Sendable {
  /// A place in a text; lines and columns count from 1, columns in characters.
  public struct Position: Equatable, Comparable, Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    public static func < (a: Self, b: Self) -> Bool {
      (a.line, a.column) < (b.line, b.column)
    }
  }

  public struct Member: Sendable {
    public var key: String
    public var keyPosition: Position
    public var value: JSONNode

    public init(key: String, keyPosition: Position, value: JSONNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  public enum Value: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  public var value: Value
  public var position: Position

  public init(_ value: Value, at position: Position) {
    self.value = value
    self.position = position
  }

  /// The member of an object under a key; nil where there is none or this is no object.
  public func member(_ key: String) -> Member? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }
  }

  /// The value at a key of an object.
  public subscript(key: String) -> JSONNode? {
    member(key)?.value
  }

  /// The members of an object, empty for any other value.
  public var members: [Member] {
    if case .object(let members) = value { members } else { [] }
  }

  /// The elements of an array, empty for any other value.
  public var elements: [JSONNode] {
    if case .array(let elements) = value { elements } else { [] }
  }

  /// The value without positions.
  public var json: JSON {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let members): .object(members.map { JSON.Member($0.key, $0.value.json) })
    }
  }

  /// What kind of value this is, in words for a message: "a number", "an object".
  public var kind: String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// This value with a merge patch applied: null removes a key, objects merge, all else replaces.
  ///
  /// Reference: RFC 7386, "JSON Merge Patch".
  public func merging(_ patch: JSONNode) -> JSONNode {
    guard case .object(let changes) = patch.value else { return patch }
    var merged = members
    for change in changes {
      let index = merged.firstIndex { $0.key == change.key }
      if case .null = change.value.value {
        if let index { merged.remove(at: index) }
      } else if let index {
        merged[index].value = merged[index].value.merging(change.value)
        merged[index].keyPosition = change.keyPosition
      } else {
        let empty = JSONNode(.object([]), at: change.value.position)
        merged.append(
          Member(
            key: change.key, keyPosition: change.keyPosition, value: empty.merging(change.value)))
      }
    }
    return JSONNode(.object(merged), at: patch.position)
  }
}
