import JSONTrees
import Statistics
import TestSupport
import Testing

@Suite struct DescriptiveTests {
  @Test func matchesNumPy() {
    let cases = Reference.cases("descriptive")
    #expect(cases.count == 4)
    for sample in cases {
      let x = sample.numbers("x")
      #expect(mean(x).isClose(to: sample.value("mean"), within: 1e-14))
      #expect(
        variance(x, correction: 0).isClose(to: sample.value("populationVariance"), within: 1e-9))
      #expect(median(x).isClose(to: sample.value("median"), within: 1e-15))
      #expect(quantile(x, 0.25).isClose(to: sample.value("quartile"), within: 1e-15))
      #expect(quantile(x, 0.95).isClose(to: sample.value("percentile95"), within: 1e-15))
      #expect(medianAbsoluteDeviation(x).isClose(to: sample.value("mad"), within: 1e-9))
    }
  }

  @Test func anEmptySampleHasNoMean() {
    #expect(mean([]).isNaN)
    #expect(median([]).isNaN)
    #expect(variance([1]).isNaN)
  }

  @Test func infinitiesAreRankedAndNaNIsNot() {
    #expect(median([1, .infinity, .infinity]) == .infinity)
    #expect(median([1, 2, .infinity, .infinity]) == .infinity)
    #expect(median([1, 2, .infinity]) == 2)
    #expect(median([1, .nan, 2]).isNaN)
  }

  @Test func tiedRanksAreShared() {
    #expect(midranksOfMagnitudes([3, -1, 1, 2]) == [4, 1.5, 1.5, 3])
    #expect(midranksOfMagnitudes([-.infinity, 5, .infinity]) == [2.5, 1, 2.5])
  }

  @Test func correlationMatchesSciPy() throws {
    let sample = try #require(Reference.fixture["correlation"])
    let r = try #require(correlation(sample.numbers("x"), sample.numbers("y")))
    #expect(r.isClose(to: sample.value("r"), within: 1e-13))
    #expect(correlation([1, 1, 1], [1, 2, 3]) == nil)
    #expect(correlation([1, 2], [1, 2]) == nil)
  }

  @Test func theilSenMatchesSciPyDespiteAnOutlier() throws {
    let sample = try #require(Reference.fixture["theilSen"])
    let line = try #require(TheilSenLine(x: sample.numbers("x"), y: sample.numbers("y")))
    #expect(line.slope.isClose(to: sample.value("slope"), within: 1e-13))
    #expect(line.intercept.isClose(to: sample.value("intercept"), within: 1e-12))
    #expect(line.z.isClose(to: sample.value("z"), within: 1e-13))
    #expect(TheilSenLine(x: [0, 1, 2], y: [5, 5, 5])?.z == 0)
    #expect(TheilSenLine(x: [0, 1], y: [5, 5]) == nil)
  }

  @Test func averagesForgetTheirStart() throws {
    let sample = try #require(Reference.fixture["smoothing"])
    let average = exponentialMovingAverage(
      sample.numbers("x"), halfLife: sample.value("halfLife"))
    #expect(average.isClose(to: sample.numbers("average"), within: 1e-13))
    #expect(exponentialMovingAverage([7, .nan, 7], halfLife: 3)[2].isClose(to: 7, within: 1e-15))
  }

  @Test func theMedianOfThreeTakesOutOneSpike() {
    #expect(medianOfThree([1, 9, 2, 3]) == [1, 2, 3, 3])
    #expect(medianOfThree([1]) == [1])
  }

  @Test func alternationIsNegativelyAutocorrelated() throws {
    // n values ±1 in turn: Σ x_i x_{i+1} / Σ x² = −(n − 1)/n.
    let r = try #require(lagOneAutocorrelation([1, -1, 1, -1, 1, -1]))
    #expect(r.isClose(to: -5.0 / 6, within: 1e-14))
  }
}
