/// What one rule found in one arm.
public struct SymptomFinding: Equatable, Sendable {
  public enum State: String, CaseIterable, Equatable, Sendable {
    case fired
    case clear
    /// The rule could not look; never to be read as passed.
    case notApplicable = "not-applicable"
  }

  /// The rule's stable code: "overfitting".
  public var code: String
  public var arm: String
  public var state: State
  /// The measured quantity that decided, the median over the seeds examined.
  public var value: Double?
  public var threshold: Double?
  /// How far the value is beyond the threshold: 1 is at it, larger is worse.
  public var margin: Double?
  /// What value and threshold measure: "share of dead units in dense1".
  public var quantity: String
  public var seedsFired: Int
  /// Seeds in which the rule could look.
  public var seedsExamined: Int
  /// What was seen, as a sentence with its numbers; for not-applicable why it could not look.
  public var sentence: String

  public init(
    code: String, arm: String, state: State, value: Double? = nil, threshold: Double? = nil,
    margin: Double? = nil, quantity: String = "", seedsFired: Int = 0, seedsExamined: Int = 0,
    sentence: String
  ) {
    self.code = code
    self.arm = arm
    self.state = state
    self.value = value
    self.threshold = threshold
    self.margin = margin
    self.quantity = quantity
    self.seedsFired = seedsFired
    self.seedsExamined = seedsExamined
    self.sentence = sentence
  }
}
