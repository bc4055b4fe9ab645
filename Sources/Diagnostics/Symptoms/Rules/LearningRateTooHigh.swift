internal import Glibc
public import Records
internal import Statistics

/// Steps are longer than the loss's curvature or the weights' size allow.
///
/// Reference: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
public struct LearningRateTooHigh: Symptom {
  public let code = SymptomCode.learningRateTooHigh
  public let summary = "steps are too long"
  public let definition =
    "learning rate × λ_max > 2 for gradient descent (2(1 + β) for heavy ball) where the curvature is the "
    + "same everywhere; or a weight layer's update ratio |Δw|/|w| has a median over the run > 0.1. A rate "
    + "near the limit, or a high rate alone, is no fault"
  public let quantity = "learning rate / stability limit, or update ratio"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    let rate = context.arm.learningRate
    var stability: Double?
    if let momentum = context.arm.momentum, let curvature = run.data.largestCurvature,
      curvature > 0
    {
      let limit = 2 * (1 + momentum) / curvature
      stability = rate / limit
      if rate > limit {
        let formula = momentum == 0 ? "2/λ_max" : "2(1 + β)/λ_max"
        return .measured(
          true, value: rate / limit, threshold: 1,
          "learning rate \(Figures.number(rate)) is \(Figures.times(rate / limit)) the stability "
            + "limit \(formula) = \(Figures.number(limit))")
      }
    }
    let ratios = run.weightLayers.compactMap { layer -> (layer: String, ratio: Double)? in
      let values = run.values(layer, .updateRatio).filter { !$0.isNaN }
      return values.isEmpty ? nil : (layer.name, median(values))
    }
    guard let worst = ratios.max(by: { $0.ratio < $1.ratio }) else {
      guard let stability else {
        return .notApplicable("neither the curvature nor update ratios were recorded")
      }
      return .measured(
        false, value: stability, threshold: 1,
        "learning rate \(Figures.number(rate)) is \(Figures.times(stability)) the stability limit")
    }
    return .measured(
      worst.ratio > 0.1, value: worst.ratio, threshold: 0.1,
      "a step changes \(worst.layer) by \(Figures.percent(worst.ratio)) of its size (median)")
  }
}
