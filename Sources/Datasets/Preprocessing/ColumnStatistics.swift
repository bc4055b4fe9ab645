/// Five numbers, two percentiles and two moments of one column.
///
/// Missing numbers don't count; all are NaN where nothing else is there. Percentiles interpolate
/// linearly; the standard deviation is over n.
public struct ColumnSummary: Sendable, Equatable {
  public var minimum: Double
  public var percentile5: Double
  public var lowerQuartile: Double
  public var median: Double
  public var upperQuartile: Double
  public var percentile95: Double
  public var maximum: Double
  public var mean: Double
  public var standardDeviation: Double

  public init(of numbers: [Double]) {
    var known = numbers.contains { $0.isNaN } ? numbers.filter { !$0.isNaN } : numbers
    let n = Double(known.count)
    // In the order of the rows, before selecting changes it.
    let mean = known.reduce(0, +) / n
    let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let found = percentiles([0, 5, 25, 50, 75, 95, 100], of: &known)
    minimum = found[0]
    percentile5 = found[1]
    lowerQuartile = found[2]
    median = found[3]
    upperQuartile = found[4]
    percentile95 = found[5]
    maximum = found[6]
    self.mean = mean
    standardDeviation = (squares / n).squareRoot()
  }
}

extension Features {
  /// One summary a feature.
  public func summaries() -> [ColumnSummary] {
    names.indices.map { ColumnSummary(of: column($0)) }
  }

  /// The mean of each feature and its variance over n, in two passes.
  ///
  /// The second pass also takes off what rounding left in the mean, as scikit-learn does.
  func moments() -> (means: [Double], variances: [Double]) {
    let n = Double(rowCount * positions)
    var means = [Double](repeating: 0, count: names.count)
    eachCell { feature, x in means[feature] += x }
    for feature in means.indices { means[feature] /= n }
    var squares = [Double](repeating: 0, count: names.count)
    var residuals = squares
    eachCell { feature, x in
      let difference = x - means[feature]
      squares[feature] += difference * difference
      residuals[feature] += difference
    }
    let variances = zip(squares, residuals).map { ($0 - $1 * $1 / n) / n }
    return (means, variances)
  }

  /// The smallest and the largest number of each feature.
  func ranges() -> (low: [Double], high: [Double]) {
    var low = [Double](repeating: .infinity, count: names.count)
    var high = [Double](repeating: -.infinity, count: names.count)
    eachCell { feature, x in
      low[feature] = min(low[feature], x)
      high[feature] = max(high[feature], x)
    }
    return (low, high)
  }

  /// Some percentiles of each feature.
  func percentiles(_ percents: [Double]) -> [[Double]] {
    names.indices.map { index in
      var numbers = column(index)
      return Datasets.percentiles(percents, of: &numbers)
    }
  }

  private func eachCell(_ visit: (_ feature: Int, _ x: Double) -> Void) {
    let features = featureOfEachColumn()
    let width = features.count
    for row in 0..<rowCount {
      for column in 0..<width { visit(features[column], values[row * width + column]) }
    }
  }
}

/// A percentile of sorted numbers by linear interpolation, as NumPy's default; NaN of none.
public func percentile(_ percent: Double, ofSorted sorted: [Double]) -> Double {
  guard let last = sorted.indices.last else { return .nan }
  let position = percent / 100 * Double(last)
  let below = min(Int(position), last)
  let share = position - Double(below)
  guard share > 0, below < last else { return sorted[below] }
  let (a, b) = (sorted[below], sorted[below + 1])
  // From the nearer end, so that the result is monotone in the share.
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share)
}
