public import Records
internal import Statistics

/// The network ends where one that never sees its input would.
public struct IgnoresInput: Symptom {
  public let code = SymptomCode.ignoresInput
  public let summary = "the network does no better than without its input"
  public let definition =
    "all of the last 25 % of the checks of the training loss are within max(2 s, 1 %) of the prior's "
    + "level (H(Y) or Var(y))"
  public let quantity = "distance from the prior's level, as a share of it"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard run.divergence == nil else { return .notApplicable("the run diverged") }
    guard let curve = LossCurve(run), curve.isFinite, let tail = curve.lastQuarter else {
      return .notApplicable("fewer than 8 finite checks of the training loss")
    }
    guard let prior = context.levels.prior(of: run, onTraining: true), prior > 0 else {
      return .notApplicable("no prior level is known for \(context.arm.loss)")
    }
    // The noise of a loss that still moves is no width of the level: twice the rest's noise at most.
    let width = max(min(2 * robustNoise(tail.values), 0.02 * prior), 0.01 * prior)
    let distance = tail.values.reduce(0) { max($0, abs($1 - prior)) }
    let symbol = context.levels.isSquared ? "Var(y)" : "H(Y)"
    return .measured(
      distance <= width, value: distance / prior, threshold: width / prior, firesBelow: true,
      "training loss ends at \(Figures.number(curve.last)), \(symbol) = \(Figures.number(prior))")
  }
}
