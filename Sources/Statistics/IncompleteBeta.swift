internal import Glibc

/// ln Γ(x) for positive x, safe to call from several threads.
func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return unsafe lgamma_r(x, &sign)
}

/// The regularised incomplete beta function I_x(a, b), to about 1e-13.
///
/// Lentz's evaluation of the continued fraction 26.5.8, on the side of the mean where it converges
/// fast.
///
/// Reference: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 26.5.
public func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  precondition(a > 0 && b > 0, "the parameters must be positive, not \(a) and \(b)")
  guard x > 0 else { return x.isNaN ? .nan : 0 }
  guard x < 1 else { return 1 }
  let logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
  if x < (a + 1) / (a + b + 2) {
    return exp(logFront) * betaFraction(x, a, b) / a
  }
  return 1 - exp(logFront) * betaFraction(1 - x, b, a) / b
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  // Keeps Lentz's denominators away from zero.
  let tiny = 1e-300
  func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var c = 1.0
  var d = 1 / guarded(1 - (a + b) * x / (a + 1))
  var fraction = d
  for m in 1...10_000 {
    let m = Double(m)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guarded(1 + even * d)
    c = guarded(1 + even / c)
    fraction *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guarded(1 + odd * d)
    c = guarded(1 + odd / c)
    fraction *= d * c
    if abs(d * c - 1) < 1e-15 { break }
  }
  return fraction
}
