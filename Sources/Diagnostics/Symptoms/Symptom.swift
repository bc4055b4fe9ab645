public import Records

/// A rule that says whether one arm's runs show a symptom.
///
/// A rule looks at one run after the other; the symptom fires in an arm where it holds in two thirds of
/// the seeds that could be looked at. To add a rule, write its file and name it in ``Symptoms/all``.
public protocol Symptom: Sendable {
  var code: SymptomCode { get }
  /// What is wrong, in a few words: "validation loss rises while training loss falls".
  var summary: String { get }
  /// When exactly the symptom holds in a run, with its thresholds.
  var definition: String { get }
  /// What value and threshold of a reading measure.
  var quantity: String { get }
  /// Looks at one run.
  func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading
}

/// What a rule may know beside the run.
public struct SymptomContext: Sendable {
  public let arm: ArmRecord
  public let study: StudyRecord
  let settings: ArmSettings
  let levels: Levels

  public init(arm: ArmRecord, study: StudyRecord) {
    self.arm = arm
    self.study = study
    settings = ArmSettings(of: arm, in: study)
    levels = Levels(of: arm, in: study)
  }
}

/// What a rule read off one run.
public struct SymptomReading: Equatable, Sendable {
  public var state: SymptomFinding.State
  public var value: Double?
  public var threshold: Double?
  /// Whether small values are the bad ones.
  public var firesBelow: Bool
  /// What was seen, as a clause with its numbers; why nothing could be, where not applicable.
  public var evidence: String

  /// A reading that fired or is clear.
  public static func measured(
    _ fired: Bool, value: Double? = nil, threshold: Double? = nil, firesBelow: Bool = false,
    _ evidence: String
  ) -> SymptomReading {
    SymptomReading(
      state: fired ? .fired : .clear, value: value, threshold: threshold, firesBelow: firesBelow,
      evidence: evidence)
  }

  public static func notApplicable(_ reason: String) -> SymptomReading {
    SymptomReading(
      state: .notApplicable, value: nil, threshold: nil, firesBelow: false, evidence: reason)
  }
}
