public import JSONTrees

/// One thing wrong with a spec: what was seen, where, what is expected and what was likely meant.
public struct SpecFault: Error, Equatable, Hashable, Sendable {
  public var position: JSONNode.Position
  /// Where in the tree: "training.model[2].dense.units".
  public var keyPath: String
  /// What was seen.
  public var message: String
  /// What would be accepted, as a noun: "a number above 0".
  public var expected: String?
  /// What to try, as a sentence part: "did you mean \"sgd\"?".
  public var suggestion: String?
  /// Whether the fault is that a file which the spec names does not exist.
  public var isMissingFile: Bool

  public init(
    at position: JSONNode.Position, _ keyPath: String, _ message: String, expected: String? = nil,
    suggestion: String? = nil, isMissingFile: Bool = false
  ) {
    self.position = position
    self.keyPath = keyPath
    self.message = message
    self.expected = expected
    self.suggestion = suggestion
    self.isMissingFile = isMissingFile
  }

  /// The fault in one line, as compilers print theirs: `wine.json:7:31: training.batch: …`.
  public func rendered(file: String) -> String {
    var parts = [message]
    if let expected { parts.append("expected \(expected)") }
    if let suggestion { parts.append(suggestion) }
    let place = "\(file):\(position.line):\(position.column): "
    return place + (keyPath.isEmpty ? "" : "\(keyPath): ") + parts.joined(separator: "; ")
  }
}

/// All that is wrong with one spec, in the order of its text.
public struct SpecError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The spec's path as it was given.
  public var path: String
  public var faults: [SpecFault]

  public init(path: String, faults: [SpecFault]) {
    self.path = path
    self.faults = faults
  }

  /// One line a fault.
  public var description: String {
    faults.map { $0.rendered(file: path) }.joined(separator: "\n")
  }

  /// Whether nothing is wrong but that files are missing.
  public var isMissingInput: Bool { faults.allSatisfy(\.isMissingFile) }
}
