import Diagnostics
import JSONTrees
import Records
import TestSupport
import Testing

@Suite struct LevelTests {
  private func findings(
    _ run: RunRecord, loss: String = "cross-entropy",
    task: DatasetRecord.Task = .classification, spec: JSON = .object([])
  ) -> Findings {
    judge(
      Build.study(
        [Build.arm("arm", .control, [run, run, run], loss: loss)], task: task, spec: spec))
  }

  private func level(_ kind: ReferenceLevel.Kind, _ findings: Findings) -> Double? {
    findings.referenceLevels.first { $0.kind == kind }?.value
  }

  /// H(Y) of 40, 50 and 30 of 120: −Σ p ln p.
  @Test func classesHaveTheirEntropies() throws {
    let found = findings(Build.run())
    #expect(
      try #require(level(.uniform, found)).isClose(to: 1.098_612_288_668_109_8, within: 1e-14))
    #expect(
      try #require(level(.trainingPrior, found)).isClose(to: 1.077_556_327_066_801_2, within: 1e-12)
    )
    // The validation rows have the same shares, so the same entropy.
    #expect(
      try #require(level(.validationPrior, found)).isClose(
        to: 1.077_556_327_066_801_2, within: 1e-12))
    #expect(found.referenceLevels.first?.label == "ln 3: knowing nothing")
    #expect(level(.trainingVariance, found) == nil)
  }

  @Test func equalClassesHaveOneLevel() {
    var data = Build.classes
    data.trainingClassCounts = [40, 40, 40]
    data.validationClassCounts = [12, 12, 12]
    #expect(findings(Build.run(data: data)).referenceLevels.map(\.kind) == [.uniform])
  }

  /// ln(e + C − 1) − 1: 0.3133 of two classes, 0.5514 of three, 1.4612 of ten.
  @Test(arguments: [
    (2, 0.313_261_687_518_222_8), (3, 0.551_444_713_932_051_4), (10, 1.4611501717344746),
  ])
  func softmaxTwiceHasAFloor(classes: Int, floor: Double) throws {
    var data = Build.classes
    data.trainingClassCounts = [Int](repeating: 12, count: classes)
    data.validationClassCounts = data.trainingClassCounts
    let run = Build.run(
      training: Build.flat(floor * 1.005), layers: Build.layers("dense", "softmax"), data: data)
    let found = findings(run)
    #expect(try #require(level(.doubleSoftmax, found)).isClose(to: floor, within: 1e-12))
    let match = try #require(found.plateaus.first)
    #expect(match.level.kind == .doubleSoftmax && match.seedsMatched == 3)
    #expect(match.sentence.contains("through a second softmax"))
    let single = Build.run(layers: Build.layers("dense"), data: data)
    #expect(level(.doubleSoftmax, findings(single)) == nil)
  }

  /// Label 1 can reach ln(1 + 1/e) = 0.3133, label 0 only ln 2.
  @Test func sigmoidTwiceHasAFloorByLabel() throws {
    var data = Build.classes
    data.trainingClassCounts = [0, 100]
    #expect(
      try #require(level(.doubleSigmoid, binary(data))).isClose(
        to: 0.313_261_687_518_222_8, within: 1e-12))
    data.trainingClassCounts = [100, 0]
    #expect(
      try #require(level(.doubleSigmoid, binary(data))).isClose(
        to: 0.693_147_180_559_945_3, within: 1e-12))
  }

  private func binary(_ data: DataRecord) -> Findings {
    var data = data
    data.validationClassCounts = []
    let run = Build.run(layers: Build.layers("dense", "sigmoid"), data: data)
    return findings(run, loss: "bce-with-logits")
  }

  /// For ε = 0.1: 0.1985 of two classes, 0.5003 of ten.
  @Test(arguments: [(2, 0.1985), (10, 0.5003)])
  func smoothedLabelsHaveAFloor(classes: Int, floor: Double) throws {
    var data = Build.classes
    data.trainingClassCounts = [Int](repeating: 12, count: classes)
    let spec: JSON = ["training": ["loss": ["cross-entropy": ["label-smoothing": 0.1]]]]
    let found = findings(Build.run(data: data), spec: spec)
    #expect(
      try #require(level(.labelSmoothing, found)).isClose(to: floor, within: 0, absolute: 5e-5))
    #expect(level(.trainingPrior, found) == nil)
  }

  @Test func squaredErrorIsHeldAgainstTheVariance() {
    var data = Build.values
    data.linearOptimum = 0.3
    let linear = Build.run(training: Build.flat(0.3), layers: Build.layers("dense"), data: data)
    let found = findings(linear, loss: "mse", task: .regression)
    #expect(
      found.referenceLevels.map(\.kind) == [.trainingVariance, .validationVariance, .linearOptimum])
    #expect(found.plateaus.map(\.level.kind) == [.linearOptimum])
    // At the optimum a linear model has converged: no plateau.
    #expect(found.symptom("plateau", arm: "arm")?.state == .clear)
    let network = findings(Build.run(data: data), loss: "mse", task: .regression)
    #expect(level(.linearOptimum, network) == nil)
    let broadcast = findings(
      Build.run(training: Build.flat(4), data: data), loss: "mse-broadcast", task: .regression)
    #expect(broadcast.plateaus.map(\.level.kind) == [.broadcast])
  }

  @Test func sumsAndWeightsHaveNoPrior() {
    let sum: JSON = ["training": ["loss": ["cross-entropy": ["reduction": "sum"]]]]
    #expect(findings(Build.run(), spec: sum).referenceLevels.isEmpty)
    let weighted: JSON = ["training": ["loss": ["cross-entropy": ["class-weights": "balanced"]]]]
    #expect(findings(Build.run(), spec: weighted).referenceLevels.map(\.kind) == [.uniform])
  }

  /// (1 − 1/3)² ln 3 of three classes, (1 − 1/C)^γ ln C of others.
  @Test func theFocalLossHasALevelOfItsOwn() throws {
    let found = findings(Build.run(training: Build.flat(0.4883)), loss: "focal")
    #expect(found.referenceLevels.map(\.kind) == [.uniformFocal])
    #expect(
      try #require(level(.uniformFocal, found)).isClose(to: 0.488_272_128_297_2, within: 1e-10))
    #expect(found.plateaus.map(\.level.kind) == [.uniformFocal])
    let plain: JSON = ["training": ["loss": ["focal": ["gamma": 0]]]]
    #expect(
      try #require(level(.uniformFocal, findings(Build.run(), loss: "focal", spec: plain)))
        .isClose(to: 1.098_612_288_668_1, within: 1e-10))
    for weights in ["alpha", "class-weights"] {
      let weighted: JSON = [
        "training": ["loss": ["focal": .object([.init(weights, [0.25, 1, 1])])]]
      ]
      #expect(findings(Build.run(), loss: "focal", spec: weighted).referenceLevels.isEmpty)
    }
  }

  /// The shared part's settings of another loss are not the arm's.
  @Test func anArmThatReplacesTheLossHasItsOwnSettings() {
    let spec: JSON = [
      "training": ["loss": ["cross-entropy": ["reduction": "sum", "label-smoothing": 0.1]]],
      "control": ["name": "arm", "loss": ["focal": ["gamma": 1]]],
    ]
    let found = findings(Build.run(), loss: "focal", spec: spec)
    #expect(found.referenceLevels.map(\.kind) == [.uniformFocal])
    #expect(level(.uniformFocal, found)?.isClose(to: 0.732_408_192_445, within: 1e-9) == true)
  }

  /// margin (C − 1) / C, and the whole margin where one score tells two classes apart.
  @Test func theHingeLossHasItsMargin() throws {
    let spec: JSON = ["training": ["loss": ["hinge": ["margin": 1.5]]]]
    #expect(
      try #require(level(.equalScores, findings(Build.run(), loss: "hinge", spec: spec)))
        .isClose(to: 1, within: 1e-12))
    var data = Build.classes
    data.trainingClassCounts = [60, 60]
    var run = Build.run(data: data)
    run.layers[run.layers.count - 1].outputShape = [1]
    #expect(
      try #require(level(.equalScores, findings(run, loss: "hinge", spec: spec)))
        .isClose(to: 1.5, within: 1e-12))
  }

  /// H(Y) is the mean of the labels' entropies; of shares 0.25 and 0.5: (0.5623 + 0.6931) / 2.
  @Test func eachLabelIsAQuestionOfItsOwn() throws {
    var data = Build.values
    data.trainingLabelShares = [0.25, 0.5]
    data.validationLabelShares = [0.25, 0.5]
    let found = findings(Build.run(data: data), loss: "bce-with-logits", task: .multiLabel)
    #expect(
      found.referenceLevels.map(\.kind) == [.uniformLabels, .trainingPrior, .validationPrior])
    #expect(
      try #require(level(.trainingPrior, found)).isClose(to: 0.627_741_162_589, within: 1e-9))
    let weighted: JSON = [
      "training": ["loss": ["bce-with-logits": ["positive-weight": [1, 3]]]]
    ]
    #expect(
      findings(Build.run(data: data), loss: "bce-with-logits", task: .multiLabel, spec: weighted)
        .referenceLevels.isEmpty)
    // Binary cross-entropy asks of each of three classes, too: no ln 3 there.
    #expect(level(.uniform, findings(Build.run(), loss: "bce-with-logits")) == nil)
    #expect(level(.uniformLabels, findings(Build.run(), loss: "bce-with-logits")) != nil)
  }

  /// (ln 4 + 1) / 2 of a variance of 4.
  @Test func theGaussianLossIsHeldAgainstTheSpread() throws {
    let found = findings(Build.run(data: Build.values), loss: "gaussian-nll", task: .regression)
    #expect(found.referenceLevels.map(\.kind) == [.gaussianPrior])
    #expect(
      try #require(level(.gaussianPrior, found)).isClose(to: 1.193_147_180_559_9, within: 1e-12))
  }

  @Test func theDivergenceHasNoLevel() {
    #expect(findings(Build.run(), loss: "kl-divergence").referenceLevels.isEmpty)
  }

  @Test func aPlateauAtThePriorIsNamed() throws {
    let run = Build.run(training: Build.flat(1.0776), validation: Build.flat(1.08))
    let match = try #require(findings(run).plateaus.first)
    #expect(
      match.sentence
        == "training loss of arm stays at H(Y) = 1.08 (3 of 3 seeds): the network knows only the class shares"
    )
    #expect(findings(Build.run(training: Build.decay(1.1, 0.1))).plateaus.isEmpty)
  }
}
