extension Philox {
  /// A number from the symmetric beta distribution Beta(α, α), strictly between 0 and 1 or rounded
  /// to them.
  ///
  /// The share of one of two gamma variables in their sum, by way of their logarithms, as small α
  /// makes them too small to write down.
  public mutating func beta(_ alpha: Double) -> Double {
    precondition(alpha > 0 && alpha.isFinite, "alpha must be positive, not \(alpha)")
    let difference = logarithmOfGamma(alpha) - logarithmOfGamma(alpha)
    return difference >= 0
      ? 1 / (1 + exponential(-difference))
      : exponential(difference) / (1 + exponential(difference))
  }

  /// The logarithm of a number from the gamma distribution of this shape and scale 1.
  ///
  /// Reference: Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26
  /// (2000); shapes below 1 by the relation of Stuart they give, Γ(α) = Γ(α + 1) · U^(1/α).
  private mutating func logarithmOfGamma(_ shape: Double) -> Double {
    let boost = shape < 1 ? naturalLogarithm(openUniform()) / shape : 0
    let d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if naturalLogarithm(openUniform()) < x * x / 2 + d - d * v + d * naturalLogarithm(v) {
        return naturalLogarithm(d) + naturalLogarithm(v) + boost
      }
    }
  }

  /// A number strictly between 0 and 1.
  private mutating func openUniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}

/// e^x of x ≤ 0, by halving the exponent's rest and a Taylor series; 0 where it is below 1e-300.
///
/// Of arithmetic that rounds the same on every machine, as the library's is not.
func exponential(_ x: Double) -> Double {
  guard x > -690 else { return 0 }
  let n = (x / 0.6931471805599453).rounded()
  let r = x - n * 0.693147180369123816490 - n * 1.90821492927058770002e-10
  var sum = 1.0
  for k in stride(from: 14, through: 1, by: -1) { sum = 1 + r / Double(k) * sum }
  return Double(sign: .plus, exponent: Int(n), significand: 1) * sum
}
