public import Learning
internal import Tensors

extension TrainingSpec {
  /// The run of one seed on prepared rows.
  ///
  /// The random streams follow from the seed alone; `memoryLimit` is in bytes; the parameters to
  /// start from are read beforehand from ``initialWeightsPath``, the order of rows from
  /// ``batchOrderPath``; `vocabulary` is how many tokens the features number, nil where they are
  /// quantities.
  public func job(
    seed: Int, rows: LabelledRows, vocabulary: Int? = nil, probes: ProbeSettings = ProbeSettings(),
    memoryLimit: Int = 8 << 30, initial: Weights? = nil, order: [[Int32]]? = nil
  ) -> TrainingJob {
    var job = job(
      seed: seed, sizes: TargetSizes(rows, vocabulary: vocabulary), probes: probes,
      memoryLimit: memoryLimit,
      initial: initial)
    job.batchOrder = order
    return job
  }

  func job(
    seed: Int, sizes: TargetSizes, probes: ProbeSettings, memoryLimit: Int, initial: Weights?
  ) -> TrainingJob {
    TrainingJob(
      network: network(sizes), loss: LossBinding.make(settings.chosen("loss")),
      optimizer: OptimizerBinding.make(settings.chosen("optimizer")),
      learningRate: learningRate,
      schedule: ScheduleBinding.make(
        settings.chosen("schedule"), epochs: epochs, rate: learningRate),
      l1: settings.number("l1"), l2: settings.number("l2"), clipping: clipping,
      accumulation: settings.integer("accumulate"), batchSize: batch, epochs: epochs,
      shuffles: settings.flag("shuffle"), dropsLastBatch: settings.flag("drop-last"),
      augmentations: augmentations.map(\.augmentation), mixUp: mixUp, sampling: sampling,
      earlyStopping: earlyStopping, probes: ProbeBinding.settings(settings, over: probes),
      seed: UInt64(seed),
      initialParameters: initial?.tensors.mapValues(\.values), memoryLimit: memoryLimit)
  }

  /// The file with the parameters to start from, as the program opens it.
  public var initialWeightsPath: String? { path("initial-weights") }

  /// The file with the order of rows to train in, likewise.
  public var batchOrderPath: String? { path("batch-order") }

  private func path(_ key: String) -> String? {
    settings.textIfAny(key).map { $0.hasPrefix("/") ? $0 : folder + $0 }
  }

  private var clipping: GradientClipping? {
    guard let clip = settings.chosenIfAny("clip") else { return nil }
    let limit = Scalar(clip.number)
    return clip.name == "norm" ? .norm(limit) : .value(limit)
  }

  private var earlyStopping: EarlyStopping? {
    guard settings.has("early-stopping") else { return nil }
    let stopping = Settings(settings.node("early-stopping"))
    return EarlyStopping(
      monitor: ScheduleBinding.monitor(stopping.textIfAny("monitor")),
      patience: stopping.integer("patience"), minimumDelta: stopping.number("minimum-delta"),
      restoresBest: stopping.flag("restore-best"))
  }
}

extension TargetSizes {
  init(_ rows: LabelledRows, vocabulary: Int?) {
    let (classes, targets): (Int, Int) =
      switch rows.targets {
      case .classes(_, let count), .steps(_, let count, _): (count, 1)
      case .values(_, let width): (1, width)
      }
    self.init(
      features: rows.rowSize, classes: classes, targets: targets, rowShape: rows.rowShape,
      vocabulary: vocabulary)
  }
}
