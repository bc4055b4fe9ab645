internal import Tensors

/// Damage that a training script or a data collection does, done here on purpose.
///
/// All but duplicated columns touch the training rows alone: the validation rows stay sound and
/// measure the harm. Each fault draws from its own stream, (seed, "fault", name).
public enum DataFault: Sendable, Equatable {
  /// Each training row's class is replaced with this probability by another, all others alike.
  case labelNoise(Double)
  /// Some training rows' features are moved away by `scale` standard deviations of their column, up
  /// or down.
  case outliers(OutlierAmount, scale: Double)
  /// This share of the training rows is lost.
  case dropRows(Double)
  /// All classes but the largest keep at most the largest's rows divided by this, and at least one.
  case imbalance(Double)
  /// Columns are repeated, in all rows, with noise of this many standard deviations of the column.
  case duplicateColumns(Int, noise: Double)
  /// Each training row gets the target of the row this many rows before it, in a circle.
  case misalignedLabels(Int)

  /// How many rows are outliers.
  public enum OutlierAmount: Sendable, Equatable {
    case count(Int)
    case share(Double)
  }

  /// The name in a spec: "label-noise".
  public var name: String {
    switch self {
    case .labelNoise: "label-noise"
    case .outliers: "outliers"
    case .dropRows: "drop-rows"
    case .imbalance: "imbalance"
    case .duplicateColumns: "duplicate-columns"
    case .misalignedLabels: "misaligned-labels"
    }
  }

  func apply(
    training: inout RowSet, validation: inout RowSet, seed: UInt64
  ) throws(FaultError) {
    var random = Philox(seed: seed, purpose: "fault", name: name)
    switch self {
    case .labelNoise(let probability):
      try training.flipLabels(probability, &random)
    case .outliers(let amount, let scale):
      try training.moveOut(amount, scale, &random)
    case .dropRows(let share):
      try training.dropRows(share, &random)
    case .imbalance(let ratio):
      try training.unbalance(ratio, &random)
    case .duplicateColumns(let count, let noise):
      try training.duplicateColumns(count, noise, with: &validation, &random)
    case .misalignedLabels(let shift):
      training.misalign(by: shift)
    }
  }
}

/// Why a fault cannot be done to some data.
struct FaultError: Error, Equatable {
  var what: String
  var expected: String
}
