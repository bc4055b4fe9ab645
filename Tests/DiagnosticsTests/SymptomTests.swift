import Diagnostics
import JSONTrees
import Records
import TestSupport
import Testing

/// One arm of three equal runs, examined by every rule.
private func examine(
  _ run: RunRecord, loss: String = "cross-entropy", rate: Double = 0.01, momentum: Double? = 0,
  task: DatasetRecord.Task = .classification, spec: JSON = .object([])
) -> Findings {
  let runs = (0..<3).map { seed in
    var run = run
    run.seed = seed
    return run
  }
  let arm = Build.arm("arm", .control, runs, loss: loss, rate: rate, momentum: momentum)
  return judge(Build.study([arm], task: task, spec: spec))
}

extension Findings {
  fileprivate func state(_ code: SymptomCode) -> SymptomFinding.State? {
    symptom(code.rawValue, arm: "arm")?.state
  }

  fileprivate var fired: Set<SymptomCode> {
    Set(symptoms.filter { $0.state == .fired }.compactMap { SymptomCode(rawValue: $0.code) })
  }
}

@Suite struct SymptomTests {
  @Test func everyCodeHasOneRuleAndEveryRuleIsDocumented() {
    #expect(Symptoms.all.map(\.code) == SymptomCode.allCases)
    for rule in Symptoms.all {
      #expect(!rule.summary.isEmpty && !rule.definition.isEmpty)
    }
  }

  /// A run that learns without fault, on z-scores.
  private var healthy: RunRecord {
    Build.run(
      training: Build.decay(1.1, 0.02), validation: Build.decay(1.12, 0.05),
      series: [
        "gradient-norm": Build.decay(0.5, 0.01),
        "layer.dense1.gradient-norm": Build.flat(0.1), "layer.dense1.weight-norm": Build.flat(4),
        "layer.dense2.gradient-norm": Build.flat(0.2), "layer.dense2.weight-norm": Build.flat(3),
        "layer.dense1.update-ratio": Build.flat(2e-3),
        "layer.dense2.update-ratio": Build.flat(3e-3), "layer.relu1.dead-share": Build.flat(0),
      ])
  }

  @Test func aHealthyRunFiresNothing() {
    #expect(examine(healthy).fired.isEmpty)
  }

  @Test func anArmFiresInTwoThirdsOfItsSeeds() throws {
    var bad = healthy
    bad.outcome = .diverged(Build.overflow)
    func state(_ runs: [RunRecord]) throws -> SymptomFinding {
      let study = Build.study([Build.arm("arm", .control, runs)])
      return try #require(judge(study).symptom("diverged", arm: "arm"))
    }
    #expect(try state([bad, bad, healthy]).state == .fired)
    #expect(try state([bad, healthy, healthy]).state == .clear)
    #expect(try state([bad, healthy, healthy]).seedsFired == 1)
    #expect(try state([]).state == .notApplicable)
    // Where fewer than half of the seeds can be looked at, the rule has not looked.
    let blind = Build.run()
    let study = Build.study([Build.arm("arm", .control, [healthy, blind, blind])])
    #expect(judge(study).symptom("oscillating", arm: "arm")?.state == .notApplicable)
  }

