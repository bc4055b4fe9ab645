import Tensors
import Testing

@Suite struct BetaTests {
  /// The distribution function of Beta(α, α) where it has a closed form.
  static let laws: [(alpha: Double, law: @Sendable (Double) -> Double)] = [
    (1, { $0 }),
    (0.5, { x in 2 / .pi * arcsine(x.squareRoot()) }),
    (2, { x in x * x * (3 - 2 * x) }),
    (3, { x in x * x * x * (10 - 15 * x + 6 * x * x) }),
  ]

  @Test(arguments: laws.indices) func followsItsLaw(index: Int) {
    let (alpha, law) = Self.laws[index]
    var random = Philox(seed: 11, purpose: "test", name: "beta")
    let drawn = (0..<4000).map { _ in random.beta(alpha) }.sorted()
    // Kolmogorov and Smirnov: 1.95 / √n is exceeded once in 1000 samples.
    let distance =
      drawn.enumerated().map { i, x in
        max(abs(law(x) - Double(i) / 4000), abs(law(x) - Double(i + 1) / 4000))
      }.max() ?? 1
    #expect(distance < 1.95 / 4000.0.squareRoot())
  }

  /// The variance of Beta(α, α) is 1 / (4 (2α + 1)).
  @Test(arguments: [1e-3, 0.1, 0.2, 1, 8, 1e6]) func momentsAreThoseOfTheLaw(alpha: Double) {
    var random = Philox(seed: 5, purpose: "test", name: "beta")
    let drawn = (0..<4000).map { _ in random.beta(alpha) }
    #expect(drawn.allSatisfy { (0...1).contains($0) })
    let mean = drawn.reduce(0, +) / 4000
    let variance = drawn.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / 4000
    let expected = 1 / (4 * (2 * alpha + 1))
    #expect(abs(mean - 0.5) < 5 * (expected / 4000).squareRoot())
    #expect(abs(variance / expected - 1) < 0.12)
  }
}

/// By bisection of the sine's series: exact enough, and of nothing that the tested code uses.
private func arcsine(_ value: Double) -> Double {
  var (low, high) = (0.0, Double.pi / 2)
  for _ in 0..<60 {
    let middle = (low + high) / 2
    var (term, sine) = (middle, middle)
    for k in stride(from: 2.0, through: 30, by: 2) {
      term *= -middle * middle / (k * (k + 1))
      sine += term
    }
    if sine < value { low = middle } else { high = middle }
  }
  return low
}
