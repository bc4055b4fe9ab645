public import Records
internal import Statistics

/// The loss jumps to and fro from one check to the next.
public struct Oscillating: Symptom {
  public let code = SymptomCode.oscillating
  public let summary = "the loss jumps to and fro"
  public let definition =
    "over the last 50 checks: lag-1 autocorrelation of the loss's changes < −0.3, their sign changes "
    + "> 60 % of the time, and P90 − P10 > 3 % of the median"
  public let quantity = "P90 − P10 over 3 % of the median"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard run.divergence == nil else { return .notApplicable("the run diverged") }
    guard let curve = LossCurve(run), curve.isFinite else {
      return .notApplicable("no finite training loss was recorded")
    }
    guard curve.count >= 12 else {
      return .notApplicable("\(curve.count) checks are too few; 12 are needed")
    }
    let window = Array(curve.values.suffix(50))
    let changes = zip(window.dropFirst(), window).map { $0 - $1 }
    let turns = zip(changes.dropFirst(), changes).count { $0 * $1 < 0 }
    let turnShare = Double(turns) / Double(changes.count - 1)
    let spread = quantile(window, 0.9) - quantile(window, 0.1)
    // The curve's noise s is no yardstick here: bouncing is what it would measure.
    let room = 0.03 * abs(median(window))
    let correlation = lagOneAutocorrelation(changes) ?? 0
    let ratio = room > 0 ? spread / room : 0
    return .measured(
      correlation < -0.3 && turnShare > 0.6 && ratio > 1, value: ratio, threshold: 1,
      "training loss turns at \(Figures.percent(turnShare)) of the checks and spans "
        + "\(Figures.number(quantile(window, 0.1))) to \(Figures.number(quantile(window, 0.9)))")
  }
}
