public import Records

/// Units that are 0 on every row, and so never learn again.
public struct DeadUnits: Symptom {
  public let code = SymptomCode.deadUnits
  public let summary = "units are 0 on every row and get no gradient"
  public let definition =
    "at the last 2 checks more than 10 % of a layer's units are 0 on every row of a probe of 512 rows or "
    + "more; more than 50 % on 32 to 511 rows, where chance makes units look dead"
  public let quantity = "largest share of dead units in a layer"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    guard run.data.trainingRows >= 32 else {
      return .notApplicable(
        "\(run.data.trainingRows) rows are too few to tell a dead unit from an idle one")
    }
    let threshold = run.data.trainingRows >= 512 ? 0.1 : 0.5
    var worst: (share: Double, layer: LayerRecord, values: [Double])?
    for layer in run.layers {
      let values = run.values(layer, .deadShare)
      guard values.count >= 2, let share = values.suffix(2).min(), share.isFinite else { continue }
      if worst.map({ share > $0.share }) ?? true { worst = (share, layer, values) }
    }
    guard let worst else { return .notApplicable("no layer can have dead units") }
    let isBorn = worst.values[0] > threshold
    let onset = isBorn ? "from the start" : "killed in training"
    return .measured(
      worst.share > threshold, value: worst.share, threshold: threshold,
      "\(Figures.percent(worst.share)) of \(worst.layer.name)'s units are dead"
        + (worst.share > threshold ? ", \(onset)" : ""))
  }
}
