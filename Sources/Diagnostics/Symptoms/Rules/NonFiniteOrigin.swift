public import Records

/// Where the first value arose that was not finite.
public struct NonFiniteOrigin: Symptom {
  public let code = SymptomCode.nonFiniteOrigin
  public let summary = "an operation made the first NaN or infinity"
  public let definition =
    "the first operation whose result is not finite, with step, phase, layer, row and cause"
  public let quantity = "step"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard let origin = run.divergence else {
      return .measured(false, "every value was finite")
    }
    let place =
      origin.phase == "loss"
      ? " in the loss" : (origin.layer.map { " in \($0)" } ?? "") + ", \(origin.phase)"
    let row = origin.row.map { ", row \($0)" } ?? ""
    return .measured(
      true, value: Double(origin.step),
      "\(origin.cause) at step \(origin.step) (\(Figures.epoch(origin.epoch))): "
        + "\(origin.operation)\(place)\(row)")
  }
}
