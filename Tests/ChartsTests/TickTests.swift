import Charts
import Drawing
import TestSupport
import Testing

@Suite struct TickTests {
  /// Room for about `count` labels so small that their widths rule nothing out.
  private func room(_ count: Double, length: Double = 1000) -> TickRoom {
    TickRoom(
      length: length, direction: .horizontal, style: TextStyle(size: 1), measurer: FixedMeasurer(),
      spacing: length / (count - 1))
  }

  /// What mizani's `breaks_extended` gives.
  @Test(
    arguments: [
      (0, 9, 5, [0, 2.5, 5, 7.5, 10]),
      (0, 9, 6, [0, 2, 4, 6, 8, 10]),
      (0.13, 2.41, 5, [0, 0.5, 1, 1.5, 2, 2.5]),
      (8.1, 14.1, 4, [8, 10, 12, 14]),
      (5, 5, 5, [5]),
    ] as [(Double, Double, Int, [Double])])
  func roundValuesAreTheKnownOnes(low: Double, high: Double, count: Int, values: [Double]) {
    #expect(roundValues(over: low...high, count: count) == values)
  }

  /// What mizani gives inside the limits, save where its starts are off the multiples of the step
  /// (0.25, 0.75, … and 0.0001, 0.0003, …): there the multiples.
  @Test(
    arguments: [
      (0.13, 2.41, 5, [0.5, 1, 1.5, 2]),
      (-3.2, 8.7, 5, [-2.5, 0, 2.5, 5, 7.5]),
      (1e-4, 9.7e-4, 5, [0.0002, 0.0004, 0.0006, 0.0008]),
      (997.3, 1003.1, 5, [998, 999, 1000, 1001, 1002, 1003]),
    ] as [(Double, Double, Int, [Double])])
  func roundValuesInsideAreTheKnownOnes(low: Double, high: Double, count: Int, values: [Double]) {
    #expect(roundValues(over: low...high, count: count, isInside: true) == values)
  }

  @Test func ticksAreExactDecimals() {
    let ticks = LinearScale(0...1).ticks(in: room(11))
    #expect(ticks.values == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  }

  @Test(arguments: [1e-300, 1e-12, 1e-3, 1, 7, 1e9, 1e300])
  func ticksAreWholeMultiplesOfTheirStepAtAnyMagnitude(size: Double) {
    let ticks = LinearScale((0.13 * size)...(2.41 * size)).ticks(in: room(5))
    #expect(ticks.values.count >= 2)
    let step = ticks.values[1] - ticks.values[0]
    for value in ticks.values {
      #expect((value / step - (value / step).rounded()).magnitude < 1e-6)
    }
  }

  @Test func labelsThatWouldTouchRuleTicksOut() {
    let wide = TickRoom(
      length: 100, direction: .horizontal, style: TextStyle(size: 10), measurer: FixedMeasurer(),
      spacing: 10)
    let ticks = LinearScale(0...50_000).ticks(in: wide)
    let width = FixedMeasurer().measure(TextBlock("50000", wide.style)).size.width
    #expect(ticks.values.count >= 2)
    for (a, b) in zip(ticks.values, ticks.values.dropFirst()) {
      #expect((b - a) / 50_000 * 100 > width)
    }
  }

  @Test func aConstantHasATickAtItself() {
    #expect(LinearScale(5...5).ticks(in: room(5)).values.contains(5))
    #expect(LinearScale(0...0).ticks(in: room(5)).values.contains(0))
  }

  @Test func largeTicksShareAPrefix() {
    #expect(
      LinearScale(0...1_000_000).ticks(in: room(5)).labels
        == ["0", "0.25 M", "0.50 M", "0.75 M", "1.00 M"].map {
          $0.replacing(" ", with: "\u{2009}")
        })
    #expect(
      LinearScale(0...200_000).ticks(in: room(5)).labels
        == ["0", "50 k", "100 k", "150 k", "200 k"].map { $0.replacing(" ", with: "\u{2009}") })
  }

  @Test func smallTicksShareAPowerOfTen() {
    #expect(
      LinearScale(0...4e-5).ticks(in: room(5)).labels
        == ["0", "1×10⁻⁵", "2×10⁻⁵", "3×10⁻⁵", "4×10⁻⁵"])
  }

  @Test func logTicksAreDecadesOfOneTwoFive() {
    let ticks = LogScale(0.07...2.2).ticks(in: room(6))
    #expect(ticks.labels == ["0.1", "0.2", "0.5", "1", "2"])
    #expect(ticks.minor.contains(0.3) && !ticks.minor.contains(0.5))
  }

  @Test func wideLogTicksAreSuperscripts() {
    #expect(
      LogScale(1e-6...1e3).ticks(in: room(4)).labels == ["10⁻⁶", "10⁻³", "1", "10³"])
  }

  @Test func narrowLogTicksAreRoundNumbers() {
    #expect(
      LogScale(1.0...1.5).ticks(in: room(6)).labels == ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"])
  }

  @Test func symmetricLogTicksAreSymmetric() {
    let ticks = SymmetricLogScale(-150...150, threshold: 1).ticks(in: room(8))
    #expect(ticks.labels == ["−100", "−10", "−1", "0", "1", "10", "100"])
    #expect(ticks.minor.contains(-20) && ticks.minor.contains(9) && !ticks.minor.contains(10))
    #expect(!ticks.minor.contains(200) && !ticks.minor.contains(0.5))
  }

  @Test(
    arguments: [
      (1.0834, "1.08"), (0.126, "0.126"), (46.02, "46.0"), (4.6e8, "4.60 × 10⁸"), (-2.5, "−2.50"),
      (0, "0"), (.infinity, "∞"), (.nan, "NaN"), (0.9996, "1.00"), (9.996, "10.0"),
      (1e-300, "1.00 × 10⁻³⁰⁰"), (12_345, "12300"),
    ] as [(Double, String)])
  func numbersHaveThreeSignificantDigits(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test func trailingZerosCanBeLeftOut() {
    #expect(NumberText.significant(46, digits: 3, trims: true) == "46")
    #expect(NumberText.significant(1e8, digits: 2, trims: true) == "1 × 10⁸")
  }
}
