package import JSONTrees

/// Key paths as messages show them.
package enum SpecPath {
  /// The path of a key under a path; names that are no plain words stand in brackets.
  package static func join(_ path: String, _ key: String) -> String {
    let isPlain =
      !key.isEmpty
      && key.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "$"):
          true
        default: false
        }
      }
    guard isPlain else { return "\(path)[\(JSON.string(key).text())]" }
    return path.isEmpty ? key : "\(path).\(key)"
  }
}

extension JSONNode {
  package var isNull: Bool {
    if case .null = value { true } else { false }
  }

  /// A value all of whose parts stand at one position.
  package init(json: JSON, at position: Position) {
    switch json {
    case .null: self.init(.null, at: position)
    case .bool(let value): self.init(.bool(value), at: position)
    case .number(let value): self.init(.number(value), at: position)
    case .string(let value): self.init(.string(value), at: position)
    case .array(let elements):
      self.init(.array(elements.map { JSONNode(json: $0, at: position) }), at: position)
    case .object(let members):
      let members = members.map {
        Member(
          key: $0.key, keyPosition: position, value: JSONNode(json: $0.value, at: position))
      }
      self.init(.object(members), at: position)
    }
  }
}
