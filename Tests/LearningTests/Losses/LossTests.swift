import Glibc
import Learning
import Tensors
import TestSupport
import Testing

@Suite struct LossTests {
  private static let outputs = sampleNumbers(12)
  private static let binary = sampleNumbers(12, seed: 3).map { $0 > 0 ? 1 : 0 as Scalar }

  @Test(arguments: lossSamples)
  func keepsLossLaws(_ sample: LossSample) throws {
    try checkLaws(
      of: sample.loss, outputs: sample.outputs, targets: sample.targets, width: sample.width,
      constants: sample.loss.constants(for: sample.rows), mayBeNegative: sample.mayBeNegative)
  }

  @Test func everyKindHasASample() {
    #expect(Set(lossSamples.map { type(of: $0.loss).kind }) == Set(lossKinds.map { $0.kind }))
    #expect(Set(lossKinds.map { $0.kind }).count == lossKinds.count, "kinds are unique")
  }

  /// Σ t ln(t / p), where nothing is lost on what has no share.
  @Test func divergenceComparesShares() throws {
    let p: [Scalar] = [0.2, 0.3, 0.5, 0.6, 0.3, 0.1]
    let t: [Scalar] = [0, 0.25, 0.75, 0.5, 0.5, 0]
    let total = try evaluate(
      KullbackLeibler(), outputs: p.map { Scalar(log(Double($0))) }, targets: t, width: 3)
    let expected = zip(t, p).reduce(0.0) { sum, pair in
      pair.0 == 0 ? sum : sum + Double(pair.0) * log(Double(pair.0 / pair.1))
    }
    #expect(total.total.isClose(to: expected, within: 1e-5))
  }

  @Test func labelsMayHaveWeightsOfTheirOwn() throws {
    let alike = try evaluate(
      BinaryCrossEntropyWithLogits(positiveWeights: [4, 4, 4]), outputs: Self.outputs,
      targets: Self.binary, width: 3, constants: [4, 4, 4])
    let one = try evaluate(
      BinaryCrossEntropyWithLogits(positiveWeight: 4), outputs: Self.outputs,
      targets: Self.binary, width: 3)
    #expect(alike == one)
  }

  /// (1 − p)⁰ = 1.
  @Test func focalLossWithoutFocusIsCrossEntropy() throws {
    let focal = try evaluate(
      Focal(gamma: 0), outputs: Self.outputs, targets: [0, 2, 1, 2], width: 3)
    let plain = try evaluate(
      CrossEntropy(), outputs: Self.outputs, targets: [0, 2, 1, 2], width: 3)
    #expect(focal.total.isClose(to: plain.total, within: 1e-6))
    #expect(focal.gradient.isClose(to: plain.gradient, within: 1e-5, absolute: 1e-7))
  }

  /// Softmax of (0, x) is the sigmoid of x.
  @Test func oneLogitIsTwoOfWhichOneIsZero() throws {
    let logits = Array(Self.outputs.prefix(4))
    let one = try evaluate(Focal(), outputs: logits, targets: [0, 1, 1, 0], width: 1)
    let two = try evaluate(
      Focal(), outputs: logits.flatMap { [0, $0] }, targets: [0, 1, 1, 0], width: 2)
    #expect(one.total.isClose(to: two.total, within: 1e-5))
    #expect(one.gradient.isClose(to: (0..<4).map { two.gradient[2 * $0 + 1] }, within: 1e-4))
  }

  /// What is certainly right costs nothing and moves nothing, and certain mistakes stay finite.
  @Test(arguments: [0, 0.5, 2] as [Scalar])
  func focalLossOfCertaintyIsFinite(gamma: Scalar) throws {
    let logits: [Scalar] = [500, 0, 0, 500]
    let several = try evaluate(Focal(gamma: gamma), outputs: logits, targets: [0, 0], width: 2)
    #expect(several.total == 500 && several.gradient.allSatisfy(\.isFinite))
    #expect(several.gradient[0] == 0 && several.gradient[2] == -1)
    let single = try evaluate(
      Focal(gamma: gamma), outputs: [500, -500], targets: [1, 1], width: 1)
    #expect(single.total == 500 && single.gradient.isClose(to: [0, -1], within: 0, absolute: 1e-9))
  }

  /// Scores 3, 1, 2.5 of class 0: the third lacks 0.5 of a margin of 1, over three classes.
  @Test func hingeLossCountsWhatIsMissing() throws {
    let several = try evaluate(Hinge(), outputs: [3, 1, 2.5], targets: [0], width: 3)
    #expect(several.total.isClose(to: 0.5 / 3, within: 1e-6))
    #expect(several.gradient.isClose(to: [-1.0 / 3, 0, 1.0 / 3], within: 1e-6))
    let single = try evaluate(
      Hinge(), outputs: [0.25, 0.25, -4, 4], targets: [1, 0, 0, 1], width: 1)
    #expect(single.total == 2 && single.gradient == [-1, 1, 0, 0])
    let large = try evaluate(Hinge(), outputs: [1e30, -1e30], targets: [0], width: 2)
    #expect(large.total == 0 && large.gradient == [0, 0])
    let none = try evaluate(Hinge(), outputs: [.nan, 1], targets: [0], width: 2)
    #expect(none.total.isNaN)
  }

