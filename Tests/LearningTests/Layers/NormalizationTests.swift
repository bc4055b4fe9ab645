import Learning
import Tensors
import TestSupport
import Testing

@Suite struct NormalizationTests {
  /// Over rows 1 and 3: mean 2, variance 1 over n and 2 over n − 1; running values start at 1.
  @Test func batchNormTakesTheBatchInTrainingOnly() throws {
    let rig = LayerRig(BatchNorm(epsilon: 0, momentum: 0.25), shape: [1])
    let training = try rig.run([1, 3], parameters: [2, 10])
    #expect(training.output.isClose(to: [8, 12], within: 1e-6))
    #expect(training.statistics.isClose(to: [1.25, 1.25], within: 1e-6))
    let evaluation = try rig.run([1, 3], parameters: [2, 10], mode: .evaluation)
    #expect(evaluation.output.isClose(to: [10, 14], within: 1e-6))
    #expect(evaluation.statistics == [1, 1])
  }

  /// A channel's numbers over two rows of two positions are what its numbers over four rows are.
  @Test func positionsCountAsRowsDo() throws {
    let (first, second): ([Scalar], [Scalar]) = ([1, 2, 4, 9], [-3, 0, 5, 7])
    let channels = try LayerRig(BatchNorm(), shape: [2, 2]).run(
      [1, 2, -3, 0, 4, 9, 5, 7], parameters: [2, 3, 4, 5])
    let columns = try LayerRig(BatchNorm(), shape: [2]).run(
      zip(first, second).flatMap { [$0, $1] }, parameters: [2, 3, 4, 5])
    let expected = [0, 2, 1, 3, 4, 6, 5, 7].map { columns.output[$0] }
    #expect(channels.output.isClose(to: expected, within: 1e-6, absolute: 1e-6))
    #expect(channels.statistics.isClose(to: columns.statistics, within: 1e-6))
  }

  /// One row of several positions has a variance: 1 and 3 around 2.
  @Test func oneRowIsEnoughWhereItHasPositions() throws {
    let output = try LayerRig(BatchNorm(epsilon: 0), shape: [1, 2])
      .run([1, 3], parameters: [1, 0]).output
    #expect(output.isClose(to: [-1, 1], within: 1e-6))
  }

  /// Around 2 with variance 1, and around 20 with variance 100; γ = (1, 2), β = (0, 5).
  @Test func layerNormTakesEachStepByItself() throws {
    let output = try LayerRig(LayerNorm(epsilon: 0), shape: [2, 2])
      .run([1, 3, 10, 30], parameters: [1, 2, 0, 5]).output
    #expect(output.isClose(to: [-1, 7, -1, 7], within: 1e-6))
    let whole = try LayerRig(LayerNorm(epsilon: 0, axes: .all, isAffine: false), shape: [2, 2])
      .run([0, 0, 2, 2], parameters: []).output
    #expect(whole.isClose(to: [-1, -1, 1, 1], within: 1e-6))
  }

  /// Two groups of two channels of one number: (1, 3) and (10, 30).
  @Test func groupNormTakesNeighbouringChannels() throws {
    let output = try LayerRig(GroupNorm(groups: 2, epsilon: 0), shape: [4])
      .run([1, 3, 10, 30], parameters: [1, 2, 3, 4, 0, 0, 0, 5]).output
    #expect(output.isClose(to: [-1, 2, -3, 9], within: 1e-6))
  }

  /// √((9 + 16) / 2) = 5 / √2.
  @Test func rmsNormSubtractsNothing() throws {
    let output = try LayerRig(RMSNorm(), shape: [2]).run([3, 4], parameters: [1, 10]).output
    let root = Scalar(2).squareRoot()
    #expect(output.isClose(to: [0.6 * root, 8 * root], within: 1e-6))
  }

  /// A mean of 1000 beside deviations of 1 loses no more than the numbers themselves have lost.
  @Test func aLargeMeanDoesNotSwallowTheVariance() throws {
    let output = try LayerRig(LayerNorm(epsilon: 0, isAffine: false), shape: [4])
      .run([1001, 999, 1001, 999], parameters: []).output
    #expect(output.isClose(to: [1, -1, 1, -1], within: 1e-5))
  }

  @Test func shapesThatDoNotFitAreRefused() {
    #expect(throws: ShapeError.self) { _ = try BatchNorm().outputShape(for: [2, 3, 4, 5]) }
    #expect(throws: ShapeError.self) { _ = try BatchNorm().outputShape(for: []) }
    #expect(throws: ShapeError.self) { _ = try LayerNorm().outputShape(for: []) }
    #expect(throws: ShapeError.self) { _ = try RMSNorm().outputShape(for: []) }
    #expect(
      throws: ShapeError(
        .outOfRange(setting: "groups", value: "3", expected: "a divisor of the 8 channels"))
    ) {
      _ = try GroupNorm(groups: 3).outputShape(for: [8, 2, 2])
    }
  }
}
