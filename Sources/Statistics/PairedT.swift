/// The mean of paired differences under the assumption that it is about normal.
///
/// Reference: Student, "The Probable Error of a Mean", 1908.
public struct PairedMean: Equatable, Sendable {
  public let count: Int
  public let mean: Double
  /// The standard deviation of the differences, over n − 1.
  public let deviation: Double

  /// Nil for fewer than two differences or where one is not finite.
  public init?(_ differences: [Double]) {
    guard differences.count >= 2, differences.allSatisfy(\.isFinite) else { return nil }
    count = differences.count
    mean = Statistics.mean(differences)
    let scale = differences.reduce(0) { max($0, abs($1)) }
    let deviation = standardDeviation(differences)
    // Equal differences differ by rounding alone, which is no evidence of spread.
    self.deviation = deviation <= 1e-14 * scale ? 0 : deviation
  }

  public var standardError: Double { deviation / Double(count).squareRoot() }

  private var distribution: StudentT { StudentT(degreesOfFreedom: Double(count - 1)) }

  /// The interval that holds the true mean with this probability.
  public func interval(level: Double = 0.95) -> (lower: Double, upper: Double) {
    let half = distribution.quantile(0.5 + level / 2) * standardError
    return (mean - half, mean + half)
  }

  /// Whether the mean is shown to lie within ±margin: two one-sided tests at level alpha.
  ///
  /// The same as the (1 − 2 alpha) interval lying within the margin.
  ///
  /// Reference: Schuirmann, "A Comparison of the Two One-Sided Tests Procedure and the Power
  /// Approach", Journal of Pharmacokinetics and Biopharmaceutics 15, 1987.
  public func isEquivalentToZero(margin: Double, alpha: Double = 0.05) -> Bool {
    let (lower, upper) = interval(level: 1 - 2 * alpha)
    return lower > -margin && upper < margin
  }

  /// The larger p of the two one-sided tests against ±margin.
  public func equivalencePValue(margin: Double) -> Double {
    let nearest = margin - abs(mean)
    guard standardError > 0 else { return nearest > 0 ? 0 : 1 }
    return distribution.cdf(-nearest / standardError)
  }
}
