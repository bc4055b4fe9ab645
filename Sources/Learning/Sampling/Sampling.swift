/// Which rows an epoch takes, where classes are of different sizes.
///
/// Rows of a class are taken in random order, each once before any is taken again.
public enum Sampling: String, CaseIterable, Sendable {
  /// Of every class as many rows as the largest has.
  case oversample
  /// Of every class as many rows as the smallest has, others each epoch.
  case undersample
  /// As many rows as there are; of every run of as many rows as classes, one is of each class.
  case balancedBatches = "balanced-batches"

  /// The rows of an epoch.
  func epochRows(classCounts: [Int], rowCount: Int) -> Int {
    let sizes = classCounts.filter { $0 > 0 }
    switch self {
    case .oversample: return sizes.count * (sizes.max() ?? 0)
    case .undersample: return sizes.count * (sizes.min() ?? 0)
    case .balancedBatches: return rowCount
    }
  }
}
