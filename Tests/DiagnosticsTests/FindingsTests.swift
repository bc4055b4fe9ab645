import Diagnostics
import JSONTrees
import Records
import TestSupport
import Testing

@Suite struct FindingsTests {
  private let control = [1.0, 1.1, 0.9, 1.05, 0.95, 1.2, 0.85, 1.0]
  private let lower = [0.12, 0.15, 0.1, 0.14, 0.13, 0.11, 0.16, 0.12]
  private let standardise = ConfigChange(
    path: "preprocess", control: "none", experiment: "[\"standardize\"]")

  @Test func theHeadlineSaysWhatTheChangeDid() {
    let found = judge(Build.pair(control, lower, changes: [standardise]))
    #expect(found.headline.hasPrefix("Standardising the features makes validation loss "))
    #expect(found.headline.hasSuffix("× lower"))
    let rate = ConfigChange(path: "optimizer.sgd.lr", control: "0.5", experiment: "0.01")
    let diverged = [Double](repeating: .infinity, count: 8)
    #expect(
      judge(Build.pair(diverged, control, changes: [rate])).headline
        == "Lowering the learning rate from 0.5 to 0.01 stops the divergence (8 of 8 seeds → 0 of 8)"
    )
  }

  @Test(arguments: [
    ("sampling", "\"oversample\"", "Oversampling the rare classes"),
    ("sampling", "\"balanced-batches\"", "Balancing the classes in every batch"),
    ("loss.cross-entropy.class-weights", "\"balanced\"", "Weighting classes by their rarity"),
    ("loss.cross-entropy.class-weights", "[1,2,5]", "“after”"),
  ])
  func theHeadlineNamesWhatIsDoneAboutRareClasses(path: String, value: String, subject: String) {
    let change = ConfigChange(path: path, control: "none", experiment: value)
    let found = judge(Build.pair(control, lower, changes: [change]))
    #expect(found.headline.hasPrefix(subject))
  }

  @Test func theHeadlineClaimsNothingThatIsNotShown() {
    #expect(
      judge(Build.pair(control, control, changes: [standardise])).headline
        == "Standardising the features makes no material difference to validation loss")
    let noisy = zip(control, [0.5, 1.6, 0.7, 1.3, 0.9, 1.5, 0.6, 1.0]).map { $0 * $1 }
    #expect(
      judge(Build.pair(control, noisy, changes: [standardise])).headline
        == "Standardising the features: no difference in validation loss is shown at n = 8")
    #expect(
      judge(Build.pair([1, 1], [0.1, 0.1])).headline
        == "“after”: validation loss 10× lower at n = 2, too few seeds for a test")
  }

  @Test func reasonsRestOnWhatTellsTheArmsApart() {
    let raw = Build.scale(
      [
        Build.feature(mean: 2, deviation: 0.8, from: 1, to: 3),
        Build.feature(mean: 700, deviation: 300, from: 200, to: 1700),
      ], condition: 4.6e8, shares: [0.01, 0.99])
    let scaled = Build.scale([Build.zScore, Build.zScore], condition: 46, shares: [0.5, 0.5])
    let before = (0..<8).map { seed in
      Build.run(
        seed: seed, training: Build.flat(1.0776), validation: Build.flat(1.0776),
        series: ["layer.relu1.dead-share": Build.flat(1)], features: raw)
    }
    let after = (0..<8).map { seed in
      Build.run(
        seed: seed, training: Build.decay(1.1, 0.05), validation: Build.decay(1.1, 0.1),
        series: ["layer.relu1.dead-share": Build.flat(0.02)], features: scaled)
    }
    let study = Build.study([
      Build.arm("unscaled", .control, before),
      Build.arm("standardised", .experiment, after, changes: [standardise]),
    ])
    let reasons = judge(study).reasons
    #expect(reasons.map(\.rule) == ["not-normalised", "dead-units", "reference-level"])
    #expect(
      reasons.first?.sentence
        == "Features span 2.6 decades of scale in unscaled; condition number 4.6 × 10⁸ there, 46 in standardised."
    )
    #expect(reasons[1].sentence.hasSuffix("(8 of 8 seeds); 2 % in standardised."))
    #expect(judge(Build.pair(control, control)).reasons.isEmpty)
  }

  @Test func aFaultThatMakesNoDifferenceIsToldAllTheSame() {
    var study = Build.pair(control, control)
    study.spec = [
      "training": ["preprocess": [["standardize": ["fit-on": "all-rows"]]]],
      "experiment": ["name": "after", "preprocess": [["standardize": ["fit-on": "training"]]]],
    ]
    let findings = judge(study)
    #expect(findings.comparisons.first?.verdict == .noMaterialDifference)
    #expect(
      findings.reasons.map(\.sentence) == [
        "before: standardize is fitted on all rows, the validation rows among them (8 of 8 seeds); "
          + "that makes no material difference here."
      ])
  }

  @Test func everyExperimentHasItsReason() {
    func runs(_ training: [Double]) -> [RunRecord] {
      (0..<8).map { Build.run(seed: $0, training: training, validation: training) }
    }
    let bouncing = (0..<60).map { $0 % 2 == 0 ? 0.9 : 0.6 }
    let study = Build.study([
      Build.arm("lr 0.1", .control, runs(Build.decay(1.1, 0.02, count: 60))),
      Build.arm("lr 0.0001", .experiment, runs(Build.flat(1.0776, count: 60))),
      Build.arm("lr 5", .experiment, runs(bouncing)),
    ])
    let reasons = judge(study).reasons
    #expect(reasons.count <= 3)
    #expect(reasons.first?.sentence.contains("lr 0.0001") == true)
    #expect(reasons.contains { $0.rule == "oscillating" && $0.sentence.hasPrefix("lr 5: ") })
  }

  @Test func aFaultOfTheSettingsIsToldOfTheArmThatDoesBetterToo() {
    var study = Build.pair(control, lower)
    study.spec = [
      "experiment": ["name": "after", "preprocess": [["standardize": ["fit-on": "all-rows"]]]]
    ]
    let reason = judge(study).reasons.first
    #expect(reason?.rule == "leaky-scaler")
    #expect(reason?.sentence.hasPrefix("after, which does no worse: standardize is") == true)
  }

  @Test func trainingLossesOnOtherRowsAreDoubted() {
    let change = ConfigChange(path: "faults", control: "[]", experiment: "[{\"imbalance\":1000}]")
    var study = Build.pair(control, lower, changes: [change])
    #expect(!judge(study).caveats.contains { $0.contains("other rows") })
    study.metric = "train.loss"
    #expect(judge(study).caveats.contains { $0.hasPrefix("after trains on other rows than") })
    study.arms[1].changes = [standardise]
    #expect(!judge(study).caveats.contains { $0.contains("other rows") })
  }

  @Test func syntheticDataShowsOnlyThatACauseCanAct() {
    var study = Build.pair(control, lower)
    study.dataset.isSynthetic = true
    #expect(judge(study).caveats.contains { $0.contains("can act, not that it does on your data") })
    study.dataset.isSynthetic = false
    #expect(!judge(study).caveats.contains { $0.contains("synthetic") })
  }

  @Test func curvesSeparateWhereTheBandSaysSo() throws {
    func runs(_ drop: Double) -> [RunRecord] {
      (0..<8).map { seed in
        let noise: Double = 0.02 * Double(seed - 4)
        let sign: Double = seed % 2 == 0 ? 0.01 : -0.01
        let values: [Double] = (0..<10).map { epoch -> Double in
          let change: Double = epoch < 4 ? sign : -(0.1 * Double(epoch) + noise)
          return 1 + drop * change
        }
        return Build.run(seed: seed, training: values, validation: values)
      }
    }
    let study = Build.study([
      Build.arm("before", .control, runs(0)), Build.arm("after", .experiment, runs(0.9)),
    ])
    let separation = try #require(judge(study).separations.first)
    #expect(separation.onsetEpoch == 4 && separation.onsetStep == 40)
    #expect(separation.pairs == 8)
    #expect(judge(Build.pair([1, 1], [0.5, 0.5])).separations.isEmpty)
  }

  @Test func curvesThatPartAtTheLastChecksAloneHaveNotSeparated() throws {
    func onset(from epoch: Int) throws -> Double? {
      let after = (0..<8).map { seed in
        let values = (0..<10).map { $0 < epoch ? 1 : 0.5 - 0.01 * Double(seed) }
        return Build.run(seed: seed, training: values, validation: values)
      }
      let level = (0..<8).map { seed in
        Build.run(
          seed: seed, training: Build.flat(1, count: 10), validation: Build.flat(1, count: 10))
      }
      let study = Build.study([
        Build.arm("before", .control, level), Build.arm("after", .experiment, after),
      ])
      return try #require(judge(study).separations.first).onsetEpoch
    }
    #expect(try onset(from: 7) == 7)
    #expect(try onset(from: 8) == nil)
  }

  @Test func expectationsAreHeldAgainstWhatWasMeasured() throws {
    let expectations: [(JSON, Bool)] = [
      (["verdict": "improved"], true),
      (["verdict": "worsened"], false),
      (["metric": "validation.loss", "ratio-below": 0.5], true),
      (["metric": "validation.loss", "ratio-below": 0.1], false),
      (["ratio-above": 0.05], true),
      (["metric": "validation.loss", "below": 0.2, "arm": "after"], true),
      (["metric": "train.loss", "above": 0.9, "arm": "before"], true),
      (["metric": "train.loss", "below": 0.9, "arm": "before"], false),
      (["diverged": ["arm": "before", "at-least": 1]], false),
      (["diverged": "none", "arm": "after"], true),
      (["diverged": "some", "arm": "after"], false),
      (["symptom": "diverged", "arm": "before", "state": "clear"], true),
      (["symptom": "diverged", "arm": "before"], false),
      (["verdict": "improved", "experiment": "nobody"], false),
      (["below": 1, "arm": "nobody"], false),
      (["hope": true], false),
    ]
    let found = judge(Build.pair(control, lower, expectations: expectations.map(\.0)))
    #expect(found.expectations.map(\.expect) == expectations.map(\.0))
    for (result, expected) in zip(found.expectations, expectations) {
      #expect(result.met == expected.1, "\(result.expect.text()): \(result.sentence)")
    }
    #expect(!found.allExpectationsMet)
    let ratio = try #require(found.expectations[2].measured?.number)
    #expect(ratio.isClose(to: try #require(found.comparisons.first?.ratio), within: 1e-15))
  }

  /// The arms differ on the held-out rows and are alike on the others.
  @Test func aVerdictOnAnotherMetricIsThatMetrics() throws {
    func runs(_ validation: [Double]) -> [RunRecord] {
      validation.enumerated().map { seed, value in
        Build.run(
          seed: seed, training: Build.flat(control[seed]), validation: Build.flat(value))
      }
    }
    let entries: [JSON] = [
      ["verdict": "improved"], ["verdict": "improved", "metric": "train.loss"],
      ["verdict": "no material difference", "metric": "train.loss"],
    ]
    let study = Build.study(
      [Build.arm("before", .control, runs(control)), Build.arm("after", .experiment, runs(lower))],
      expectations: entries)
    let found = judge(study).expectations
    #expect(found.map(\.met) == [true, false, true])
    #expect(found[1].sentence.contains("expected training loss of after \"improved\""))
  }

  @Test func divergedSeedsCountInExpectations() {
    let diverged = [Double](repeating: .infinity, count: 8)
    let expectations: [(JSON, Bool)] = [
      (["diverged": "all", "arm": "before"], true),
      (["diverged": ["arm": "before", "at-least": 6]], true),
      (["ratio-below": 0.5], true),
      (["below": 1000, "arm": "before"], false),
      (["symptom": "non-finite-origin", "arm": "before"], true),
    ]
    let found = judge(Build.pair(diverged, control, expectations: expectations.map(\.0)))
    #expect(found.expectations.map(\.met) == expectations.map(\.1))
  }

  @Test func theSameRecordGivesTheSameFindings() {
    let study = Build.pair(control, lower, changes: [standardise])
    #expect(judge(study) == judge(study))
  }
}
