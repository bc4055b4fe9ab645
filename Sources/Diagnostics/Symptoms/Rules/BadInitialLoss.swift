public import Records

/// The loss before the first step is far from what an untrained network should have.
public struct BadInitialLoss: Symptom {
  public let code = SymptomCode.badInitialLoss
  public let summary = "the first loss is not that of an untrained network"
  public let definition =
    "before the first step: cross-entropy > 2 ln C or < 0.5 ln C (an untrained network has about "
    + "ln C + s²(1 − 1/C)/2, s the spread of its logits); likewise, where nothing is weighed, binary "
    + "cross-entropy of labels against ln 2, a focal loss against (1 − 1/C)^γ ln C, a hinge loss against "
    + "margin (C − 1)/C, of one output margin; squared error > 2 Var(y)"
  public let quantity = "first training loss / the untrained level"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard let series = run.series[SeriesName.trainingLoss], series.steps.first == 0,
      let first = series.values.first
    else { return .notApplicable("the loss before the first step was not recorded") }
    guard first.isFinite else { return .notApplicable("the first loss is not finite") }
    guard context.settings.lossIsMean else { return .notApplicable("the loss is a sum over rows") }
    if context.levels.isSquared {
      guard let variance = run.data.trainingTargetVariance, variance > 0 else {
        return .notApplicable("the target does not vary")
      }
      return .measured(
        !(first <= 2 * variance), value: first / variance, threshold: 2,
        "the first loss is \(Figures.number(first)), Var(y) = \(Figures.number(variance))")
    }
    guard let level = context.levels.untrained(run) else {
      return .notApplicable("no untrained level is known for \(context.arm.loss)")
    }
    let ratio = first / level.value
    let symbol = level.kind.symbol(classes: run.data.trainingClassCounts.count)
    return .measured(
      !(ratio >= 0.5 && ratio <= 2), value: ratio, threshold: ratio < 1 ? 0.5 : 2,
      firesBelow: ratio < 1,
      "the first loss is \(Figures.number(first)), \(symbol) = \(Figures.number(level.value))")
  }
}
