public import JSONTrees

/// One entry of the spec's `expect` list and whether it was met.
public struct ExpectationResult: Equatable, Sendable {
  /// The entry as written.
  public var expect: JSON
  public var met: Bool
  /// What was measured, in the expectation's own unit; nil where nothing could be.
  public var measured: JSON?
  /// What was expected and what was measured, in words.
  public var sentence: String

  public init(expect: JSON, met: Bool, measured: JSON?, sentence: String) {
    self.expect = expect
    self.met = met
    self.measured = measured
    self.sentence = sentence
  }
}
