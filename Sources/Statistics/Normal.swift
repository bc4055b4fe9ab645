internal import Glibc

/// The standard normal distribution.
public enum StandardNormal {
  /// Φ(x), in both tails to about x² units in the last place.
  public static func cdf(_ x: Double) -> Double {
    0.5 * erfc(-x / 2.0.squareRoot())
  }

  /// The value below which a share p lies.
  ///
  /// A rational start (Abramowitz and Stegun 26.2.23, error 4.5e-4) and three steps of Halley's
  /// method on Φ.
  public static func quantile(_ p: Double) -> Double {
    precondition((0...1).contains(p), "a probability must be in 0...1, not \(p)")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    if p > 0.5 { return -quantile(1 - p) }
    let t = (-2 * log(p)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = numerator / denominator - t
    for _ in 0..<3 {
      let step = (cdf(x) - p) * (2 * Double.pi).squareRoot() * exp(x * x / 2)
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
