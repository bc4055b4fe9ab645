public import Records
internal import Statistics

/// The rules, in the order in which a report lists them.
public enum Symptoms {
  public static let all: [any Symptom] = [
    Diverged(), NonFiniteOrigin(), Oscillating(), Plateau(), Slow(), Overfitting(), Underfitting(),
    VanishingGradient(), ExplodingGradient(), DeadUnits(), BadInitialLoss(), IgnoresInput(),
    LearningRateTooHigh(), LearningRateTooLow(), NotNormalised(), LeakyScaler(), LossMismatch(),
    NoUpdate(),
  ]

  /// Every rule's finding in every arm: by rule, then by arm.
  public static func examine(_ study: StudyRecord) -> [SymptomFinding] {
    let contexts = study.arms.map { SymptomContext(arm: $0, study: study) }
    return all.flatMap { rule in contexts.map { finding(of: rule, in: $0) } }
  }

  /// One rule's finding in one arm: fired where it holds in two thirds of the runs it could look at.
  ///
  /// Not applicable where it could look at fewer than half of the runs.
  static func finding(of rule: any Symptom, in context: SymptomContext) -> SymptomFinding {
    let readings = context.arm.runs.map { rule.examine($0, in: context) }
    let examined = readings.filter { $0.state != .notApplicable }
    let fired = examined.count { $0.state == .fired }
    guard !examined.isEmpty, 2 * examined.count >= readings.count else {
      let reason = readings.first { $0.state == .notApplicable }?.evidence ?? "the arm has no runs"
      return SymptomFinding(
        code: rule.code.rawValue, arm: context.arm.name, state: .notApplicable,
        quantity: rule.quantity, seedsFired: fired, seedsExamined: examined.count,
        sentence: examined.isEmpty
          ? reason : "\(reason) in \(readings.count - examined.count) of \(readings.count) seeds")
    }
    let holds = 3 * fired >= 2 * examined.count
    // The run that speaks for the others has the middle value among those of the arm's state.
    let typical = examined.filter { ($0.state == .fired) == holds }
      .sorted { ($0.value ?? 0) < ($1.value ?? 0) }
    let reading = typical[(typical.count - 1) / 2]
    let values = examined.compactMap(\.value).filter { !$0.isNaN }
    let value = values.isEmpty ? nil : median(values)
    return SymptomFinding(
      code: rule.code.rawValue, arm: context.arm.name, state: holds ? .fired : .clear,
      value: value, threshold: reading.threshold,
      margin: margin(value, reading), quantity: rule.quantity, seedsFired: fired,
      seedsExamined: examined.count,
      sentence: "\(reading.evidence) (\(fired) of \(examined.count) seeds)")
  }

  private static func margin(_ value: Double?, _ reading: SymptomReading) -> Double? {
    guard let value, let threshold = reading.threshold, value > 0, threshold > 0 else {
      return nil
    }
    return reading.firesBelow ? threshold / value : value / threshold
  }
}
