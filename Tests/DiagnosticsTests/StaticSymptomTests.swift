import Diagnostics
import JSONTrees
import Records
import Testing

@Suite struct StaticSymptomTests {
  private func state(
    _ code: SymptomCode, _ run: RunRecord, loss: String = "cross-entropy",
    task: DatasetRecord.Task = .classification, rate: Double = 0.01, spec: JSON = .object([])
  ) -> SymptomFinding.State? {
    let study = Build.study(
      [Build.arm("arm", .control, [run], loss: loss, rate: rate)], task: task, spec: spec)
    return judge(study).symptom(code.rawValue, arm: "arm")?.state
  }

  @Test func featuresOnDifferentScalesAreNotNormalised() {
    let raw = Build.scale(
      [
        Build.feature(mean: 2, deviation: 0.8, from: 1, to: 3),
        Build.feature(mean: 12_000, deviation: 1633, from: 10_000, to: 14_000),
      ], condition: 1e9)
    #expect(state(.notNormalised, Build.run(features: raw)) == .fired)
    let large = Build.scale([Build.feature(mean: 50, deviation: 29, from: 0, to: 100)])
    #expect(state(.notNormalised, Build.run(features: large)) == .fired)
  }

  /// z-scores, [0, 1] and [−1, 1] pass, whatever else is odd about them.
  @Test func normalisedFeaturesPass() {
    let scaled = [
      Build.scale([Build.zScore, Build.zScore], condition: 1e9),
      Build.scale([Build.feature(mean: 0.95, deviation: 0.01, from: 0, to: 1)], condition: 1e8),
      Build.scale([Build.feature(mean: -0.5, deviation: 0.1, from: -1, to: 1)]),
      Build.scale(
        [Build.zScore, Build.feature(mean: 0, deviation: 0, from: 0, to: 0)], condition: .infinity),
    ]
    for scale in scaled {
      #expect(state(.notNormalised, Build.run(features: scale)) == .clear)
    }
  }

  /// A rate above 0.01, and SGD at 0.1, are no faults by themselves.
  @Test(arguments: [0.02, 0.1, 1.0])
  func aHighRateAloneIsNoFault(rate: Double) {
    let run = Build.run(
      training: Build.decay(1.1, 0.02), series: ["layer.dense1.update-ratio": Build.flat(5e-3)])
    #expect(state(.learningRateTooHigh, run, rate: rate) == .clear)
  }

  /// At the edge of stability the rate is just below 2/λ: normal.
  @Test func theEdgeOfStabilityIsNoFault() {
    var data = Build.values
    data.largestCurvature = 199
    let run = Build.run(data: data)
    #expect(state(.learningRateTooHigh, run, loss: "mse", task: .regression) == .clear)
  }

  /// 70 % zeros among a ReLU's outputs is sparsity; dead are units that are 0 on every row.
  @Test func sparseActivationsAreNotDead() {
    var data = Build.classes
    data.trainingRows = 1000
    let run = Build.run(
      series: [
        "layer.relu1.dead-share": Build.flat(0.02), "layer.relu1.saturated-share": Build.flat(0.7),
      ], data: data)
    #expect(state(.deadUnits, run) == .clear)
  }

  @Test(arguments: [
    ("softmax", "cross-entropy"), ("sigmoid", "cross-entropy"), ("sigmoid", "bce-with-logits"),
    ("softmax", "nll"), ("dense", "nll"), ("dense", "bce"), ("dense", "bce-by-hand"),
    ("dense", "mse"), ("dense", "mse-broadcast"), ("softmax", "focal"), ("sigmoid", "focal"),
    ("softmax", "hinge"), ("log-softmax", "hinge"), ("tanh", "hinge"), ("dense", "kl-divergence"),
    ("softmax", "kl-divergence"),
  ])
  func aLossThatDoesNotFitItsOutputsIsAMismatch(kind: String, loss: String) {
    let run = Build.run(layers: Build.layers("dense", kind))
    #expect(state(.lossMismatch, run, loss: loss) == .fired)
  }

  @Test(arguments: [
    ("dense", "cross-entropy"), ("log-softmax", "cross-entropy"), ("log-softmax", "nll"),
    ("sigmoid", "bce"), ("dense", "bce-with-logits"), ("dense", "focal"), ("log-softmax", "focal"),
    ("dense", "hinge"), ("relu", "hinge"), ("log-softmax", "kl-divergence"),
    ("dense", "gaussian-nll"),
  ])
  func aLossThatFitsIsNone(kind: String, loss: String) {
    let run = Build.run(layers: Build.layers("dense", kind))
    #expect(state(.lossMismatch, run, loss: loss) == .clear)
  }

  /// Targets are 1 ± 2: a sigmoid can't reach them, a linear output can.
  @Test func targetsOutsideTheOutputsRangeAreAMismatch() {
    let squashed = Build.run(layers: Build.layers("dense", "sigmoid"), data: Build.values)
    #expect(state(.lossMismatch, squashed, loss: "mse", task: .regression) == .fired)
    #expect(state(.lossMismatch, squashed, loss: "gaussian-nll", task: .regression) == .fired)
    let linear = Build.run(layers: Build.layers("dense"), data: Build.values)
    #expect(state(.lossMismatch, linear, loss: "mse", task: .regression) == .clear)
  }

  @Test func scalersFittedElsewhereLeak() {
    func spec(_ rows: String) -> JSON {
      ["training": ["preprocess": [["standardize": ["fit-on": .string(rows)]]]]]
    }
    #expect(state(.leakyScaler, Build.run(), spec: spec("all-rows")) == .fired)
    #expect(state(.leakyScaler, Build.run(), spec: spec("each-split")) == .fired)
    #expect(state(.leakyScaler, Build.run(), spec: spec("training")) == .clear)
    #expect(state(.leakyScaler, Build.run()) == .notApplicable)
  }

  @Test func anArmsPatchCountsOverTheSharedPart() {
    let spec: JSON = [
      "training": ["preprocess": [["standardize": ["fit-on": "training"]]]],
      "experiment": ["name": "after", "preprocess": [["standardize": ["fit-on": "all-rows"]]]],
    ]
    let findings = judge(
      Build.study(
        [
          Build.arm("before", .control, [Build.run()]),
          Build.arm("after", .experiment, [Build.run()]),
        ],
        spec: spec))
    #expect(findings.symptom("leaky-scaler", arm: "before")?.state == .clear)
    #expect(findings.symptom("leaky-scaler", arm: "after")?.state == .fired)
  }
}
