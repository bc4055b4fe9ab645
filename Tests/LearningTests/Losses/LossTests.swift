import Learning
import Tensors
import TestSupport
import Testing

@Suite struct LossTests {
  private static let outputs = sampleNumbers(12)
  private static let values = sampleNumbers(12, seed: 2).map { $0 * 2.5 }
  private static let binary = sampleNumbers(12, seed: 3).map { $0 > 0 ? 1 : 0 as Scalar }
  private static let probabilities = sampleNumbers(12).map { 0.5 + $0 / 4 }

  @Test func elementwiseLossesKeepLossLaws() throws {
    for loss in [MeanSquaredError(), MeanAbsoluteError(), Huber(), Huber(delta: 0.4)] as [any Loss]
    {
      try checkLaws(of: loss, outputs: Self.outputs, targets: Self.values, width: 3)
    }
  }

  @Test func probabilityLossesKeepLossLaws() throws {
    for loss in [BinaryCrossEntropy(), BinaryCrossEntropyByHand()] as [any Loss] {
      try checkLaws(of: loss, outputs: Self.probabilities, targets: Self.binary, width: 1)
    }
    for weight in [1, 4] as [Scalar] {
      try checkLaws(
        of: BinaryCrossEntropyWithLogits(positiveWeight: weight), outputs: Self.outputs,
        targets: Self.binary, width: 2)
    }
  }

  @Test(arguments: [0, 0.2] as [Scalar], [[], [1, 0.5, 3]] as [[Scalar]])
  func crossEntropyKeepsLossLaws(smoothing: Scalar, weights: [Scalar]) throws {
    try checkLaws(
      of: CrossEntropy(labelSmoothing: smoothing), outputs: Self.outputs, targets: [0, 2, 1, 2],
      width: 3, constants: weights)
  }

  @Test func logLikelihoodKeepsLossLaws() throws {
    try checkLaws(
      of: NegativeLogLikelihood(), outputs: Self.outputs.map { -$0.magnitude },
      targets: [0, 2, 1, 2], width: 3)
  }

  @Test func broadcastErrorKeepsLossLaws() throws {
    try checkLaws(
      of: BroadcastSquaredError(), outputs: Self.outputs, targets: Self.values, width: 1)
  }

  @Test func kindsAreUnique() {
    #expect(Set(lossKinds.map { $0.kind }).count == lossKinds.count)
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
    #expect(!refuses(CrossEntropy(), [3], classes))
    #expect(!refuses(MeanSquaredError(), [3], classes))
    #expect(!refuses(MeanSquaredError(), [1], values))
  }
}
