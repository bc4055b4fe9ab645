public import Records

/// Training and validation loss rest together, far above what is known to be possible.
public struct Underfitting: Symptom {
  public let code = SymptomCode.underfitting
  public let summary = "training and validation loss are both high"
  public let definition =
    "excess E > 0.5 on training and validation rows, the two losses within 5 %, and the training loss "
    + "at rest; says nothing of capacity, which only a larger model's run can show"
  public let quantity = "the smaller excess E of the two losses"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard run.divergence == nil else { return .notApplicable("the run diverged") }
    guard let training = LossCurve(run),
      let validation = LossCurve(run, SeriesName.validationLoss), run.data.validationRows > 0
    else { return .notApplicable("no validation rows") }
    guard let isAtRest = training.isAtRest else {
      return .notApplicable("fewer than 8 positive, finite checks of the training loss")
    }
    guard
      let known = context.levels.excess(of: training.last, in: run, onTraining: true),
      let met = context.levels.excess(of: validation.last, in: run, onTraining: false)
    else { return .notApplicable("no reference level is known for \(context.arm.loss)") }
    let gap = abs(validation.last - training.last) / training.last
    return .measured(
      min(known, met) > 0.5 && gap < 0.05 && isAtRest, value: min(known, met), threshold: 0.5,
      "training and validation loss end at \(Figures.number(training.last)) and "
        + "\(Figures.number(validation.last)), E = \(Figures.number(known, digits: 2)) and "
        + Figures.number(met, digits: 2))
  }
}
