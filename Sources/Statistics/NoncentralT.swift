internal import Glibc

/// The noncentral t distribution: (Z + δ) / √(χ²_ν / ν), which the power of a t test follows.
public struct NoncentralT: Sendable {
  public let degreesOfFreedom: Double
  public let noncentrality: Double

  /// The noncentrality must be within ±37, beyond which the series' first weight underflows.
  public init(degreesOfFreedom: Double, noncentrality: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom must be positive")
    precondition(abs(noncentrality) <= 37, "noncentrality \(noncentrality) is beyond 37")
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The probability of a value of at most t, to about 1e-11.
  ///
  /// A Poisson mixture of incomplete beta functions, advanced by their recurrences.
  ///
  /// Reference: Lenth, "Algorithm AS 243: Cumulative Distribution Function of the Non-Central t
  /// Distribution", Applied Statistics 38, 1989.
  public func cdf(_ t: Double) -> Double {
    if t < 0 {
      let mirrored = NoncentralT(
        degreesOfFreedom: degreesOfFreedom, noncentrality: -noncentrality)
      return 1 - mirrored.cdf(-t)
    }
    let delta = noncentrality
    let x = t * t / (t * t + degreesOfFreedom)
    guard x > 0 else { return StandardNormal.cdf(-delta) }
    let lambda = delta * delta
    var p = 0.5 * exp(-0.5 * lambda)
    var q = (2 / Double.pi).squareRoot() * p * delta
    var remaining = 0.5 - p
    var a = 0.5
    let b = 0.5 * degreesOfFreedom
    let power = exp(b * log1p(-x))
    let logBeta = 0.5 * log(Double.pi) + logGamma(b) - logGamma(a + b)
    var odd = regularizedIncompleteBeta(x, a, b)
    var oddStep = 2 * power * exp(a * log(x) - logBeta)
    var even = 1 - power
    var evenStep = b * x * power
    var sum = p * odd + q * even
    for n in 1...5000 {
      a += 1
      odd -= oddStep
      even -= evenStep
      oddStep *= x * (a + b - 1) / a
      evenStep *= x * (a + b - 0.5) / (a + 0.5)
      p *= lambda / (2 * Double(n))
      q *= lambda / (2 * Double(n) + 1)
      remaining -= p
      sum += p * odd + q * even
      if Double(n) > lambda / 2, abs(2 * remaining * (odd - oddStep)) < 1e-15 { break }
    }
    return min(1, max(0, sum + StandardNormal.cdf(-delta)))
  }
}
