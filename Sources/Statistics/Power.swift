/// The power of the two-sided paired t test.
///
/// Exact by the noncentral t distribution with n − 1 degrees of freedom and noncentrality δ√n, where
/// δ is the mean difference in standard deviations.
///
/// Reference: Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd edition, 1988.
public enum PairedTPower {
  /// The probability that n pairs show a mean of `effect` standard deviations at level alpha.
  public static func power(effect: Double, count: Int, alpha: Double = 0.05) -> Double {
    precondition(count >= 2, "a paired test needs two pairs, not \(count)")
    return power(effect: effect, count: count, critical: criticalValue(count, alpha))
  }

  private static func criticalValue(_ count: Int, _ alpha: Double) -> Double {
    StudentT(degreesOfFreedom: Double(count - 1)).quantile(1 - alpha / 2)
  }

  private static func power(effect: Double, count: Int, critical: Double) -> Double {
    let noncentrality = abs(effect) * Double(count).squareRoot()
    // The critical value of two pairs is 12.7: at noncentrality 37 the power is 0.996, and more with
    // more pairs, so nothing that is asked here lies beyond.
    guard noncentrality <= 37 else { return 1 }
    let distribution = NoncentralT(
      degreesOfFreedom: Double(count - 1), noncentrality: noncentrality)
    return 1 - distribution.cdf(critical) + distribution.cdf(-critical)
  }

  /// The effect, in standard deviations, that n pairs show with this power.
  public static func detectableEffect(
    count: Int, power: Double = 0.8, alpha: Double = 0.05
  ) -> Double {
    let critical = criticalValue(count, alpha)
    var (low, high) = (0.0, 37 / Double(count).squareRoot())
    for _ in 0..<40 {
      let middle = 0.5 * (low + high)
      if self.power(effect: middle, count: count, critical: critical) < power {
        low = middle
      } else {
        high = middle
      }
    }
    return 0.5 * (low + high)
  }

  /// The fewest pairs that show an effect with this power; nil where 100 000 don't.
  public static func pairsNeeded(
    effect: Double, power: Double = 0.8, alpha: Double = 0.05
  ) -> Int? {
    guard effect != 0, !effect.isNaN else { return nil }
    func suffices(_ count: Int) -> Bool {
      self.power(effect: effect, count: count, alpha: alpha) >= power
    }
    var high = 2
    while !suffices(high) {
      high *= 2
      if high > 131_072 { return nil }
    }
    var low = high / 2
    while high - low > 1 {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    return high <= 100_000 ? max(2, high) : nil
  }
}
