internal import Glibc

// Functions of a sample. An empty sample has no mean: where one is needed the result is NaN, as is the
// result of a sample that holds NaN.

/// The arithmetic mean; NaN of an empty sample.
public func mean(_ x: [Double]) -> Double {
  x.reduce(0, +) / Double(x.count)
}

/// The variance Σ(x − x̄)² / (n − correction): correction 1 for a sample, 0 for a population.
///
/// NaN where n ≤ correction. Computed in two passes, so that a large mean costs no digits.
public func variance(_ x: [Double], correction: Int = 1) -> Double {
  guard x.count > correction else { return .nan }
  let center = mean(x)
  return x.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(x.count - correction)
}

/// The square root of ``variance(_:correction:)``.
public func standardDeviation(_ x: [Double], correction: Int = 1) -> Double {
  variance(x, correction: correction).squareRoot()
}

/// The middle value, the mean of the two middle ones for an even count; infinities are values.
public func median(_ x: [Double]) -> Double {
  quantile(x, 0.5)
}

/// The p-quantile by linear interpolation between order statistics (type 7, NumPy's default).
///
/// NaN of an empty sample and of one that holds NaN. Between two equal infinities there is nothing to
/// interpolate: the result is that infinity.
///
/// Reference: Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996.
public func quantile(_ x: [Double], _ p: Double) -> Double {
  precondition((0...1).contains(p), "a quantile's share must be in 0...1, not \(p)")
  guard !x.isEmpty, !x.contains(where: \.isNaN) else { return .nan }
  let sorted = x.sorted()
  let position = p * Double(sorted.count - 1)
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  let share = position - Double(below)
  guard share > 0, sorted[below] != sorted[above] else { return sorted[below] }
  return sorted[below] + share * (sorted[above] - sorted[below])
}

/// The median absolute deviation from the median, unscaled.
///
/// Times 1.4826 it estimates the standard deviation of normal values.
///
/// Reference: Hampel, "The Influence Curve and its Role in Robust Estimation", 1974.
public func medianAbsoluteDeviation(_ x: [Double]) -> Double {
  let center = median(x)
  return median(x.map { abs($0 - center) })
}

/// 1.4826 times the median absolute deviation: noise that a few outliers don't move.
public func robustNoise(_ residuals: [Double]) -> Double {
  1.482_602_218_505_602 * medianAbsoluteDeviation(residuals)
}

/// The ranks from 1 of the values' sizes |x|, equal sizes sharing the mean of their ranks.
public func midranksOfMagnitudes(_ x: [Double]) -> [Double] {
  let order = x.indices.sorted { abs(x[$0]) < abs(x[$1]) }
  var ranks = [Double](repeating: 0, count: x.count)
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, abs(x[order[end + 1]]) == abs(x[order[start]]) { end += 1 }
    for i in start...end { ranks[order[i]] = Double(start + end) / 2 + 1 }
    start = end + 1
  }
  return ranks
}

/// Pearson's correlation; nil for fewer than three pairs or where one side does not vary.
///
/// Reference: Pearson, "Note on Regression and Inheritance in the Case of Two Parents", 1895.
public func correlation(_ x: [Double], _ y: [Double]) -> Double? {
  precondition(x.count == y.count, "\(x.count) values can't be paired with \(y.count)")
  guard x.count >= 3 else { return nil }
  let (centerX, centerY) = (mean(x), mean(y))
  var (xx, yy, xy) = (0.0, 0.0, 0.0)
  for (a, b) in zip(x, y) {
    xx += (a - centerX) * (a - centerX)
    yy += (b - centerY) * (b - centerY)
    xy += (a - centerX) * (b - centerY)
  }
  guard xx > 0, yy > 0 else { return nil }
  return max(-1, min(1, xy / (xx.squareRoot() * yy.squareRoot())))
}
