public import Records
internal import Statistics

/// The loss has come to rest far above what is known to be possible.
public struct Plateau: Symptom {
  public let code = SymptomCode.plateau
  public let summary = "the loss has stopped falling while it is still high"
  public let definition =
    "over the last 25 % of the checks the Theil–Sen slope of ln L changes it by < 1 % and |z| < 2, "
    + "or by < 0.1 %, with excess E > 0.1 (0: the floor, 1: the prior); at a lower E the run has converged"
  public let quantity = "excess E of the training loss"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard run.divergence == nil else { return .notApplicable("the run diverged") }
    guard let curve = LossCurve(run), let trend = curve.finalTrend, let isAtRest = curve.isAtRest
    else { return .notApplicable("fewer than 8 positive, finite checks of the training loss") }
    guard let excess = context.levels.excess(of: curve.last, in: run, onTraining: true) else {
      return .notApplicable("no reference level is known for \(context.arm.loss)")
    }
    return .measured(
      isAtRest && excess > 0.1, value: excess, threshold: 0.1,
      "training loss changes by \(Figures.percent(abs(trend.change))) over the last quarter, at "
        + "\(Figures.number(curve.last)), E = \(Figures.number(excess, digits: 2))")
  }
}
