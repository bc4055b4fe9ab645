import JSONTrees
import Records

/// Makes records whose numbers a test chooses; all else is plain and in order.
enum Build {
  /// A series with one value an epoch from 0 on, `stepsPerEpoch` steps apart.
  static func series(_ values: [Double], stepsPerEpoch: Int = 10) -> Series {
    Series(
      steps: values.indices.map { $0 * stepsPerEpoch }, epochs: values.indices.map(Double.init),
      values: values)
  }

  /// One value throughout.
  static func flat(_ value: Double, count: Int = 21) -> [Double] {
    [Double](repeating: value, count: count)
  }

  /// From `start` toward `end`, the distance shrinking by the same factor each epoch.
  static func decay(_ start: Double, _ end: Double, count: Int = 21, factor: Double = 0.6)
    -> [Double]
  {
    var distance = start - end
    return (0..<count).map { _ in
      defer { distance *= factor }
      return end + distance
    }
  }

  static func feature(mean: Double, deviation: Double, from low: Double, to high: Double)
    -> FeatureSummary
  {
    FeatureSummary(
      minimum: low, percentile5: low, lowerQuartile: mean - 0.67 * deviation, median: mean,
      upperQuartile: mean + 0.67 * deviation, percentile95: high, maximum: high, mean: mean,
      standardDeviation: deviation)
  }

  /// What a z-score looks like.
  static let zScore = feature(mean: 0, deviation: 1, from: -3, to: 3)

  static func scale(
    _ features: [FeatureSummary], condition: Double = 20, shares: [Double] = []
  ) -> FeatureScale {
    FeatureScale(
      names: features.indices.map { "x\($0 + 1)" }, raw: features, prepared: features,
      rawCondition: condition, preparedCondition: condition, gradientShares: shares)
  }

  static func layers(_ kinds: String...) -> [LayerRecord] {
    var counts: [String: Int] = [:]
    return kinds.map { kind in
      let letters = kind.filter { $0 != "-" }
      counts[letters, default: 0] += 1
      return LayerRecord(
        name: "\(letters)\(counts[letters] ?? 0)", kind: kind,
        parameterCount: kind == "dense" ? 100 : 0, outputShape: [3])
    }
  }

  /// Three classes of 40, 50 and 30 rows: H(Y) = 1.0776, ln 3 = 1.0986.
  static let classes = DataRecord(
    trainingRows: 120, validationRows: 36, trainingClassCounts: [40, 50, 30],
    validationClassCounts: [12, 15, 9])

  /// Var(y) = 4 with mean 1.
  static let values = DataRecord(
    trainingRows: 120, validationRows: 36, trainingTargetMean: 1, trainingTargetVariance: 4,
    validationTargetVariance: 4)

  static func run(
    seed: Int = 0, training: [Double]? = nil, validation: [Double]? = nil,
    series extra: [String: [Double]] = [:], divergence: Divergence? = nil,
    layers: [LayerRecord] = layers("dense", "relu", "dense"), data: DataRecord = classes,
    features: FeatureScale = scale([zScore, zScore]), finals: [String: Double] = [:]
  ) -> RunRecord {
    var all = extra.mapValues { Self.series($0) }
    if let training { all[SeriesName.trainingLoss] = Self.series(training) }
    if let validation { all[SeriesName.validationLoss] = Self.series(validation) }
    return RunRecord(
      seed: seed, outcome: divergence.map { .diverged($0) } ?? .completed, steps: 200,
      parameterCount: 200, layers: layers, series: all, gradientHistograms: [], finals: finals,
      events: [], data: data, features: features)
  }

  static let overflow = Divergence(
    step: 37, epoch: 3.7, phase: "forward", layer: "dense1", operation: "dense", row: 4,
    cause: "overflow")

  /// A run that ends at this validation loss; infinite: one that diverged.
  static func run(seed: Int, ending value: Double) -> RunRecord {
    value.isFinite
      ? run(seed: seed, training: flat(value), validation: flat(value))
      : run(seed: seed, validation: flat(2, count: 3), divergence: overflow)
  }

  static func arm(
    _ name: String, _ role: ArmRecord.Role, _ runs: [RunRecord], loss: String = "cross-entropy",
    rate: Double = 0.01, momentum: Double? = 0, changes: [ConfigChange] = []
  ) -> ArmRecord {
    ArmRecord(
      name: name, role: role, changes: changes, network: "dense 64 – 3, ReLU", loss: loss,
      optimizer: "SGD lr \(rate)", learningRate: rate, momentum: momentum, batch: 16, epochs: 20,
      preprocessing: "none", runs: runs)
  }

  static func study(
    _ arms: [ArmRecord], metric: String = "validation.loss", grows: Bool = false,
    task: DatasetRecord.Task = .classification, spec: JSON = .object([]), isSynthetic: Bool = false,
    expectations: [JSON] = []
  ) -> StudyRecord {
    StudyRecord(
      title: "A study", name: "study", spec: spec, specDigest: "0",
      environment: EnvironmentRecord(
        lossreport: "0", blas: "none", blasCore: "none", scalar: "Double"),
      dataset: DatasetRecord(
        name: "rows.csv", rows: 156, features: 2, task: task, targetName: "y",
        classNames: task == .classification ? ["a", "b", "c"] : [], isSynthetic: isSynthetic),
      metric: metric, metricGrows: grows, metricReason: nil, minimumEffect: 0.05, arms: arms,
      expectations: expectations)
  }

  /// Two arms that end at these validation losses, one a seed.
  static func pair(
    _ control: [Double], _ experiment: [Double], changes: [ConfigChange] = [],
    expectations: [JSON] = []
  ) -> StudyRecord {
    study(
      [
        arm("before", .control, control.enumerated().map { run(seed: $0, ending: $1) }),
        arm(
          "after", .experiment, experiment.enumerated().map { run(seed: $0, ending: $1) },
          changes: changes),
      ], expectations: expectations)
  }
}
