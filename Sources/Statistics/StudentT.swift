internal import Glibc

/// Student's t distribution.
///
/// Reference: Student, "The Probable Error of a Mean", 1908.
public struct StudentT: Sendable {
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom must be positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value of at most t.
  public func cdf(_ t: Double) -> Double {
    t < 0 ? upperTail(-t) : 1 - upperTail(t)
  }

  /// The probability of a value of t or more, for t ≥ 0.
  private func upperTail(_ t: Double) -> Double {
    let x = degreesOfFreedom / (degreesOfFreedom + t * t)
    return 0.5 * regularizedIncompleteBeta(x, degreesOfFreedom / 2, 0.5)
  }

  /// The value below which a share p lies.
  public func quantile(_ p: Double) -> Double {
    precondition((0...1).contains(p), "a probability must be in 0...1, not \(p)")
    if p == 0.5 { return 0 }
    if p < 0.5 { return -upperQuantile(p) }
    return upperQuantile(1 - p)
  }

  /// Newton's steps on the tail's logarithm, kept within a shrinking bracket.
  private func upperQuantile(_ tail: Double) -> Double {
    if tail == 0 { return .infinity }
    var (low, high) = (0.0, 1.0)
    while upperTail(high) > tail, high < 1e150 { (low, high) = (high, 2 * high) }
    var t = 0.5 * (low + high)
    for _ in 0..<200 {
      let share = upperTail(t)
      if share > tail { low = t } else { high = t }
      let next = t + share * log(share / tail) / density(t)
      let isInside = next > low && next < high
      let step = isInside ? next : 0.5 * (low + high)
      if abs(step - t) <= 2 * t.ulp { return step }
      t = step
    }
    return t
  }

  private func density(_ t: Double) -> Double {
    let half = degreesOfFreedom / 2
    return exp(
      logGamma(half + 0.5) - logGamma(half) - 0.5 * log(degreesOfFreedom * Double.pi)
        - (half + 0.5) * log1p(t * t / degreesOfFreedom))
  }
}
