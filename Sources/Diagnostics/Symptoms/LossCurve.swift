internal import Glibc
internal import Records
internal import Statistics

/// A run's loss at its evaluations in eval mode, with what the rules ask of it.
struct LossCurve {
  let epochs: [Double]
  let values: [Double]

  /// Nil where the run has no such series or an empty one.
  init?(_ run: RunRecord, _ name: String = SeriesName.trainingLoss) {
    guard let series = run.series[name], !series.values.isEmpty else { return nil }
    epochs = series.epochs
    values = series.values
  }

  var count: Int { values.count }
  var isFinite: Bool { values.allSatisfy(\.isFinite) }
  var first: Double { values[0] }
  /// The mean of the last 10 % of the evaluations.
  var last: Double { mean(Array(values.suffix(max(1, Int((Double(count) / 10).rounded()))))) }

  /// The median of three, then an average with a half-life of 3 % of the run, bias-corrected.
  var smoothed: [Double] {
    exponentialMovingAverage(medianOfThree(values), halfLife: 0.03 * Double(count))
  }

  /// s: the robust noise of the residuals of the smoothed curve.
  var noise: Double {
    robustNoise(zip(values, smoothed).map { $0 - $1 }.filter(\.isFinite))
  }

  /// The last quarter, four evaluations at least; nil of a run too short for it.
  var lastQuarter: (epochs: [Double], values: [Double])? {
    let length = max(4, count / 4)
    guard count >= 8 else { return nil }
    return (Array(epochs.suffix(length)), Array(values.suffix(length)))
  }

  /// How ln L moves over the last quarter: its total change by Theil–Sen's slope, and the trend's z.
  ///
  /// Theil–Sen compares all pairs: of a longer quarter it is given the means of at most 200 blocks.
  /// Nil for short runs and where the loss is not positive and finite.
  var finalTrend: (change: Double, z: Double)? {
    guard let tail = lastQuarter, tail.values.allSatisfy({ $0 > 0 && $0.isFinite }),
      let line = TheilSenLine(
        x: blockMeans(tail.epochs, atMost: 200),
        y: blockMeans(tail.values, atMost: 200).map { log($0) }),
      let start = tail.epochs.first, let end = tail.epochs.last
    else { return nil }
    return (expm1(line.slope * (end - start)), line.z)
  }

  /// Whether the loss has come to rest: the last quarter changes by less than 1 % and shows no trend.
  ///
  /// A change below 0.1 % is rest, however steady: losses in eval mode have so little noise that any
  /// creeping shows as a trend.
  var isAtRest: Bool? {
    finalTrend.map { abs($0.change) < 0.001 || (abs($0.change) < 0.01 && abs($0.z) < 2) }
  }
}

/// The means of neighbouring values in blocks of one length, the first block a part of one; the values
/// themselves where they are few enough.
func blockMeans(_ x: [Double], atMost count: Int) -> [Double] {
  guard x.count > count else { return x }
  let length = (x.count + count - 1) / count
  return stride(from: x.count, to: 0, by: -length).reversed().map { end in
    mean(Array(x[max(0, end - length)..<end]))
  }
}

extension RunRecord {
  /// The values of one layer's quantity; empty where it was not recorded.
  func values(_ layer: LayerRecord, _ quantity: SeriesName.LayerQuantity) -> [Double] {
    series[SeriesName.layer(layer.name, quantity)]?.values ?? []
  }

  /// The layers that multiply by weights, the one nearest the input first.
  ///
  /// Norms and embeddings are left out: their parameters scale and look up, and have no part in how
  /// a gradient grows or fades from layer to layer.
  var weightLayers: [LayerRecord] {
    let kinds: Set = ["dense", "conv1d", "conv2d", "rnn", "lstm", "gru", "self-attention"]
    return layers.filter { kinds.contains($0.kind) }
  }
}
