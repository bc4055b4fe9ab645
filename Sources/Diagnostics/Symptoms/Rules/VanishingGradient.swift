internal import Glibc
public import Records
internal import Statistics

/// The gradient shrinks from layer to layer toward the input.
public struct VanishingGradient: Symptom {
  public let code = SymptomCode.vanishingGradient
  public let summary = "the gradient fades toward the input"
  public let definition =
    "log10(RMS gradient / RMS weight) falls by 0.5 a layer toward the input and by 3 decades in all "
    + "(medians over the run, 3 weight layers or more); or, while E > 0.1, in the first third of the run "
    + "the first weight layer's update ratio < 1e−6 and the last one's not, or the whole RMS gradient "
    + "< 1e−7. Layers whose gradient is exactly 0 are the dead units' case"
  public let quantity = "decades the gradient falls toward the input"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    let layers = run.weightLayers
    guard layers.count >= 2 else { return .notApplicable("fewer than two weight layers") }
    let relative = layers.map { layer in
      let ratios = zip(run.values(layer, .gradientNorm), run.values(layer, .weightNorm))
        .map { $0 / $1 }.filter { $0.isFinite && $0 > 0 }
      return ratios.isEmpty ? Double.nan : log10(median(ratios))
    }
    guard let first = relative.first, let last = relative.last, first.isFinite, last.isFinite else {
      return .notApplicable("no layer gradients other than 0 were recorded")
    }
    let fall = last - first
    let perLayer = fall / Double(layers.count - 1)
    let fades = layers.count >= 3 && fall >= 3 && perLayer >= 0.5
    let isLearnt =
      LossCurve(run).flatMap { context.levels.excess(of: $0.last, in: run, onTraining: true) }
      .map { $0 <= 0.1 } ?? false
    if !isLearnt, !fades {
      if isStarved(run, layers) {
        return .measured(
          true, value: max(0, fall), threshold: 3,
          "in the first third a step changes \(layers[0].name) by less than 1e−6 of its size, and the "
            + "last layer by more")
      }
      if isTiny(run) {
        return .measured(
          true, value: max(0, fall), threshold: 3,
          "in the first third the RMS gradient is below 1e−7")
      }
    }
    return .measured(
      fades, value: max(0, fall), threshold: 3,
      "the gradient relative to the weights falls by \(Figures.number(fall, digits: 2)) decades over "
        + "\(layers.count) layers toward the input")
  }

  private func isStarved(_ run: RunRecord, _ layers: [LayerRecord]) -> Bool {
    func early(_ layer: LayerRecord?) -> Double? {
      guard let layer else { return nil }
      let ratios = run.values(layer, .updateRatio)
      // An update too small for the weights to take is 0 beside a gradient that is not.
      let third = zip(ratios, run.values(layer, .gradientNorm)).prefix(max(1, ratios.count / 3))
        .filter { $0.0.isFinite && $0.1 > 0 }.map(\.0)
      return third.isEmpty ? nil : median(Array(third))
    }
    guard let first = early(layers.first), let last = early(layers.last) else { return false }
    return first < 1e-6 && last >= 1e-6
  }

  private func isTiny(_ run: RunRecord) -> Bool {
    let norms = run.series[SeriesName.gradientNorm]?.values ?? []
    let third = norms.prefix(max(1, norms.count / 3)).filter { $0.isFinite && $0 > 0 }
    guard !third.isEmpty, run.parameterCount > 0 else { return false }
    return median(Array(third)) / Double(run.parameterCount).squareRoot() < 1e-7
  }
}
