internal import Datasets
internal import Records
internal import Statistics

/// What a record keeps of a run's rows: their scales, and what reference levels need.
enum RunFacts {
  /// Beyond this many rows, scales and condition are measured on an even sample of them.
  private static let rowLimit = 20_000
  /// Beyond this many columns, no condition number or optimum is computed: its cost is cubic.
  private static let columnLimit = 512

  /// More channels than this are told by their summaries alone.
  private static let channelLimit = 16

  /// Images and sequences are measured on rows with about so many numbers in all.
  private static let numberLimit = 1_000_000

  /// The scale of each feature: of a channel over all pixels, of a series over all steps.
  ///
  /// Tokens are names, which have no scale.
  static func features(_ data: PreparedData) -> FeatureScale {
    guard data.vocabulary == nil else {
      return FeatureScale(
        names: [], raw: [], prepared: [], rawCondition: .nan, preparedCondition: .nan,
        gradientShares: [])
    }
    let raw = scale(of: data.rawTraining)
    // Where nothing preprocesses, nothing is measured twice.
    let prepared =
      data.training.features == data.rawTraining ? raw : scale(of: data.training.features)
    var scale = FeatureScale(
      names: data.training.features.names, raw: raw.summaries, prepared: prepared.summaries,
      rawCondition: raw.condition, preparedCondition: prepared.condition, gradientShares: [])
    scale.rawHistograms = raw.histograms
    scale.preparedHistograms = prepared.histograms
    return scale
  }

  private static func scale(
    of features: Features
  ) -> (summaries: [FeatureSummary], condition: Double, histograms: [ValueHistogram]) {
    let sample = sample(features)
    let hasChannels = sample.positions > 1 && sample.names.count <= channelLimit
    let histograms =
      hasChannels ? sample.names.indices.map { ValueHistogram(of: sample.column($0)) } : []
    return (sample.summaries().map { FeatureSummary($0) }, condition(sample), histograms)
  }

  static func data(_ data: PreparedData, training spec: TrainingSpec) -> DataRecord {
    var record = DataRecord(
      trainingRows: data.training.rowCount, validationRows: data.validation?.rowCount ?? 0,
      trainingClassCounts: data.training.targets.classCounts,
      validationClassCounts: data.validation?.targets.classCounts ?? [])
    guard case .values(let values, let names) = data.training.targets else { return record }
    record.trainingLabelShares = labelShares(values, width: names.count)
    record.trainingTargetMean = names.count == 1 ? mean(values) : nil
    record.trainingTargetVariance = meanVariance(values, width: names.count)
    if case .values(let held, _)? = data.validation?.targets {
      record.validationTargetVariance = meanVariance(held, width: names.count)
      record.validationLabelShares = labelShares(held, width: names.count)
    }
    let features = data.training.features
    guard data.vocabulary == nil, features.columnCount <= columnLimit, features.rowCount <= rowLimit
    else { return record }
    record.linearOptimum = linearOptimum(
      features: features.values, rows: features.rowCount, columns: features.columnCount,
      targets: values, width: names.count)
    if spec.isLinearLeastSquares {
      record.largestCurvature = largestLinearCurvature(
        features: features.values, rows: features.rowCount, columns: features.columnCount,
        width: names.count)
    }
    return record
  }

  private static func condition(_ features: Features) -> Double {
    guard features.columnCount <= columnLimit else { return .nan }
    return conditionNumber(
      features: features.values, rows: features.rowCount, columns: features.columnCount)
  }

  private static func sample(_ features: Features) -> Features {
    let limit =
      features.positions == 1
      ? rowLimit : min(rowLimit, max(1, numberLimit / max(1, features.columnCount)))
    guard features.rowCount > limit else { return features }
    return features.selecting((0..<limit).map { $0 * features.rowCount / limit })
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The share of rows with each label; none where the values are more than 0 and 1.
  private static func labelShares(_ values: [Double], width: Int) -> [Double] {
    guard values.allSatisfy({ $0 == 0 || $0 == 1 }) else { return [] }
    return (0..<width).map { column in
      mean(stride(from: column, to: values.count, by: width).map { values[$0] })
    }
  }

  /// The variance over n, averaged over the target's columns as the mean squared error is.
  private static func meanVariance(_ values: [Double], width: Int) -> Double {
    let columns = (0..<width).map { column in
      stride(from: column, to: values.count, by: width).map { values[$0] }
    }
    return mean(
      columns.map { column in
        let center = mean(column)
        return mean(column.map { ($0 - center) * ($0 - center) })
      })
  }
}

extension TrainingSpec {
  /// Whether the loss is a quadratic in the parameters: one dense layer under the mean squared error.
  fileprivate var isLinearLeastSquares: Bool {
    let layers = settings.list("model").map { Chosen($0).name }.filter { $0 != "identity" }
    let loss = settings.chosen("loss")
    return layers == ["dense"] && loss.name == "mse" && loss.settings.text("reduction") == "mean"
      && settings.chosen("model", at: 0)?.settings.flag("bias") != false
  }
}

extension Settings {
  fileprivate func chosen(_ key: String, at index: Int) -> Chosen? {
    let list = list(key)
    return list.indices.contains(index) && Chosen(list[index]).name == "dense"
      ? Chosen(list[index]) : nil
  }
}

extension FeatureSummary {
  fileprivate init(_ summary: ColumnSummary) {
    self.init(
      minimum: summary.minimum, percentile5: summary.percentile5,
      lowerQuartile: summary.lowerQuartile, median: summary.median,
      upperQuartile: summary.upperQuartile, percentile95: summary.percentile95,
      maximum: summary.maximum, mean: summary.mean, standardDeviation: summary.standardDeviation)
  }
}
