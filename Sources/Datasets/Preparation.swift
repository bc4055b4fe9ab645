public import Tensors

/// Everything between a dataset and a training run: split, faults, filling and preprocessing.
public struct Preparation: Sendable {
  public var split: Split
  /// Damage done on purpose, in this order, before anything is fitted.
  public var faults: [DataFault]
  /// What is done to the features, in this order.
  public var steps: [PreprocessingStep]
  /// Whether the target is trained on in standard deviations from its mean.
  public var standardizesTarget: Bool

  public init(
    split: Split, faults: [DataFault] = [], steps: [PreprocessingStep] = [],
    standardizesTarget: Bool = false
  ) {
    self.split = split
    self.faults = faults
    self.steps = steps
    self.standardizesTarget = standardizesTarget
  }
}

/// Rows on one side of a split.
public struct RowSet: Sendable, Equatable {
  public var features: Features
  public var targets: DatasetTargets
  /// The row of the dataset that each row comes from.
  public var sources: [Int]

  public var rowCount: Int { sources.count }

  /// Some rows, in the order given.
  func selecting(_ rows: [Int]) -> RowSet {
    RowSet(
      features: features.selecting(rows), targets: targets.selecting(rows),
      sources: rows.map { sources[$0] })
  }
}

/// What a training run gets: both parts of the data as the network sees them.
public struct PreparedData: Sendable, Equatable {
  public var training: RowSet
  /// Nil where the split sets no rows aside.
  public var validation: RowSet?
  /// The training features after the faults and before the preprocessors, nothing missing.
  public var rawTraining: Features
  /// The shape of one row's features.
  public var rowShape: [Int]
  /// The tokens that the features number; nil where they are quantities.
  public var vocabulary: [String]?
  /// How the targets were standardised; nil where they are as they were.
  public var targetScale: TargetScale?
}

extension Dataset {
  /// The data of one seed: the same split and the same damage for all arms with equal settings.
  public func prepared(_ preparation: Preparation, seed: UInt64) throws(DataError) -> PreparedData {
    try refuseCalculating(with: preparation)
    let rows = try preparation.split.rows(of: self, seed: seed)
    let all = RowSet(features: features, targets: targets, sources: Array(0..<rowCount))
    var training = rows.validation.isEmpty ? all : all.selecting(rows.training)
    var validation = all.selecting(rows.validation)
    for fault in preparation.faults {
      do throws(FaultError) {
        try fault.apply(training: &training, validation: &validation, seed: seed)
      } catch {
        throw DataError(name, error.what, expected: error.expected, option: "faults")
      }
    }
    missing.fill(training: &training.features, validation: &validation.features)
    let raw = training.features
    for step in preparation.steps {
      do throws(PreprocessingError) {
        try step.apply(training: &training.features, validation: &validation.features)
      } catch {
        throw DataError(
          name, "\(error.preprocessor): column \"\(shortened(error.column))\" \(error.what)",
          expected: error.expected, option: "preprocess")
      }
    }
    var scale: TargetScale?
    if preparation.standardizesTarget {
      guard case .values(let values, let names) = training.targets else {
        throw DataError(
          name, "the target is classes, which have no mean", expected: "a target of numbers",
          option: "standardize-target")
      }
      let fitted = TargetScale(fitting: values, width: names.count)
      training.targets = fitted.standardized(training.targets)
      validation.targets = fitted.standardized(validation.targets)
      scale = fitted
    }
    let width = training.features.columnCount
    return PreparedData(
      training: training, validation: validation.rowCount == 0 ? nil : validation,
      rawTraining: raw, rowShape: width == features.columnCount ? rowShape : [width],
      vocabulary: vocabulary, targetScale: scale)
  }
}

extension Dataset {
  /// Numbers of tokens are names: they have no mean to take away and no outliers.
  private func refuseCalculating(with preparation: Preparation) throws(DataError) {
    guard vocabulary != nil else { return }
    if let step = preparation.steps.first {
      throw DataError(
        name, "\"\(step.preprocessor.name)\" calculates with features, and tokens are names",
        expected: "no preprocessing", option: "preprocess")
    }
    for fault in preparation.faults {
      switch fault {
      case .outliers, .duplicateColumns:
        throw DataError(
          name, "\"\(fault.name)\" calculates with features, and tokens are names",
          expected: "another fault", option: "faults")
      case .labelNoise, .dropRows, .imbalance, .misalignedLabels: break
      }
    }
  }
}

extension RowSet {
  /// The features in the precision that training computes with, row by row.
  public func scalarFeatures() -> [Scalar] { features.scalars() }
}
