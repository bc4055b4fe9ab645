public import Records
internal import Statistics

/// The gradient grows without bound.
public struct ExplodingGradient: Symptom {
  public let code = SymptomCode.explodingGradient
  public let summary = "the gradient grows without bound"
  public let definition =
    "the gradient's norm exceeds 10 × the median of the previous 100 checks three times; or at least "
    + "doubles at 4 checks in a row, by 10 × its first in all; or the first weight layer's norm is 70 × "
    + "the last one's in a network of 3 or more (median over the run); or the run ended in an overflow"
  public let quantity = "largest gradient norm / median before it"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    if let origin = run.divergence, origin.cause.contains("overflow") {
      return .measured(
        true, value: .infinity, threshold: 10, "overflow at step \(origin.step) after growth")
    }
    let norms = (run.series[SeriesName.gradientNorm]?.values ?? []).filter(\.isFinite)
    guard norms.count >= 4 else {
      return .notApplicable("fewer than 4 finite checks of the gradient's norm")
    }
    var (leaps, largest, streak, doubles) = (0, 0.0, 0, false)
    for (i, norm) in norms.enumerated().dropFirst() {
      let before = median(Array(norms[max(0, i - 100)..<i]))
      if i >= 3, before > 0 {
        largest = max(largest, norm / before)
        if norm > 10 * before { leaps += 1 }
      }
      streak = norm >= 2 * norms[i - 1] && norm > 0 ? streak + 1 : 0
      doubles = doubles || (streak >= 4 && norm > 10 * norms[0])
    }
    let share = layerShare(run)
    let evidence =
      share > 70
      ? "the first layer's gradient is \(Figures.times(share)) the last one's"
      : "the gradient's norm reaches \(Figures.times(largest)) the median of those before it"
    return .measured(
      leaps >= 3 || doubles || share > 70, value: max(largest, share > 70 ? share : 0),
      threshold: share > 70 ? 70 : 10, evidence)
  }

  /// The median of the first weight layer's gradient norm over the last one's; 0 where not comparable.
  private func layerShare(_ run: RunRecord) -> Double {
    let layers = run.weightLayers
    guard layers.count >= 3, let first = layers.first, let last = layers.last else { return 0 }
    let shares = zip(run.values(first, .gradientNorm), run.values(last, .gradientNorm))
      .map { $0 / $1 }.filter(\.isFinite)
    return shares.isEmpty ? 0 : median(shares)
  }
}
