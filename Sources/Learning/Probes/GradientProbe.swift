internal import Tensors

/// Measures gradients, weights and updates of each layer at chosen updates.
struct GradientProbe {
  private let names: [String]
  /// The layers' slices of all parameters, and of all gradients.
  private let slices: [Region]
  private let keepsHistograms: Bool
  private var gradients: SeriesGroup
  private var updates: SeriesGroup
  private var epochs: [Double] = []
  /// A set for each layer at each measured update.
  private var counts = SizeCounts()

  init(_ plan: NetworkPlan, _ settings: ProbeSettings, moments: Int) {
    let isMeasured = settings.cadence != .never
    let layers = isMeasured ? plan.layers.filter { !$0.parameters.isEmpty } : []
    names = layers.map(\.name)
    slices = layers.map(\.parameters)
    keepsHistograms = settings.keepsHistograms && isMeasured
    func series(_ quantities: [String]) -> [String] {
      layers.flatMap { layer in quantities.map { "layer.\(layer.name).\($0)" } }
    }
    gradients = SeriesGroup(
      ["gradient-norm"]
        + series(["gradient-norm", "gradient-mean", "gradient-spread", "gradient-zero-share"]))
    updates = SeriesGroup(series(["weight-norm", "update-ratio"]))
    gradients.reserveCapacity(isMeasured ? moments : 0)
    updates.reserveCapacity(isMeasured ? moments : 0)
    if keepsHistograms { counts.reserveCapacity(moments * layers.count) }
  }

  /// Measures the gradient as it is before clipping.
  mutating func measureGradients(_ trainer: borrowing Trainer, at time: SeriesTime) {
    gradients.begin(time)
    gradients.append(trainer.gradientNorm())
    for index in slices.indices {
      let region = part(index, of: trainer.memory.gradients)
      // From 0 on, so that the sum of squares is the norm's.
      var moments = Moments(origin: 0)
      trainer.arena.addMoments(of: region, to: &moments)
      gradients.append(moments.sumOfSquares.squareRoot())
      gradients.append(moments.mean)
      gradients.append(moments.standardDeviation)
      gradients.append(moments.zeroShare)
      guard keepsHistograms else { continue }
      counts.appendSet()
      trainer.arena.countSizes(region, into: &counts)
    }
    epochs.append(time.epoch)
    trainer.arena.copy(trainer.memory.parameters, to: trainer.memory.previous)
  }

  /// Measures how far the update went, after ``measureGradients(_:at:)`` before it.
  mutating func measureUpdate(_ trainer: borrowing Trainer, at time: SeriesTime) {
    updates.begin(time)
    for index in slices.indices {
      let new = part(index, of: trainer.memory.parameters)
      let old = part(index, of: trainer.memory.previous)
      let sums = trainer.arena.updateSums(new, from: old)
      updates.append(sums.new.squareRoot())
      // A layer of zeros has no scale to compare its update with.
      updates.append(sums.old == 0 ? .nan : (sums.difference / sums.old).squareRoot())
    }
  }

  func add(to series: inout [String: TrainingSeries]) {
    gradients.add(to: &series)
    updates.add(to: &series)
  }

  var histograms: [SizeHistogram] {
    guard keepsHistograms else { return [] }
    return names.indices.map { index in
      SizeHistogram(
        layer: names[index], epochs: epochs, counts,
        sets: stride(from: index, to: counts.setCount, by: names.count))
    }
  }

  private func part(_ index: Int, of whole: Region) -> Region {
    whole.part(slices[index].offset, slices[index].count)
  }
}

extension SizeHistogram {
  /// The histogram of a layer whose counts are some sets of many.
  init(layer: String, epochs: [Double], _ counts: SizeCounts, sets: some Sequence<Int>) {
    self.init(layer: layer)
    self.epochs = epochs
    for set in sets {
      zeros.append(counts.zeros(set))
      nonFinite.append(counts.nonFinite(set))
      self.counts.append(counts.bins(set))
    }
  }
}
