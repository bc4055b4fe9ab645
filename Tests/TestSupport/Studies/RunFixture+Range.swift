internal import Glibc
internal import Records

extension RunFixture {
  private static let rates = (0...70).map { pow(10, -6 + Double($0) / 10) }

  /// A range test: flat at small rates, a fall, and beyond some rate the way to infinity.
  ///
  /// The stuck arm hardly falls and leaves two decades earlier, as raw features make it.
  var range: LearningRateRange? {
    let shape: (middle: Double, depth: Double, end: Double)
    switch curve {
    case .stuck: shape = (-4.2, 0.05, -2.6)
    case .falling: shape = (-1.9, 0.62, 0.1)
    case .diverging: shape = (-3.5, 0.3, -2.2)
    case .negative: shape = (-2, 1.8, 0.3)
    case .nan:
      return LearningRateRange(
        rates: Self.rates, losses: Self.rates.map { _ in .nan }, suggestedRate: nil,
        divergenceRate: Self.rates[0])
    case .constant(let value):
      return LearningRateRange(
        rates: Self.rates, losses: Self.rates.map { _ in value }, suggestedRate: nil,
        divergenceRate: nil)
    }
    let scale = fixture.lossScales.indices.contains(arm) ? fixture.lossScales[arm] : 1
    let start = (fixture.start + 0.06 * noise(11)) * scale
    let middle = shape.middle + 0.2 * noise(12)
    let end = shape.end + 0.2 * noise(13)
    let depth = shape.depth * (1 + 0.1 * noise(14))
    var losses = Self.rates.map { rate -> Double in
      let place = log10(rate)
      let fall = depth / (1 + exp(-4.5 * (place - middle)))
      return start * (1 - fall + pow(10, 5 * (place - end)))
    }
    let least = losses.min() ?? start
    let lowest = losses.firstIndex(of: least) ?? 0
    let divergence = losses.indices.first { $0 > lowest && losses[$0] > 4 * start }
    if let divergence {
      for index in losses.indices.dropFirst(divergence + 2) { losses[index] = .infinity }
    }
    return LearningRateRange(
      rates: Self.rates, losses: losses, suggestedRate: Self.rates[lowest] / 10,
      divergenceRate: divergence.map { Self.rates[$0] })
  }
}
