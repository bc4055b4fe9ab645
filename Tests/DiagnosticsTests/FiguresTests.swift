import Diagnostics
import Testing

@Suite struct FiguresTests {
  @Test(
    arguments: [
      (0.126, "0.126"), (1.0986, "1.1"), (1.094, "1.09"), (4.6e8, "4.6 × 10⁸"), (-3, "−3"),
      (0, "0"),
      (46.2, "46.2"), (1234, "1234"), (0.00012, "0.00012"), (1.2e-7, "1.2 × 10⁻⁷"), (0.9999, "1"),
      (.infinity, "∞"), (.nan, "not a number"), (999_999_9, "1 × 10⁷"),
      (883_180, "8.8 × 10⁵"), (99_999, "1 × 10⁵"), (46_312, "46312"),
    ] as [(Double, String)])
  func numbersHaveThreeDigits(value: Double, text: String) {
    #expect(Figures.number(value) == text)
  }

  @Test(arguments: [
    (0.126, "7.9× lower"), (0.85, "15 % lower"), (1.02, "2 % higher"), (3.0, "3× higher"),
    (1e-4, "10000× lower"), (0.000421, "2400× lower"),
  ])
  func ratiosAreFactorsOrPercentages(ratio: Double, text: String) {
    #expect(Figures.change(ratio: ratio) == text)
  }

  @Test func probabilitiesAreNeverZero() {
    #expect(Figures.pValue(0.0078125) == "p = 0.008")
    #expect(Figures.pValue(0.0001) == "p < 0.001")
    #expect(Figures.pValue(0.25) == "p = 0.25")
    #expect(Figures.pValue(1) == "p = 1")
  }

  @Test func metricsAreNamedInProse() {
    #expect(Figures.metric("validation.loss") == "validation loss")
    #expect(Figures.metric("train.r2") == "training R²")
  }
}
