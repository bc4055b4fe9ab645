public import Records

/// The loss leaves for infinity, or ends above where it began.
public struct Diverged: Symptom {
  public let code = SymptomCode.diverged
  public let summary = "the loss grows without bound"
  public let definition =
    "a value is not finite; or the training loss exceeds max(4 × its best, its first + 10 s) at 3 "
    + "checks in a row; or it ends above 1.5 × its first"
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
    let noise = curve.noise
    var best = curve.first
    var streak = 0
    var longest = 0
    for value in curve.values {
      best = min(best, value)
      streak = value > max(4 * best, curve.first + 10 * noise) ? streak + 1 : 0
      longest = max(longest, streak)
    }
    return .measured(
      ratio > 1.5 || longest >= 3, value: ratio, threshold: 1.5,
      "training loss goes from \(Figures.number(curve.first)) to \(Figures.number(curve.last))")
  }
}