  /// A variance below ε counts as ε; a negative one that is given makes the loss NaN.
  @Test func smallVariancesAreRaised() throws {
    let given = GaussianNegativeLogLikelihood(variance: .given, epsilon: 0.25)
    let raised = try evaluate(given, outputs: [1, 0.01], targets: [2], width: 2)
    #expect(raised.total.isClose(to: (log(0.25) + 4) / 2, within: 1e-6))
    #expect(raised.gradient.isClose(to: [-4, 0.5 * (4 - 16)], within: 1e-5))
    let negative = try evaluate(given, outputs: [1, -0.01], targets: [2], width: 2)
    #expect(negative.total.isNaN)
    #expect(given.fault(output: [1, -0.01], target: [2]).cause == "log of a negative number")
    #expect(given.fault(output: [1e30, 1], target: [2]).cause == "overflow")
  }

  /// n / (C n(c)) of 4 rows, 3 and 1: 2/3 and 2.
  @Test func balancedWeightsCountClassesAlike() {
    let targets = Targets.classes([0, 0, 1, 0], count: 2)
    let weights = CrossEntropy(classWeights: .balanced).constants(for: targets)
    #expect(weights.isClose(to: [2.0 / 3, 2], within: 1e-6))
  }

  @Test func faultsAreNamed() {
    let byHand = BinaryCrossEntropyByHand()
    #expect(byHand.fault(output: [-0.1], target: [1]).cause == "log of a negative number")
    #expect(byHand.fault(output: [1.5], target: [1]).cause == "log of a negative number")
    #expect(byHand.fault(output: [0], target: [1]).cause == "log of 0")
    #expect(MeanSquaredError().fault(output: [1e30], target: [0]).cause == "overflow")
  }

  @Test func unfittingTargetsAreRefused() {
    let classes = Targets.classes([0, 1, 2], count: 3)
    let values = Targets.values([0.5, 2], width: 1)
    func refuses(_ loss: any Loss, _ shape: [Int], _ targets: Targets) -> Bool {
      do {
        try loss.check(outputShape: shape, targets: targets)
        return false
      } catch {
        return true
      }
    }
    #expect(refuses(CrossEntropy(), [2], classes))
    #expect(refuses(CrossEntropy(), [3], values))
    #expect(refuses(CrossEntropy(classWeights: .given([1, 2])), [3], classes))
    #expect(refuses(CrossEntropy(classWeights: .balanced), [4], classes))
    #expect(refuses(MeanSquaredError(), [2], values))
    #expect(refuses(BinaryCrossEntropy(), [1], classes))
    #expect(refuses(BinaryCrossEntropyWithLogits(), [1], values))
    #expect(refuses(BroadcastSquaredError(), [3], classes))
    let two = Targets.classes([0, 1], count: 2)
    let shares = Targets.values([0.5, 0.5, 1, 0], width: 2)
    for loss in [Focal(), Hinge()] as [any Loss] {
      #expect(refuses(loss, [1], classes) && refuses(loss, [2], classes))
      #expect(refuses(loss, [1], values))
      #expect(!refuses(loss, [3], classes) && !refuses(loss, [1], two) && !refuses(loss, [2], two))
    }
    #expect(refuses(Focal(classWeights: .given([1, 2, 3])), [1], two))
    #expect(refuses(Hinge(classWeights: .given([1])), [1], two))
    #expect(refuses(KullbackLeibler(), [1], values))
    #expect(refuses(KullbackLeibler(), [2], Targets.values([0.5, 0.2], width: 2)))
    #expect(refuses(KullbackLeibler(), [2], Targets.values([1.5, -0.5], width: 2)))
    #expect(!refuses(KullbackLeibler(), [2], shares) && !refuses(KullbackLeibler(), [2], two))
    #expect(refuses(GaussianNegativeLogLikelihood(), [1], values))
    #expect(refuses(GaussianNegativeLogLikelihood(), [2], two))
    #expect(!refuses(GaussianNegativeLogLikelihood(), [2], values))
    #expect(refuses(BinaryCrossEntropyWithLogits(positiveWeights: [1, 2]), [3], classes))
    #expect(!refuses(BinaryCrossEntropyWithLogits(positiveWeights: [1, 2]), [2], shares))
    #expect(!refuses(CrossEntropy(), [3], classes))
    #expect(!refuses(MeanSquaredError(), [3], classes))
    #expect(!refuses(MeanSquaredError(), [1], values))
  }
}
