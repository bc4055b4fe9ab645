internal import Glibc
internal import Records

/// What probes of the outputs found: units that die, and signals that fade with depth.
extension RunFixture {
  /// Each layer with weights, and what stands behind all but the last.
  var layerRecords: [LayerRecord] {
    fixture.layers.enumerated().flatMap { depth, layer in
      let weights = LayerRecord(
        name: layer.name, kind: "dense", parameterCount: layer.count, outputShape: [64])
      guard depth + 1 < fixture.layers.count else { return [weights] }
      let activation = LayerRecord(
        name: "\(fixture.activation)\(depth + 1)", kind: fixture.activation, parameterCount: 0,
        outputShape: [64])
      return [weights, activation]
    }
  }

  private var isReLU: Bool { fixture.activation == "relu" }

  private func isBroken(_ epoch: Int) -> Bool {
    curve == .nan || divergenceEpoch.map { epoch >= $0 } ?? false
  }

  /// Shares and spreads of each layer, at no more epochs than a chart can show.
  var activationSeries: [String: Series] {
    var all: [String: Series] = [:]
    for (index, layer) in layerRecords.enumerated() {
      all[SeriesName.layer(layer.name, .activationSpread)] = sampled {
        spread(index, layer, $0)
      }
      guard layer.kind == fixture.activation else { continue }
      let quantity: SeriesName.LayerQuantity = isReLU ? .deadShare : .saturatedShare
      all[SeriesName.layer(layer.name, quantity)] = sampled { idleShare(index / 2, $0) }
    }
    return all
  }

  private func sampled(_ value: (Int) -> Double) -> Series {
    var series = Series()
    for epoch in stride(from: 0, through: epochs, by: max(1, epochs / 4000)) {
      series.append(step: epoch * Self.stepsPerEpoch, epoch: Double(epoch), value: value(epoch))
    }
    return series
  }

  /// The stuck arm's first units die in the first epochs, the second layer's later and not all.
  private func idleShare(_ depth: Int, _ epoch: Int) -> Double {
    if isBroken(epoch) { return .nan }
    let start = 0.06 + 0.02 * noise(20 + depth)
    guard isStuck, depth < 3 else { return min(1, max(0, start + 0.0004 * Double(epoch))) }
    let end = [1, 0.44, 0.2][depth] - (depth == 0 ? 0 : 0.05 * noise(30 + depth))
    return start + (end - start) * (1 - exp(-Double(epoch) / [0.7, 6, 20][depth]))
  }

  private func spread(_ index: Int, _ layer: LayerRecord, _ epoch: Int) -> Double {
    if isBroken(epoch) { return .infinity }
    let depth = Double(index) / 2
    let wobble = 1 + 0.1 * noise(40 + index)
    if isStuck {
      if isReLU, layer.name == "relu1", epoch > 2 { return 0 }
      if isReLU { return (epoch > 2 && index > 1 ? 0.07 : 140) * pow(0.8, depth) * wobble }
      return pow(0.55, depth) * wobble * (layer.kind == "dense" ? 4 : 1)
    }
    let growth = 1 + 0.6 * (1 - exp(-Double(epoch) / 20))
    return growth * pow(0.95, depth) * wobble * (layer.kind == "dense" ? 1.4 : 0.8)
  }

  /// Bells around each layer's spread, at the start, the end and in between.
  var activationHistograms: [SizeHistograms] {
    layerRecords.enumerated().map { index, layer in
      var histogram = SizeHistograms(
        layer: layer.name, epochs: [], zeros: [], nonFinite: [], counts: [])
      for epoch in stride(from: 0, through: epochs, by: max(1, epochs / 60)) {
        let total = 1000.0
        let size = spread(index, layer, epoch)
        let isRectified = layer.kind == "relu"
        let zeros = isRectified ? (0.4 + 0.6 * idleShare(index / 2, epoch)) * total : 0
        let live = size.isFinite && size > 0 ? total - zeros : 0
        let middle = size.isFinite && size > 0 ? log10(size) : 0
        let weights = (0..<SizeHistograms.binCount).map { bin in
          let place =
            Double(SizeHistograms.lowestDecade)
            + (Double(bin) + 0.5) / Double(SizeHistograms.binsPerDecade)
          let z = (place - middle) / (place < middle ? 0.6 : 0.3)
          return exp(-0.5 * z * z)
        }
        let sum = weights.reduce(0, +)
        histogram.epochs.append(Double(epoch))
        histogram.nonFinite.append(size.isFinite ? 0 : Int(total))
        histogram.zeros.append(
          size == 0 ? Int(total) : size.isFinite && zeros.isFinite ? Int(zeros) : 0)
        histogram.counts.append(weights.map { Int($0 / sum * live) })
      }
      return histogram
    }
  }
}
