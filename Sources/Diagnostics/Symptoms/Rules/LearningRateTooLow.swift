public import Records
internal import Statistics

/// Steps are so short that the loss is still on its way.
public struct LearningRateTooLow: Symptom {
  public let code = SymptomCode.learningRateTooLow
  public let summary = "steps are too short"
  public let definition =
    "the update ratio |Δw|/|w| of every weight layer has a median over the run < 1e−4 and is not 0, the "
    + "training loss is still falling (z < −2 over the last 25 %) and E > 0.1"
  public let quantity = "largest median update ratio of a weight layer"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard run.divergence == nil else { return .notApplicable("the run diverged") }
    let ratios = run.weightLayers.compactMap { layer -> Double? in
      let values = run.values(layer, .updateRatio).filter(\.isFinite)
      return values.isEmpty ? nil : median(values)
    }
    guard let largest = ratios.max(), let least = ratios.min() else {
      return .notApplicable("no update ratios were recorded")
    }
    guard let curve = LossCurve(run), let trend = curve.finalTrend else {
      return .notApplicable("fewer than 8 positive, finite checks of the training loss")
    }
    let excess = context.levels.excess(of: curve.last, in: run, onTraining: true) ?? 1
    return .measured(
      largest < 1e-4 && least > 0 && trend.z < -2 && excess > 0.1, value: largest, threshold: 1e-4,
      firesBelow: true,
      "a step changes no layer by more than \(Figures.number(largest, digits: 2)) of its size (median)"
        + (trend.z < -2 ? ", and the loss is still falling" : ""))
  }
}
