import JSONTrees
import Statistics
import TestSupport
import Testing

@Suite struct PairedTests {
  @Test func intervalsAndTestsMatchSciPy() throws {
    let cases = Reference.cases("paired")
    #expect(cases.count == 5)
    for sample in cases {
      let d = sample.numbers("d")
      let paired = try #require(PairedMean(d))
      let (lower, upper) = paired.interval()
      #expect([lower, upper].isClose(to: sample.numbers("interval"), within: 1e-11))
      #expect(
        paired.equivalencePValue(margin: 0.7).isClose(to: sample.value("tost"), within: 1e-10))
      #expect(paired.isEquivalentToZero(margin: 0.7) == (sample.value("tost") < 0.05))
      #expect(
        try #require(hodgesLehmann(d)).isClose(to: sample.value("hodgesLehmann"), within: 1e-14))
      #expect(try #require(SignFlipTest(d)).pValue == sample.value("signFlip"))
      if let expected = sample["hedges"]?.number {
        #expect(try #require(hedgesCorrectedEffect(d)).isClose(to: expected, within: 1e-12))
      } else {
        #expect(hedgesCorrectedEffect(d) == nil)
      }
    }
  }

  @Test func noVarianceMakesAPoint() throws {
    let paired = try #require(PairedMean([0.1, 0.1, 0.1, 0.1]))
    #expect(paired.interval().lower == paired.interval().upper)
    #expect(paired.isEquivalentToZero(margin: 0.2))
    #expect(!paired.isEquivalentToZero(margin: 0.05))
    #expect(hedgesCorrectedEffect([0.1, 0.1, 0.1]) == nil)
  }

  @Test func aMeanNeedsTwoFiniteDifferences() {
    #expect(PairedMean([1]) == nil)
    #expect(PairedMean([1, .infinity]) == nil)
  }

  /// The smallest p of n pairs is 2/2ⁿ.
  @Test(arguments: [2, 5, 6, 8, 16])
  func oneSignThroughoutGivesTheSmallestP(pairs: Int) throws {
    let d = (1...pairs).map { -Double($0) }
    let test = try #require(SignFlipTest(d))
    #expect(test.pValue == 2 / Double(1 << pairs))
    #expect(test.pValue == SignFlipTest.smallestPValue(pairs: pairs))
    #expect(!test.usesRanks && !test.isSampled)
  }

  @Test func noDifferenceAtAllIsP1() {
    #expect(SignFlipTest([0, 0, 0, 0, 0, 0])?.pValue == 1)
  }

  /// Without finite differences only the counts of signs are left: 8 against 0 is 2/2⁸.
  @Test func infiniteDifferencesKeepTheirSign() throws {
    let all = try #require(SignFlipTest([Double](repeating: -.infinity, count: 8)))
    #expect(all.usesRanks)
    #expect(all.pValue == mcNemarPValue(onlyFirst: 8, onlySecond: 0))
    let mixed = try #require(
      SignFlipTest([.infinity, -.infinity, -.infinity, -.infinity, -.infinity, -.infinity]))
    #expect(mixed.pValue == mcNemarPValue(onlyFirst: 5, onlySecond: 1))
    // Ranks 1, 2 and six times 5.5: {}, {1}, {2}, {1, 2} of 256 patterns sum to 3 or less, twice.
    let outweighed = try #require(
      SignFlipTest([0.1, 0.2] + [Double](repeating: -.infinity, count: 6)))
    #expect(outweighed.pValue == 8.0 / 256)
    #expect(SignFlipTest([.infinity, -.infinity, 0, 0])?.pValue == 1)
  }

  @Test func ranksWithTiesMatchTheReference() throws {
    let sample = try #require(Reference.fixture["signedRanksWithTies"])
    // An infinity of either sign at the top leaves the others' ranks as they are.
    let d = sample.numbers("d").map { $0 == 4 ? Double.infinity : $0 }
    #expect(SignFlipTest(d)?.pValue == sample.value("p"))
  }

  @Test func ranksOfUntiedDifferencesMatchWilcoxon() throws {
    for sample in Reference.cases("paired") where sample.numbers("d").count >= 5 {
      let d = sample.numbers("d")
      let largest = d.map { abs($0) }.max() ?? 0
      let ranked = d.map { abs($0) == largest ? $0 * .infinity : $0 }
      #expect(
        try #require(SignFlipTest(ranked)).pValue.isClose(
          to: sample.value("wilcoxon"), within: 1e-12))
    }
  }

  /// Of 20 differences with one sign, 2 of 2²⁰ patterns are as extreme: the sample sees none or few.
  @Test func manyPairsAreSampledReproducibly() throws {
    let d = (1...20).map { Double($0) }
    let test = try #require(SignFlipTest(d))
    #expect(test.isSampled)
    #expect(test.pValue >= 1e-5 && test.pValue < 1e-4)
    #expect(SignFlipTest(d) == test)
  }

  @Test func hodgesLehmannTakesInfinities() {
    #expect(hodgesLehmann([-.infinity, -.infinity, 1]) == -.infinity)
    #expect(hodgesLehmann([-.infinity, .infinity]) == 0)
    // The means of pairs are 1, 1.5, 2, 15.5, 16 and 30.
    #expect(hodgesLehmann([1, 2, 30]) == 8.75)
    #expect(hodgesLehmann([]) == nil)
  }
}
