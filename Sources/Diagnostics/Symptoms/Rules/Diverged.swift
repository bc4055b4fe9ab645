public import Records

/// The loss leaves for infinity, or ends above where it began.
public struct Diverged: Symptom {
  public let code = SymptomCode.diverged
  public let summary = "the loss grows without bound"
  public let definition =
    "a value is not finite; or the training loss exceeds max(4 × its best, its first + 10 s) at its last "
    + "3 checks; or it ends above 1.5 × its first. A run that recovers has not diverged"
  public let quantity = "final / first training loss"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    if let divergence = run.divergence {
      return .measured(
        true, value: .infinity, threshold: 1.5,
        "not finite from step \(divergence.step), \(Figures.epoch(divergence.epoch))")
    }
    guard let curve = LossCurve(run) else { return .notApplicable("no training loss was recorded") }
    guard curve.isFinite else {
      return .measured(true, value: .infinity, threshold: 1.5, "the training loss is not finite")
    }
    let ratio = curve.first > 0 ? curve.last / curve.first : 0
    let limit = max(4 * (curve.values.min() ?? curve.first), curve.first + 10 * curve.noise)
    let endsHigh = curve.count > 3 && curve.values.suffix(3).allSatisfy { $0 > limit }
    return .measured(
      ratio > 1.5 || endsHigh, value: ratio, threshold: 1.5,
      "training loss goes from \(Figures.number(curve.first)) to \(Figures.number(curve.last))")
  }
}
