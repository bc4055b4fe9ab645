/// A line through points that outliers don't move, with a rank test of its direction.
///
/// References: Theil, "A Rank-Invariant Method of Linear and Polynomial Regression Analysis", 1950; Sen,
/// "Estimates of the Regression Coefficient Based on Kendall's Tau", 1968; Mann, "Nonparametric Tests
/// Against Trend", 1945.
public struct TheilSenLine: Equatable, Sendable {
  /// The median slope over all pairs of points with different x.
  public let slope: Double
  /// The median of y − slope·x.
  public let intercept: Double
  /// Mann–Kendall's S over its standard deviation under no trend, corrected for ties and continuity.
  public let z: Double

  /// Nil for fewer than three points, non-finite ones, and where x does not vary.
  public init?(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "\(x.count) places can't be paired with \(y.count) values")
    guard x.count >= 3, x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { return nil }
    var slopes: [Double] = []
    var score = 0
    for i in x.indices {
      for j in x.indices.dropFirst(i + 1) where x[i] != x[j] {
        let slope = (y[j] - y[i]) / (x[j] - x[i])
        slopes.append(slope)
        score += slope > 0 ? 1 : slope < 0 ? -1 : 0
      }
    }
    guard !slopes.isEmpty else { return nil }
    let slope = median(slopes)
    self.slope = slope
    intercept = median(zip(x, y).map { $1 - slope * $0 })
    var ties: [Double: Int] = [:]
    for value in y { ties[value, default: 0] += 1 }
    func term(_ n: Int) -> Double { Double(n * (n - 1) * (2 * n + 5)) }
    let variance = (term(y.count) - ties.values.reduce(0) { $0 + term($1) }) / 18
    z = variance > 0 ? Double(score - score.signum()) / variance.squareRoot() : 0
  }
}
