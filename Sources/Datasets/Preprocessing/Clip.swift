/// Moves what lies beyond two bounds to the nearer bound.
public struct Clip: Preprocessor, Equatable {
  /// What the bounds are.
  public enum Bounds: Sendable, Equatable {
    /// The same two values for all columns.
    case values(Double, Double)
    /// Two percentiles of each column, 0...100, by linear interpolation.
    case percentiles(Double, Double)
  }

  public let bounds: Bounds

  public init(_ bounds: Bounds) {
    switch bounds {
    case .values(let low, let high):
      precondition(low <= high, "the lower bound \(low) is above the upper \(high)")
    case .percentiles(let low, let high):
      precondition(
        0 <= low && low <= high && high <= 100,
        "percentiles must rise within 0...100, not \(low), \(high)")
    }
    self.bounds = bounds
  }

  public var name: String { "clip" }

  public func fit(on features: Features) -> FittedClip {
    switch bounds {
    case .values(let low, let high):
      let count = features.names.count
      return FittedClip(
        lower: Array(repeating: low, count: count), upper: Array(repeating: high, count: count))
    case .percentiles(let low, let high):
      let found = features.percentiles([low, high])
      return FittedClip(lower: found.map { $0[0] }, upper: found.map { $0[1] })
    }
  }
}

/// The bounds of each column.
public struct FittedClip: FittedPreprocessor, Equatable {
  public let lower: [Double]
  public let upper: [Double]

  public func apply(to features: inout Features) {
    let columns = features.featureOfEachColumn()
    let count = features.names.count
    precondition(count == lower.count, "fitted to \(lower.count) features, applied to \(count)")
    var index = 0
    for _ in 0..<features.rowCount {
      for column in columns.indices {
        let feature = columns[column]
        features.values[index] = min(max(features.values[index], lower[feature]), upper[feature])
        index += 1
      }
    }
  }
}
