import Diagnostics
import JSONTrees
import Records
import Statistics
import TestSupport
import Testing

@Suite struct VerdictTests {
  private func comparison(_ control: [Double], _ experiment: [Double]) throws -> Comparison {
    try #require(judge(Build.pair(control, experiment)).comparisons.first)
  }

  private let control = [1.0, 1.1, 0.9, 1.05, 0.95, 1.2, 0.85, 1.0]

  @Test func aLowerLossInEverySeedIsAnImprovement() throws {
    let factors = [0.12, 0.15, 0.1, 0.14, 0.13, 0.11, 0.16, 0.12]
    let found = try comparison(control, zip(control, factors).map { $0 * $1 })
    #expect(found.verdict == .improved)
    #expect(found.pValue == 2.0 / 256)
    #expect(found.seedsImproved == 8 && found.seedsWorsened == 0)
    #expect(found.probabilityOfImprovement.share == 1)
    let logs = factors.map { $0 }
    let geometric = try #require(found.ratio)
    let product = logs.reduce(1, *)
    #expect(
      (geometric * geometric * geometric * geometric * geometric * geometric * geometric
        * geometric).isClose(to: product, within: 1e-12))
    #expect(try #require(found.ratioInterval).contains(geometric))
    #expect(
      found.sentence.hasPrefix("improved: validation loss 7.9× lower, 8 of 8 seeds, p = 0.008"))
    #expect(found.divergencePValue == nil)
  }

  @Test func aHigherLossIsAWorsening() throws {
    let found = try comparison(control, control.enumerated().map { $1 * (1.5 + 0.05 * Double($0)) })
    #expect(found.verdict == .worsened)
    #expect(found.sentence.contains("higher"))
  }

  @Test func theSameLossWithinFivePercentIsNoMaterialDifference() throws {
    let factors = [1.01, 0.99, 1.005, 0.995, 1.01, 0.99, 1, 1.002]
    let found = try comparison(control, zip(control, factors).map { $0 * $1 })
    #expect(found.verdict == .noMaterialDifference)
    #expect(found.sentence.contains("less than 5 %"))
  }

  /// Significant, but 2 % is less than the minimum effect: sameness is what is shown.
  @Test func aCertainButSmallDifferenceIsNotMaterial() throws {
    let found = try comparison(
      control, control.enumerated().map { $1 * (0.98 + 0.001 * Double($0)) })
    #expect(try #require(found.pValue) < 0.05)
    #expect(found.verdict == .noMaterialDifference)
  }

  @Test func aNoisyDifferenceIsInconclusiveAndSaysWhatWouldHaveShown() throws {
    let factors = [0.5, 1.6, 0.7, 1.3, 0.9, 1.5, 0.6, 1.0]
    let found = try comparison(control, zip(control, factors).map { $0 * $1 })
    #expect(found.verdict == .inconclusive)
    #expect(found.sentence.hasPrefix("inconclusive: not shown at n = 8; differences above "))
    #expect(found.sentence.contains("would have been detected with 80 % power"))
    #expect(found.sentence.contains("seeds are needed to show"))
    let needed = try #require(found.seedsNeeded)
    #expect(needed > 8)
  }

  /// 2/2⁵ = 0.0625: five seeds show nothing, six do.
  @Test(arguments: [1, 2, 5])
  func fewerThanSixSeedsAreDescribed(seeds: Int) throws {
    let before = Array(control.prefix(seeds))
    let found = try comparison(before, before.map { $0 * 0.1 })
    #expect(found.verdict == .descriptive)
    #expect(found.sentence.contains("6 seeds are needed"))
    #expect((found.pValue == nil) == (seeds == 1))
  }

  @Test func sixSeedsCanShowADifference() throws {
    let before = Array(control.prefix(6))
    let found = try comparison(
      before, before.enumerated().map { $1 * (0.1 + 0.01 * Double($0)) })
    #expect(found.verdict == .improved)
    #expect(found.pValue == 2.0 / 64)
  }

  @Test func noVarianceAtAllStillGivesAVerdict() throws {
    let one = [Double](repeating: 1, count: 8)
    #expect(try comparison(one, one).verdict == .noMaterialDifference)
    let half = try comparison(one, one.map { $0 / 2 })
    #expect(half.verdict == .improved)
    #expect(half.hedges == nil && half.correlation == nil && half.seedsNeeded == nil)
  }

  /// All that is left is the count of signs: exact McNemar of 8 against 0.
  @Test func stoppingTheDivergenceOfEverySeedIsAnImprovement() throws {
    let diverged = [Double](repeating: .infinity, count: 8)
    let found = try comparison(diverged, control)
    #expect(found.verdict == .improved)
    #expect(found.test == .enumeratedRanks)
    #expect(found.pValue == mcNemarPValue(onlyFirst: 8, onlySecond: 0))
    #expect(found.divergencePValue == found.pValue)
    #expect(found.ratio == nil && found.finitePairs == 0)
    #expect(found.controlDiverged.successes == 8 && found.experimentDiverged.successes == 0)
    #expect(found.sentence.contains("8 of 8 seeds diverged in before, 0 of 8 in after"))
    #expect(try comparison(control, diverged).verdict == .worsened)
  }

  @Test func oneDivergedSeedIsNotDropped() throws {
    var after = control.map { $0 * 0.5 }
    after[3] = .infinity
    let found = try comparison(control, after)
    #expect(found.pairCount == 8 && found.finitePairs == 7)
    #expect(found.differences[3] == .infinity)
    #expect(found.seedsWorsened == 1 && found.seedsImproved == 7)
    // Ranks 1 to 7 for the seven ties at 4 and 8 for the infinite one: 28 against 8 of 36.
    #expect(found.verdict == .inconclusive)
    #expect(found.ratio?.isClose(to: 0.5, within: 1e-12) == true)
  }

  @Test func whereBothDivergeThroughoutNothingIsShown() throws {
    let diverged = [Double](repeating: .infinity, count: 8)
    let found = try comparison(diverged, diverged)
    #expect(found.verdict == .inconclusive)
    #expect(found.pValue == 1)
    #expect(found.probabilityOfImprovement.share == 0.5)
    #expect(found.sentence.contains("8 of 8 seeds diverged in before, 8 of 8 in after"))
  }

  @Test func growingMetricsImproveUpward() throws {
    var study = Build.pair(control, control)
    study.metric = "validation.accuracy"
    study.metricGrows = true
    for (i, value) in [(0, 0.6), (1, 0.9)] {
      for seed in study.arms[i].runs.indices {
        study.arms[i].runs[seed].finals["validation.accuracy"] = value + 0.005 * Double(seed)
      }
    }
    let found = try #require(judge(study).comparisons.first)
    #expect(found.verdict == .improved)
    #expect(found.scale == .difference && found.ratio == nil)
    #expect(found.sentence.hasPrefix("improved: validation accuracy 0.3 higher"))
  }

  @Test func aLossThatReachesZeroIsComparedByDifference() throws {
    let found = try comparison(control, [Double](repeating: 0, count: 8))
    #expect(found.scale == .difference)
    #expect(found.verdict == .improved)
  }

  @Test func differentLossesAreNotCompared() throws {
    var study = Build.pair(control, control.map { $0 / 10 })
    study.arms[1].loss = "mse"
    let found = try #require(judge(study).comparisons.first)
    #expect(found.verdict == .descriptive)
    #expect(found.sentence.hasPrefix("not compared: cross-entropy and mse have no common scale"))
    study.metric = "validation.nll"
    for arm in study.arms.indices {
      for seed in study.arms[arm].runs.indices {
        study.arms[arm].runs[seed].finals["validation.nll"] = arm == 0 ? 1 : 0.1
      }
    }
    #expect(judge(study).comparisons.first?.verdict == .improved)
  }

  @Test func severalExperimentsShareTheirErrorByHolm() throws {
    var study = Build.pair(control, control.map { $0 * 0.5 })
    for i in 2...8 {
      var arm = study.arms[1]
      arm.name = "after \(i)"
      study.arms.append(arm)
    }
    // Eight comparisons at 2/256 each: 8 × 0.0078 = 0.0625.
    let found = judge(study)
    #expect(found.comparisons.allSatisfy { $0.adjustedPValue == 0.0625 })
    #expect(found.comparisons.allSatisfy { $0.verdict == .inconclusive })
    #expect(found.caveats.contains { $0.contains("Holm") && $0.contains("9 seeds") })
  }

  /// The metric is the mean of the last 10 %: of 21 evaluations the last 2.
  @Test func theMetricIsTheMeanOfTheLastTenth() throws {
    let values = Build.flat(5, count: 19) + [1, 3]
    let run = Build.run(validation: values)
    let study = Build.study([
      Build.arm("before", .control, [run]), Build.arm("after", .experiment, [run]),
    ])
    #expect(try #require(judge(study).comparisons.first).controlValues == [2])
  }

  /// Early stopping goes on past the best epoch; what it puts back is in the final values.
  @Test func aRunWhoseBestEpochWasPutBackIsJudgedByItsFinalValues() throws {
    let runs = (0..<8).map { seed in
      Build.run(
        seed: seed, validation: [0.8, 0.5, 0.6, 0.7], finals: ["validation.loss": 0.5])
    }
    func study(_ stopping: JSON) -> StudyRecord {
      Build.study(
        [Build.arm("before", .control, runs), Build.arm("after", .experiment, runs)],
        spec: ["experiment": ["name": "after", "early-stopping": stopping]])
    }
    let restored = judge(study(["patience": 2]))
    let found = try #require(restored.comparisons.first)
    #expect(found.controlValues == Build.flat(0.7, count: 8))
    #expect(found.experimentValues == Build.flat(0.5, count: 8))
    #expect(restored.caveats.contains { $0.hasPrefix("after is judged by its best epoch") })
    let kept = judge(study(["patience": 2, "restore-best": false]))
    #expect(kept.comparisons.first?.experimentValues == Build.flat(0.7, count: 8))
    #expect(!kept.caveats.contains { $0.contains("best epoch") })
  }

  /// Under no difference at most 6 % of verdicts may be improved or worsened, at nominal 5 %.
  @Test(arguments: [6, 8, 10])
  func equalArmsAreSeldomToldApart(seeds: Int) throws {
    var random = SplitMix64(seed: UInt64(seeds))
    func draw() -> Double {
      let uniform = Double.random(in: 0.0001..<0.9999, using: &random)
      return StandardNormal.quantile(uniform)
    }
    var falseAlarms = 0
    let trials = 500
    for _ in 0..<trials {
      // Skewed losses with a part that the pair shares.
      func loss(_ shared: Double) -> Double { 2.0.squareRoot() * pow2(shared + 0.7 * draw()) }
      let shared = (0..<seeds).map { _ in draw() }
      let arms = [ArmRecord.Role.control, .experiment].map { role in
        Build.arm(
          role.rawValue, role,
          shared.enumerated().map {
            Build.run(seed: $0, finals: ["validation.loss": loss($1)])
          })
      }
      let found = try #require(judge(Build.study(arms)).comparisons.first)
      if found.verdict == .improved || found.verdict == .worsened { falseAlarms += 1 }
    }
    #expect(Double(falseAlarms) / Double(trials) <= 0.06)
    #expect(falseAlarms > 0)
  }

  /// 2ˣ without a maths library: e^(x ln 2) by its series, exact enough for a simulation.
  private func pow2(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for k in 1...30 {
      term *= x * 0.693_147_180_559_945_3 / Double(k)
      sum += term
    }
    return max(sum, 1e-9)
  }
}
