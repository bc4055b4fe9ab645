internal import Glibc
internal import Records

/// One run of a fixture: its curves, histograms and feature scales.
struct RunFixture {
  var fixture: StudyFixture
  var arm: Int
  var seed: Int

  var curve: StudyFixture.Curve { fixture.arms[arm].curve }
  var epochs: Int { fixture.epochs }
  static let stepsPerEpoch = 9

  /// A number in -1...1 that depends on the seed, the arm and a purpose alone.
  func noise(_ purpose: Int) -> Double {
    var state = UInt64(seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
    state = state ^ UInt64(arm * 7919 + purpose * 104_729 + 17)
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((state ^ (state >> 31)) >> 11) / Double(1 << 52) - 1
  }

  var divergenceEpoch: Int? {
    guard case .diverging(let epoch, let count) = curve, seed < count else { return nil }
    return min(epoch + seed, epochs)
  }

  /// The loss after an epoch; `lift` is what validation adds.
  private func loss(_ epoch: Int, lift: Double) -> Double {
    let scale = fixture.lossScales.indices.contains(arm) ? fixture.lossScales[arm] : 1
    return scale * unscaledLoss(epoch, lift: lift)
  }

  private func unscaledLoss(_ epoch: Int, lift: Double) -> Double {
    let start = fixture.start + 0.06 * noise(1)
    let time = Double(epoch) / Double(max(60, epochs))
    switch curve {
    case .stuck(let level):
      if epoch == 0 { return start * (2.5 + 1.5 * noise(2)) }
      return level * (1 + 0.004 * noise(3) + 0.02 * noise(9) * exp(-Double(epoch)) + 0.2 * lift)
    case .falling(let end):
      let final = end * exp(0.35 * noise(4)) * (1 + lift)
      let share = 1 / (1 + exp(9 * (time - 0.42 - 0.05 * noise(5))))
      let begin = 1 / (1 + exp(-9 * (0.42 + 0.05 * noise(5))))
      return final + (start - final) * share / begin
    case .diverging:
      guard let end = divergenceEpoch, epoch >= end - 2 else {
        return start * exp(-2 * time) + 0.1 * lift
      }
      return epoch >= end
        ? (epoch == end ? .infinity : .nan) : start * pow(40, Double(epoch - end + 3))
    case .nan: return .nan
    case .constant(let value): return value
    case .negative: return start - 3 * time + 0.1 * noise(6) + lift
    }
  }

  /// The epochs that probes look at: as a long run's, a few hundred.
  private var probeEpochs: [Int] {
    Array(stride(from: 1, through: max(1, epochs), by: max(1, epochs / 500)))
  }

  func series(_ value: (Int) -> Double, at places: [Int]? = nil) -> Series {
    var series = Series()
    for epoch in places ?? Array(0...epochs) {
      series.append(
        step: epoch * Self.stepsPerEpoch, epoch: Double(epoch), value: value(epoch))
    }
    return series
  }

  var isStuck: Bool { if case .stuck = curve { true } else { false } }

  func rate(_ epoch: Int) -> Double {
    0.01 * pow(0.1, Double(fixture.reductions.count { $0 <= epoch }))
  }

  var record: RunRecord {
    var all: [String: Series] = [
      SeriesName.trainingLoss: series { loss($0, lift: 0) },
      SeriesName.learningRate: series { rate($0) },
    ]
    if fixture.hasValidation { all[SeriesName.validationLoss] = series { loss($0, lift: 0.12) } }
    for (depth, layer) in fixture.layers.enumerated() {
      let size = pow(10, -1 + 0.3 * Double(depth) + 0.1 * noise(7))
      all[SeriesName.layer(layer.name, .gradientNorm)] = series(
        { epoch in
          if isStuck && depth < 2 && epoch > 1 { return 0 }
          return size * exp(-Double(epoch) / Double(max(80, epochs)))
            * (1 + 0.2 * sin(Double(epoch + seed)))
        }, at: probeEpochs)
      all[SeriesName.layer(layer.name, .updateRatio)] = series(
        { epoch in
          if isStuck && depth < 2 && epoch > 1 { return 0 }
          return 2e-3 * size * exp(-Double(epoch) / Double(max(60, epochs)))
            * (1 + 0.2 * sin(Double(epoch * 2 + seed)))
        }, at: probeEpochs)
    }
    var finals = all.compactMapValues { $0.values.last }.filter { $0.key.hasSuffix("loss") }
    finals.merge(classFinals) { old, _ in old }
    all.merge(activationSeries) { old, _ in old }
    all.merge(landscapeSeries) { old, _ in old }
    var record = RunRecord(
      seed: seed, outcome: outcome, steps: epochs * Self.stepsPerEpoch, parameterCount: 3075,
      layers: layerRecords,
      series: all, gradientHistograms: [], finals: finals,
      events: fixture.reductions.filter { $0 <= epochs }.map {
        RunEvent(
          kind: .learningRateReduced, step: $0 * Self.stepsPerEpoch, epoch: Double($0),
          value: rate($0))
      },
      data: DataRecord(
        trainingRows: 142, validationRows: fixture.hasValidation ? 36 : 0,
        trainingClassCounts: classCounts(142),
        validationClassCounts: fixture.hasValidation ? classCounts(36) : []),
      features: features, learningRateRange: range)
    record.data.trainingLabelShares = labelShares
    record.data.validationLabelShares = fixture.hasValidation ? labelShares : []
    return record
  }

  /// Rows of each class: uneven where there are three, thinning out where there are more.
  func classCounts(_ rows: Int) -> [Int] {
    guard fixture.task == .classification else { return [] }
    let count = fixture.classNames.count
    if count == 3 { return [33, 40, 27].map { $0 * rows / 100 } }
    return (0..<count).map { 1 + rows * 2 * (count - $0) / (count * count) }
  }

  private var outcome: RunOutcome {
    if curve == .nan {
      return .diverged(
        Divergence(
          step: 1, epoch: 0, phase: "forward", layer: "dense1", operation: "dense", row: 3,
          cause: "bad input"))
    }
    guard let epoch = divergenceEpoch else { return .completed }
    return .diverged(
      Divergence(
        step: epoch * Self.stepsPerEpoch + (epoch > 0 ? 0 : 1), epoch: Double(epoch), phase: "loss",
        layer: nil,
        operation: "log", row: nil, cause: "overflow"))
  }

  /// Bell-shaped counts around a size that shrinks; the stuck arm's are zero from epoch 2 on.
  var histograms: [SizeHistograms] {
    fixture.layers.enumerated().map { depth, layer in
      var histogram = SizeHistograms(
        layer: layer.name, epochs: [], zeros: [], nonFinite: [], counts: [])
      for epoch in probeEpochs {
        let isDead = isStuck && depth < 2 && epoch > 1
        let isBroken = curve == .nan || divergenceEpoch.map { epoch > $0 } ?? false
        let zeros = isDead ? layer.count : layer.count / 12
        let middle = -2.4 + 0.3 * Double(depth) - 0.5 * Double(epoch) / Double(max(60, epochs))
        let weights = (0..<SizeHistograms.binCount).map { bin in
          let place =
            Double(SizeHistograms.lowestDecade)
            + (Double(bin) + 0.5) / Double(SizeHistograms.binsPerDecade)
          let z = (place - middle) / (place < middle ? 0.8 : 0.45)
          return exp(-0.5 * z * z)
        }
        let total = weights.reduce(0, +)
        let live = isBroken ? 0 : Double(layer.count - zeros)
        histogram.epochs.append(Double(epoch))
        histogram.zeros.append(isBroken ? 0 : zeros)
        histogram.nonFinite.append(isBroken ? layer.count : 0)
        histogram.counts.append(weights.map { Int(($0 / total * live).rounded()) })
      }
      return histogram
    }
  }

  private var features: FeatureScale {
    let raw = fixture.featureNames.indices.map { WineTable.summary($0) }
    let scales = fixture.arms[arm].scales
    let sizes = raw.map { scales ? 1 : max($0.maximum.magnitude, 1e-9) }
    let total = sizes.reduce(0, +)
    var scale = FeatureScale(
      names: fixture.featureNames, raw: raw,
      prepared: scales ? raw.map { WineTable.standardised($0) } : raw, rawCondition: 4.6e8,
      preparedCondition: scales ? 46 : 4.6e8, gradientShares: sizes.map { $0 / total })
    if fixture.rowShape != nil {
      scale.rawHistograms = raw.map { histogram($0) }
      scale.preparedHistograms = scale.prepared.map { histogram($0) }
    }
    return scale
  }

  /// A bell over a feature's range, leaning to its lower end.
  private func histogram(_ summary: FeatureSummary) -> ValueHistogram {
    let bins = ValueHistogram.binCount
    return ValueHistogram(
      lower: summary.minimum, upper: summary.maximum, zeros: 2000,
      counts: (0..<bins).map { bin in
        let place = Double(bin) / Double(bins) - 0.35
        return Int(400 * exp(-12 * place * place))
      })
  }
}