  @Test func divergenceIsSeenWithAndWithoutNonFiniteValues() throws {
    let found = examine(Build.run(training: [1.1, 3, .nan], divergence: Build.overflow))
    #expect(found.fired.isSuperset(of: [.diverged, .nonFiniteOrigin, .explodingGradient]))
    let origin = try #require(found.symptom("non-finite-origin", arm: "arm"))
    #expect(
      origin.sentence
        == "overflow at step 37 (epoch 3.7): dense in dense1, forward, row 4 (3 of 3 seeds)")
    let growing = (0..<21).map { 1.1 + 0.2 * Double($0) }
    #expect(examine(Build.run(training: growing)).state(.diverged) == .fired)
    // High for a while and back: no divergence.
    let recovered = [0.5] + Build.flat(5000, count: 8) + Build.flat(0.1, count: 12)
    #expect(examine(Build.run(training: recovered)).state(.diverged) == .clear)
    // Ends above its first loss, having been at a fifth of it.
    let lost = [0.5] + Build.flat(0.1, count: 8) + Build.flat(0.7, count: 12)
    #expect(examine(Build.run(training: lost)).state(.diverged) == .fired)
    #expect(examine(Build.run(training: Build.decay(1.1, 1.2))).state(.diverged) == .clear)
  }

  @Test func anAllNaNArmIsJudgedWithoutACrash() {
    let found = examine(
      Build.run(
        training: Build.flat(.nan), validation: Build.flat(.nan),
        series: ["gradient-norm": Build.flat(.nan), "layer.dense1.update-ratio": Build.flat(.nan)]))
    #expect(found.state(.diverged) == .fired)
    #expect(found.state(.plateau) == .notApplicable)
    #expect(found.state(.overfitting) == .notApplicable)
  }

  @Test func bouncingFiresAndDescentDoesNot() {
    let bouncing = (0..<60).map { $0 % 2 == 0 ? 0.9 : 0.6 }
    #expect(examine(Build.run(training: bouncing)).state(.oscillating) == .fired)
    #expect(
      examine(Build.run(training: Build.decay(1, 0.1, count: 60))).state(.oscillating) == .clear)
    #expect(examine(Build.run(training: [1, 2, 1])).state(.oscillating) == .notApplicable)
    // Jitter of 1 % is noise, not bouncing.
    let jitter = (0..<60).map { $0 % 2 == 0 ? 0.905 : 0.9 }
    #expect(examine(Build.run(training: jitter)).state(.oscillating) == .clear)
  }

  @Test func restAboveTheFloorIsAPlateauAndBelowItConvergence() {
    let falling = examine(Build.run(training: Build.decay(1.3, 0.8, factor: 0.9)))
    #expect(falling.state(.plateau) == .clear)
    // Steady creeping by less than 0.1 % is rest, though it shows a trend.
    let creeping = examine(Build.run(training: Build.decay(1.3, 0.8, factor: 0.3)))
    #expect(creeping.state(.plateau) == .fired)
    let flat = Build.decay(1.3, 0.8, count: 10, factor: 0.2).prefix(10) + Build.flat(0.8, count: 20)
    #expect(examine(Build.run(training: Array(flat))).state(.plateau) == .fired)
    #expect(examine(Build.run(training: Build.flat(0.01))).state(.plateau) == .clear)
    let unknown = examine(
      Build.run(training: Build.flat(1), data: Build.values), loss: "mae",
      task: .regression)
    #expect(unknown.state(.plateau) == .notApplicable)
  }

  @Test func aLossStillFallingIsSlowAndAFinishedOneNot() {
    let slow = Build.decay(1.1, 0.2, count: 21, factor: 0.97)
    #expect(examine(Build.run(training: slow)).state(.slow) == .fired)
    #expect(examine(Build.run(training: Build.decay(1.1, 0.3, factor: 0.5))).state(.slow) == .clear)
    // Far below the prior a loss may go on falling for ever.
    let learnt = Build.decay(1.1, 0.0, count: 41, factor: 0.9)
    #expect(examine(Build.run(training: learnt)).state(.slow) == .clear)
  }

  @Test func validationRisingWhileTrainingFallsIsOverfitting() {
    let training = Build.decay(1.1, 0.02, count: 41, factor: 0.85)
    let validation = (0..<41).map { 0.6 + 0.0012 * Double(($0 - 10) * ($0 - 10)) }
    let found = examine(Build.run(training: training, validation: validation))
    #expect(found.state(.overfitting) == .fired)
    #expect(
      found.symptom("overfitting", arm: "arm")?.sentence.contains("lowest at epoch 10") == true)
    let calm = examine(Build.run(training: training, validation: training.map { $0 + 0.02 }))
    #expect(calm.state(.overfitting) == .clear)
    #expect(examine(Build.run(training: training)).state(.overfitting) == .notApplicable)
    // Ten epochs are enough to see it.
    let short = examine(
      Build.run(
        training: (0..<11).map { 0.7 - 0.01 * Double($0) },
        validation: (0..<11).map { 0.7 + 0.04 * Double($0) }))
    #expect(short.state(.overfitting) == .fired)
  }

  @Test func trainingThatStillFallsFastDoesNotExcuseARisingValidationLoss() {
    let training = [0.69, 0.68, 0.66, 0.64, 0.6, 0.56, 0.48, 0.41, 0.32, 0.27, 0.21]
    let rising = [0.69, 0.71, 0.72, 0.73, 0.78, 0.81, 0.92, 0.96, 1.11, 1.31, 1.37]
    let found = examine(Build.run(training: training, validation: rising))
    #expect(found.state(.overfitting) == .fired)
    // A bump that training leaves behind is none.
    let bump = [0.69, 0.71, 0.74, 0.78, 0.8, 0.82, 0.85, 0.8, 0.72, 0.66, 0.6]
    #expect(
      examine(Build.run(training: training, validation: bump)).state(.overfitting) == .clear)
  }

  @Test func highLossOnBothSidesIsUnderfitting() {
    let flat = Build.run(training: Build.flat(1.0), validation: Build.flat(1.02))
    #expect(examine(flat).state(.underfitting) == .fired)
    #expect(examine(healthy).state(.underfitting) == .clear)
  }

  private func deep(gradients: [Double], updates: [Double]) -> RunRecord {
    var series: [String: [Double]] = [:]
    for (i, gradient) in gradients.enumerated() {
      series["layer.dense\(i + 1).gradient-norm"] = Build.flat(gradient)
      series["layer.dense\(i + 1).weight-norm"] = Build.flat(1)
      series["layer.dense\(i + 1).update-ratio"] = Build.flat(updates[i])
    }
    let kinds = Build.layers("dense", "sigmoid", "dense", "sigmoid", "dense", "sigmoid", "dense")
    return Build.run(training: Build.flat(1), series: series, layers: kinds)
  }

  @Test func aGradientThatFadesTowardTheInputVanishes() {
    let fading = deep(gradients: [1e-6, 1e-4, 1e-2, 1], updates: Build.flat(1e-3, count: 4))
    #expect(examine(fading).state(.vanishingGradient) == .fired)
    let even = deep(gradients: [0.5, 0.6, 0.8, 1], updates: Build.flat(1e-3, count: 4))
    #expect(examine(even).state(.vanishingGradient) == .clear)
    let starved = deep(gradients: [0.1, 0.6, 0.8, 1], updates: [1e-8, 1e-3, 1e-3, 1e-3])
    #expect(examine(starved).state(.vanishingGradient) == .fired)
    // Over many layers half a decade each is not needed where the first ones are too weak to move.
    let still = deep(gradients: [1e-9, 1e-3, 0.1, 1], updates: [0, 1e-5, 1e-4, 1e-3])
    #expect(examine(still).state(.vanishingGradient) == .fired)
    // Exact zeros are dead units, not a vanishing gradient.
    let dead = deep(gradients: [0, 0, 0, 1], updates: [0, 0, 0, 1e-3])
    #expect(examine(dead).state(.vanishingGradient) == .notApplicable)
  }

  @Test func aGradientThatLeapsOrDoublesExplodes() {
    let doubling = (0..<12).map { 0.1 * Double(1 << $0) }
    #expect(
      examine(Build.run(series: ["gradient-norm": doubling])).state(.explodingGradient) == .fired)
    var spiky = Build.flat(0.1)
    for i in [8, 12, 16] { spiky[i] = 5 }
    #expect(
      examine(Build.run(series: ["gradient-norm": spiky])).state(.explodingGradient) == .fired)
    spiky[16] = 0.1
    #expect(
      examine(Build.run(series: ["gradient-norm": spiky])).state(.explodingGradient) == .clear)
    #expect(examine(Build.run()).state(.explodingGradient) == .notApplicable)
  }

  @Test func deadUnitsNeedAProbeThatCanTell() throws {
    func run(share: Double, rows: Int) -> RunRecord {
      var data = Build.classes
      data.trainingRows = rows
      return Build.run(series: ["layer.relu1.dead-share": [0, share, share]], data: data)
    }
    #expect(examine(run(share: 0.9, rows: 120)).state(.deadUnits) == .fired)
    #expect(examine(run(share: 0.3, rows: 120)).state(.deadUnits) == .clear)
    #expect(examine(run(share: 0.3, rows: 512)).state(.deadUnits) == .fired)
    #expect(examine(run(share: 0.9, rows: 3)).state(.deadUnits) == .notApplicable)
    let found = try #require(examine(run(share: 0.9, rows: 120)).symptom("dead-units", arm: "arm"))
    #expect(found.sentence == "90 % of relu1's units are dead, killed in training (3 of 3 seeds)")
    #expect(found.value == 0.9 && found.threshold == 0.5 && found.margin == 1.8)
  }

  @Test func theFirstLossTellsABadStart() {
    #expect(examine(Build.run(training: Build.decay(9, 0.1))).state(.badInitialLoss) == .fired)
    #expect(examine(Build.run(training: Build.decay(0.2, 0.1))).state(.badInitialLoss) == .fired)
    #expect(examine(Build.run(training: Build.decay(1.1, 0.1))).state(.badInitialLoss) == .clear)
    let squared = Build.run(training: Build.decay(9, 0.1), data: Build.values)
    #expect(examine(squared, loss: "mse", task: .regression).state(.badInitialLoss) == .fired)
  }

  /// A focal loss of three equal scores is 0.488, a hinge loss 0.667, a divergence anything.
  @Test(arguments: [
    ("focal", 0.5, SymptomFinding.State.clear), ("focal", 1.1, .fired), ("hinge", 0.7, .clear),
    ("hinge", 2, .fired), ("kl-divergence", 1.1, .notApplicable),
    ("gaussian-nll", 1.1, .notApplicable),
  ])
  func eachLossHasAnUntrainedLevelOfItsOwn(
    loss: String, first: Double, state: SymptomFinding.State
  ) {
    let run = Build.run(training: Build.decay(first, 0.1))
    #expect(examine(run, loss: loss).state(.badInitialLoss) == state)
  }

  @Test func endingAtThePriorIsIgnoringTheInput() {
    #expect(examine(Build.run(training: Build.flat(1.078))).state(.ignoresInput) == .fired)
    #expect(examine(Build.run(training: Build.flat(0.9))).state(.ignoresInput) == .clear)
    let mean = Build.run(training: Build.flat(4.01), data: Build.values)
    #expect(examine(mean, loss: "mse", task: .regression).state(.ignoresInput) == .fired)
  }

  private func curved(_ curvature: Double) -> RunRecord {
    var data = Build.values
    data.largestCurvature = curvature
    return Build.run(training: Build.flat(1), data: data)
  }

  @Test func theStabilityLimitDependsOnMomentum() throws {
    // λ = 200: the limit is 2/200 = 0.01, with momentum 0.9 it is 0.019.
    let high = examine(curved(200), loss: "mse", rate: 0.5, task: .regression)
    #expect(high.state(.learningRateTooHigh) == .fired)
    #expect(high.stability.first?.limit.isClose(to: 0.01, within: 1e-14) == true)
    #expect(
      high.symptom("lr-too-high", arm: "arm")?.sentence.contains(
        "50× the stability limit 2/λ_max = 0.01") == true)
    let heavy = examine(curved(200), loss: "mse", rate: 0.015, momentum: 0.9, task: .regression)
    #expect(heavy.state(.learningRateTooHigh) == .clear)
    #expect(heavy.stability.first?.formula == "2(1 + β)/λ_max")
    // Adam has no such limit.
    let adam = examine(curved(200), loss: "mse", rate: 0.5, momentum: nil, task: .regression)
    #expect(adam.state(.learningRateTooHigh) == .notApplicable)
    #expect(adam.stability.first?.appliesToOptimizer == false)
  }

  @Test func updateRatiosShowRatesTooHighAndTooLow() {
    func run(ratio: Double, training: [Double]) -> RunRecord {
      Build.run(
        training: training,
        series: [
          "layer.dense1.update-ratio": Build.flat(ratio),
          "layer.dense2.update-ratio": Build.flat(ratio),
        ])
    }
    let falling = (0..<21).map { 1.1 - 0.002 * Double($0) }
    #expect(examine(run(ratio: 0.5, training: falling)).state(.learningRateTooHigh) == .fired)
    #expect(examine(run(ratio: 1e-5, training: falling)).state(.learningRateTooLow) == .fired)
    #expect(examine(run(ratio: 1e-3, training: falling)).state(.learningRateTooLow) == .clear)
    #expect(
      examine(run(ratio: 1e-5, training: Build.flat(1.0))).state(.learningRateTooLow) == .clear)
  }

  @Test func aLayerThatNeverMovesIsNotUpdated() {
    let frozen = Build.run(series: [
      "layer.dense1.update-ratio": Build.flat(0), "layer.dense1.gradient-norm": Build.flat(0.3),
      "layer.dense2.update-ratio": Build.flat(1e-3), "layer.dense2.gradient-norm": Build.flat(0.3),
    ])
    #expect(examine(frozen).state(.noUpdate) == .fired)
    let dead = Build.run(series: [
      "layer.dense1.update-ratio": Build.flat(0), "layer.dense1.gradient-norm": Build.flat(0),
    ])
    #expect(examine(dead).state(.noUpdate) == .clear)
  }
}
