/// The entries that a spec's `expect` list may hold: one table for validator, schema, docs and judge.
public struct ExpectationForm: Equatable, Sendable {
  /// What a key's value must be.
  public enum Value: Equatable, Sendable {
    case number
    /// A whole number from 0 on.
    case count
    case oneOf([String])
    /// The name of one of the study's arms, the control too.
    case arm
    /// The name of an experiment arm.
    case experiment
    /// The name of a metric: see ``Metric``.
    case metric
    /// An object with these keys.
    case object([Key])
  }

  /// One key of an entry.
  public struct Key: Equatable, Sendable {
    public var name: String
    public var value: Value
    public var isRequired: Bool
    /// What the key means, for docs and schema.
    public var summary: String

    public init(_ name: String, _ value: Value, isRequired: Bool = false, _ summary: String) {
      self.name = name
      self.value = value
      self.isRequired = isRequired
      self.summary = summary
    }
  }

  /// The key that tells this form from the others.
  public var name: String
  public var summary: String
  /// All keys, the one that names the form first.
  public var keys: [Key]
  /// Keys of which an entry needs one or more; empty where the required ones suffice.
  public var needsOneOf: [String]
}

extension ExpectationForm {
  /// All forms; an entry is of the form whose `name` is among its keys.
  public static let all: [ExpectationForm] = [verdict, metric, symptom, diverged]

  /// The verdicts as `expect` and results.json spell them.
  public static let verdicts = [
    "improved", "worsened", "no material difference", "inconclusive", "descriptive",
  ]

  /// The states of a symptom as `expect` and results.json spell them.
  public static let symptomStates = ["fired", "clear", "not-applicable"]

  private static let experiment = Key(
    "experiment", .experiment, "The experiment arm; without it every experiment must comply.")

  private static let verdict = ExpectationForm(
    name: "verdict", summary: "The comparison ends with this verdict.",
    keys: [
      Key("verdict", .oneOf(verdicts), isRequired: true, "The verdict that must be reached."),
      experiment,
    ], needsOneOf: [])

  private static let metric = ExpectationForm(
    name: "metric",
    summary: "A metric's ratio between the arms, or its value in one arm, is bounded.",
    keys: [
      Key("metric", .metric, isRequired: true, "The metric, such as \"validation.loss\"."),
      Key(
        "ratio-below", .number,
        "The geometric mean over seeds of experiment / control is below this number."),
      Key("ratio-above", .number, "The same ratio is above this number."),
      Key(
        "below", .number,
        "The arm's median over seeds is below this number; a diverged seed counts as infinite."),
      Key("above", .number, "The arm's median over seeds is above this number."),
      Key("arm", .arm, "The arm that below and above look at; without it every experiment."),
      experiment,
    ], needsOneOf: ["ratio-below", "ratio-above", "below", "above"])

  private static let symptom = ExpectationForm(
    name: "symptom", summary: "A symptom fires, or doesn't, in one arm.",
    keys: [
      Key(
        "symptom", .oneOf(SymptomCode.allCases.map(\.rawValue)), isRequired: true,
        "The symptom's code."),
      Key("arm", .arm, isRequired: true, "The arm to look at."),
      Key("state", .oneOf(symptomStates), "The state it must have; without it \"fired\"."),
    ], needsOneOf: [])

  private static let diverged = ExpectationForm(
    name: "diverged", summary: "A number of an arm's seeds diverge.",
    keys: [
      Key(
        "diverged",
        .object([
          Key("arm", .arm, isRequired: true, "The arm to count in."),
          Key("at-least", .count, "This many seeds diverge, or more."),
          Key("at-most", .count, "This many seeds diverge, or fewer."),
        ]), isRequired: true, "The arm and the bounds; without bounds at least 1.")
    ], needsOneOf: [])
}
