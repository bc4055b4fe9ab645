package import Learning
package import Records

extension RunRecord {
  /// The record of a training result; the engine knows no records, so names are carried over here.
  ///
  /// Errors come in the target's own units: `targetScale` is what one unit of the trained is worth.
  package init(
    seed: Int, _ result: TrainingResult, data: DataRecord, features: FeatureScale,
    targetScale: Double = 1
  ) {
    var features = features
    let shares = result.inputGradientShares?.shares ?? []
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
      series: Dictionary(
        uniqueKeysWithValues: result.series.map { name, series in
          let unit = Self.unit(of: name, targetScale)
          let values = unit == 1 ? series.values : series.values.map { $0 * unit }
          return (name, Series(steps: series.steps, epochs: series.epochs, values: values))
        }),
      gradientHistograms: result.gradientHistograms.map { SizeHistograms($0) },
      activationHistograms: result.activationHistograms.map { SizeHistograms($0) },
      finals: Dictionary(
        uniqueKeysWithValues: result.finals.map { ($0, $1 * Self.unit(of: $0, targetScale)) }),
      events: result.events.map {
        RunEvent(kind: .init($0.kind), step: $0.step, epoch: $0.epoch, value: $0.value)
      },
      data: data, features: features, unmeasured: result.unmeasured)
  }
}

extension SizeHistograms {
  fileprivate init(_ histogram: SizeHistogram) {
    self.init(
      layer: histogram.layer, epochs: histogram.epochs, zeros: histogram.zeros,
      nonFinite: histogram.nonFinite, counts: histogram.counts)
  }
}

extension RunRecord {
  /// What a metric is multiplied by where a unit of the target is worth so much.
  private static func unit(of metric: String, _ targetScale: Double) -> Double {
    metric.hasSuffix(".rmse") || metric.hasSuffix(".mae") ? targetScale : 1
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
