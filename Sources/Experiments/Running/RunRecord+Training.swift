internal import Learning
internal import Records

extension RunRecord {
  /// The record of a training result; the engine knows no records, so names are carried over here.
  init(seed: Int, _ result: TrainingResult, data: DataRecord, features: FeatureScale) {
    var features = features
    let shares = result.featureGradientShares
    features.gradientShares = shares.count == features.names.count ? shares : []
    self.init(
      seed: seed,
      outcome: RunOutcome(result.outcome),
      steps: result.steps,
      parameterCount: result.parameterCount,
      layers: result.layers.map {
        LayerRecord(
          name: $0.name, kind: $0.kind, parameterCount: $0.parameterCount,
          outputShape: $0.outputShape)
      },
      series: result.series.mapValues {
        Series(steps: $0.steps, epochs: $0.epochs, values: $0.values)
      },
      gradientHistograms: result.gradientHistograms.map { SizeHistograms($0) },
      activationHistograms: result.activationHistograms.map { SizeHistograms($0) },
      finals: result.finals,
      events: result.events.map {
        RunEvent(kind: .init($0.kind), step: $0.step, epoch: $0.epoch, value: $0.value)
      },
      data: data, features: features)
  }
}

extension SizeHistograms {
  fileprivate init(_ histogram: SizeHistogram) {
    self.init(
      layer: histogram.layer, epochs: histogram.epochs, zeros: histogram.zeros,
      nonFinite: histogram.nonFinite, counts: histogram.counts)
  }
}

extension RunOutcome {
  fileprivate init(_ outcome: TrainingOutcome) {
    switch outcome {
    case .completed: self = .completed
    case .stoppedEarly(let epoch): self = .stoppedEarly(epoch: epoch)
    case .diverged(let origin):
      self = .diverged(
        Divergence(
          step: origin.step, epoch: origin.epoch, phase: origin.phase.rawValue,
          layer: origin.layer, operation: origin.operation, row: origin.row, cause: origin.cause))
    }
  }
}

extension RunEvent.Kind {
  fileprivate init(_ kind: TrainingEvent.Kind) {
    switch kind {
    case .learningRateReduced: self = .learningRateReduced
    case .stoppedEarly: self = .stoppedEarly
    }
  }
}
