public import Records
internal import Statistics

/// The validation loss rises while the training loss falls.
///
/// Reference: Prechelt, "Early Stopping – But When?", 1998.
public struct Overfitting: Symptom {
  public let code = SymptomCode.overfitting
  public let summary = "validation loss rises while training loss falls"
  public let definition =
    "Prechelt's generalisation loss GL > 5 at the ends of 3 strips of 5 checks in a row (shorter strips "
    + "in runs under 20 checks), where GL / progress > 0.5 or the validation loss rose over the strip; GL "
    + "> 5 at the end too, with a final gap between validation and training loss > max(0.03, 10 %)"
  public let quantity = "generalisation loss GL at the end, in %"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard let training = LossCurve(run),
      let validation = LossCurve(run, SeriesName.validationLoss), run.data.validationRows > 0
    else { return .notApplicable("no validation rows") }
    guard run.divergence == nil, training.isFinite, validation.isFinite else {
      return .notApplicable("the run diverged")
    }
    guard training.count == validation.count, training.count >= 9,
      (training.values + validation.values).allSatisfy({ $0 > 0 })
    else { return .notApplicable("fewer than 9 positive checks of both losses") }
    let strip = min(5, max(2, (training.count - 1) / 4))
    var best = Double.infinity
    var (streak, longest) = (0, 0)
    for end in training.values.indices {
      best = min(best, validation.values[end])
      guard end >= strip, end % strip == 0 else { continue }
      let loss = 100 * (validation.values[end] / best - 1)
      let window = Array(training.values[(end - strip + 1)...end])
      let least = window.min() ?? 0
      let progress = 1000 * (mean(window) / least - 1)
      // Fast training progress excuses a high loss only while it may still come back down.
      let rises = validation.values[end] > validation.values[end - strip]
      streak = loss > 5 && (rises || loss > 0.5 * progress) ? streak + 1 : 0
      longest = max(longest, streak)
    }
    let final = 100 * ((validation.values.last ?? best) / best - 1)
    let gap = validation.last - training.last
    let turn = validation.values.firstIndex(of: best) ?? 0
    return .measured(
      longest >= 3 && final > 5 && gap > max(0.03, 0.1 * training.last), value: final, threshold: 5,
      "validation loss is lowest at \(Figures.epoch(validation.epochs[turn])) and ends "
        + "\(Figures.percent(final / 100)) above that, training loss at "
        + Figures.number(training.last))
  }
}
