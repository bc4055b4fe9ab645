internal import Tensors

/// Measures each layer's outputs for a sample of training rows while these are evaluated.
///
/// Their mean, standard deviation and share of zeros; dead and saturated units where the layer can have
/// them; and, at fewer epochs and on fewer rows, how their sizes are spread.
struct ActivationProbe {
  private struct Subject {
    let index: Int
    let width: Int
    let units: UnitLayout
    /// Bounded functions: the share of outputs beyond these is measured.
    let unsaturated: ClosedRange<Scalar>?
    /// Whether a unit can be 0 for every row.
    let canDie: Bool
    let counted: RowSample
    var moments = Moments()
    var outside = 0
    /// 1 for each unit that was not 0 somewhere.
    var alive: [Scalar]
    var counts = SizeCounts()
  }

  private var subjects: [Subject]
  private let names: [String]
  private let sample: RowSample
  private let keepsHistograms: Bool
  private var group: SeriesGroup
  private let histogramInterval: Int
  private var measurements = 0
  private var countedEpochs: [Double] = []
  private var isCounting = false

  /// Outputs of a layer that a histogram counts.
  private static let histogramOutputs = 512

  init(
    _ plan: NetworkPlan, _ settings: ProbeSettings, trainingRows: Int, moments: Int,
    histogramInterval: Int
  ) {
    self.histogramInterval = histogramInterval
    sample = RowSample(settings.rows, of: trainingRows)
    keepsHistograms = settings.keepsHistograms
    let layouts = UnitLayout.layouts(plan)
    let isMeasured = settings.measuresActivations && settings.rows > 0
    let layers = plan.layers.enumerated().filter {
      isMeasured && $0.element.outputWidth > 0 && Self.makesOutputs($0.element.kind)
    }
    subjects = layers.map { index, layer in
      let canDie = layer.kind == ReLU.kind
      return Subject(
        index: index, width: layer.outputWidth, units: layouts[index],
        unsaturated: Self.unsaturatedRange(layer), canDie: canDie,
        counted: RowSample(
          min(settings.rows, Self.histogramOutputs / layer.outputWidth), of: trainingRows),
        alive: [Scalar](repeating: 0, count: canDie ? layouts[index].units : 0))
    }
    names = layers.map(\.element.name)
    var series: [String] = []
    for (subject, name) in zip(subjects, names) {
      var quantities = ["activation-mean", "activation-spread", "activation-zero-share"]
      if subject.canDie { quantities.append("dead-share") }
      if subject.unsaturated != nil { quantities.append("saturated-share") }
      series += quantities.map { "layer.\(name).\($0)" }
    }
    group = SeriesGroup(series)
    group.reserveCapacity(isMeasured ? moments : 0)
  }

  /// Begins a measurement; sizes are counted at the first, at each n-th and at the run's last.
  mutating func begin(_ time: SeriesTime, isLast: Bool) {
    guard !subjects.isEmpty else { return }
    group.begin(time)
    isCounting = keepsHistograms && (isLast || measurements % histogramInterval == 0)
    measurements += 1
    if isCounting { countedEpochs.append(time.epoch) }
    for index in subjects.indices {
      subjects[index].moments = Moments()
      subjects[index].outside = 0
      for unit in subjects[index].alive.indices { subjects[index].alive[unit] = 0 }
      if isCounting { subjects[index].counts.appendSet() }
    }
  }

  /// Takes its share of evaluated rows, whose outputs are still in place.
  mutating func observe(_ trainer: borrowing Trainer, from first: Int, _ length: Int) {
    let rows = sample.taken(from: first, length)
    for index in subjects.indices {
      let (layer, width) = (subjects[index].index, subjects[index].width)
      let output = trainer.memory.layers[layer].output
      if isCounting {
        let counted = subjects[index].counted.taken(from: first, length)
        trainer.arena.countSizes(output.first(counted * width), into: &subjects[index].counts)
      }
      guard rows > 0 else { continue }
      let taken = output.first(rows * width)
      trainer.arena.addMoments(of: taken, to: &subjects[index].moments)
      if subjects[index].canDie {
        let units = subjects[index].units
        trainer.arena.markAlive(
          taken, rows: rows * units.sets, positions: units.positions, in: &subjects[index].alive)
      }
      if let range = subjects[index].unsaturated {
        subjects[index].outside += trainer.arena.countOutside(range, in: taken)
      }
    }
  }

  /// Ends the measurement.
  mutating func end() {
    for subject in subjects {
      group.append(subject.moments.mean)
      group.append(subject.moments.standardDeviation)
      group.append(subject.moments.zeroShare)
      if subject.canDie {
        let dead = subject.alive.count { $0 == 0 }
        group.append(Double(dead) / Double(subject.alive.count))
      }
      if subject.unsaturated != nil {
        group.append(Double(subject.outside) / Double(subject.moments.count))
      }
    }
  }

  func add(to series: inout [String: TrainingSeries]) { group.add(to: &series) }

  var histograms: [SizeHistogram] {
    guard !countedEpochs.isEmpty else { return [] }
    return zip(names, subjects).map {
      SizeHistogram(layer: $0, epochs: countedEpochs, $1.counts, sets: countedEpochs.indices)
    }
  }

  /// Whether a layer computes what it hands on, rather than passing its input through.
  private static func makesOutputs(_ kind: String) -> Bool {
    ![Dropout.kind, "dropout2d", "flatten", "reshape", "transpose"].contains(kind)
  }

  /// All but 5 % of a bounded function's range at either end.
  private static func unsaturatedRange(_ layer: PlannedLayer) -> ClosedRange<Scalar>? {
    switch layer.kind {
    case Tanh.kind: -0.9...0.9
    // States are bounded by tanh, unless they are a ReLU's.
    case RNN.kind, LSTM.kind, GRU.kind:
      (layer.operation as? RecurrentOperation)?.cell == .relu ? nil : -0.9...0.9
    case Sigmoid.kind, Softmax.kind: 0.05...0.95
    default: nil
    }
  }
}
