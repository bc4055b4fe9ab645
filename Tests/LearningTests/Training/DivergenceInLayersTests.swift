import Learning
import Tensors
import TestSupport
import Testing

/// Where the first non-finite number of layers with several axes or parts is found.
@Suite struct DivergenceInLayersTests {
  private func origin(
    _ layers: [any Layer], _ features: [Scalar], _ shape: [Int],
    initial: [String: [Scalar]] = [:]
  ) throws -> DivergenceOrigin? {
    let count = features.count / shape.reduce(1, *)
    let job = TrainingJob(
      network: Network(layers + [Flatten(), Dense(1)]), loss: MeanSquaredError(),
      optimizer: SGD(), learningRate: 0.1, epochs: 1, shuffles: false, initialParameters: initial)
    let rows = LabelledRows(
      features: features, rowCount: count, rowShape: shape,
      targets: .values([Scalar](repeating: 1, count: count), width: 1))
    guard case .diverged(let origin) = try train(job, on: rows).outcome else { return nil }
    return origin
  }

  /// The second row's segment is constant, and nothing is added to its variance of 0.
  @Test func aNormWithoutVarianceDividesZeroByZero() throws {
    let rows: [Scalar] = [1, 2, 3, 4, 5, 5, 1, 2]
    let found = try #require(try origin([LayerNorm(epsilon: 0)], rows, [2, 2]))
    #expect(found.layer == "layernorm1" && found.operation == "layer-norm")
    #expect(found.row == 1 && found.cause == "0/0" && found.phase == .forward)
    let zero = try #require(try origin([RMSNorm(epsilon: 0)], [1, 2, 0, 0], [2]))
    #expect(zero.layer == "rmsnorm1" && zero.row == 1 && zero.cause == "0/0")
  }

  /// The convolution of the third image overflows.
  @Test func aRowOfAnImageIsARowOfTheData() throws {
    let largest = Scalar.greatestFiniteMagnitude
    let rows = [Scalar](repeating: 1, count: 18) + [Scalar](repeating: largest, count: 9)
    let found = try #require(
      try origin(
        [Conv2D(1, kernel: 2, hasBias: false)], rows, [1, 3, 3],
        initial: ["conv1.weight": [1, 1, 1, 1]]))
    #expect(found.layer == "conv1" && found.operation == "conv2d")
    #expect(found.row == 2 && found.cause == "overflow")
  }

  /// A weight of 10 squares the state's size at each step of a ReLU's recurrence.
  @Test func aRecurrentLayerNamesItsStep() throws {
    let steps = 400
    let rows = [Scalar](repeating: 1, count: 2 * steps)
    let found = try #require(
      try origin(
        [RNN(RecurrentStack(1, hasBias: false), activation: .relu)], rows, [steps, 1],
        initial: ["rnn1.weight_ih_l0": [1], "rnn1.weight_hh_l0": [10]]))
    // (10ᵗ − 1) / 9 passes the largest number at the first t that is too large.
    let limit = MemoryLayout<Scalar>.size == 4 ? 40 : 310
    #expect(found.layer == "rnn1" && found.row == 0 && found.cause == "overflow")
    #expect(found.operation == "step \(limit) of rnn")
  }

  @Test func attentionNamesThePartThatOverflows() throws {
    let size = Scalar.greatestFiniteMagnitude.squareRoot() * 4
    let rows: [Scalar] = [1, 1, 1, 1, size, size, size, size]
    let identity: [Scalar] = [1, 0, 0, 1]
    let found = try #require(
      try origin(
        [SelfAttention(heads: 1, hasBias: false)], rows, [2, 2],
        initial: ["selfattention1.in_proj_weight": identity + identity + identity]))
    #expect(found.layer == "selfattention1" && found.operation == "softmax of self-attention")
    #expect(found.row == 1 && found.cause == "overflow")
  }
}
