import Learning
import Tensors
import TestSupport
import Testing

@Suite struct EmbeddingTests {
  @Test func takesTokensOfAnyShape() throws {
    #expect(try Embedding(vocabulary: 4, dimension: 3).outputShape(for: [2, 3]) == [2, 3, 3])
  }

  /// Token 2 twice in a row: its gradients add up.
  @Test func looksRowsUpAndAddsTheirGradients() throws {
    let rig = LayerRig(Embedding(vocabulary: 3, dimension: 2), shape: [3])
    let passes = try rig.run(
      [2, 0, 2], parameters: [1, 2, 3, 4, 5, 6], outputGradient: [1, 10, 2, 20, 3, 30])
    #expect(passes.output == [5, 6, 1, 2, 5, 6])
    #expect(passes.parameterGradient == [2, 20, 0, 0, 4, 40])
  }

  @Test func paddingHasNoGradientAndStartsAtZero() throws {
    let layer = Embedding(vocabulary: 3, dimension: 2, paddingIndex: 2)
    let passes = try LayerRig(layer, shape: [3]).run(
      [2, 0, 2], parameters: [1, 2, 3, 4, 5, 6], outputGradient: [1, 10, 2, 20, 3, 30])
    #expect(passes.parameterGradient == [2, 20, 0, 0, 0, 0])
    let tensor = try layer.parameters(for: [3])[0]
    var random = Philox(seed: 1, purpose: "test")
    let values = tensor.initializer.values(
      for: TensorShape(shape: tensor.shape, fanIn: tensor.fanIn, fanOut: tensor.fanOut),
      random: &random)
    #expect(values[4...] == [0, 0])
    #expect(values[..<4].allSatisfy { $0 != 0 })
  }

  /// Nothing outside the table is read or written.
  @Test(arguments: [-1, 3, 0.5, 1e30, -Scalar.infinity, .nan])
  func whatIsNoTokenGivesNaN(token: Scalar) throws {
    let rig = LayerRig(Embedding(vocabulary: 3, dimension: 1), shape: [2])
    let passes = try rig.run([1, token], parameters: [1, 2, 3], outputGradient: [1, 1])
    #expect(passes.output[0] == 2)
    #expect(passes.output[1].isNaN)
    #expect(passes.parameterGradient == [0, 1, 0])
  }

  @Test(arguments: [3, -1, 0.5] as [Scalar])
  func trainingRefusesRowsThatAreNoTokens(token: Scalar) {
    let rows = LabelledRows(
      features: [0, 1, 2, token], rowCount: 2, rowShape: [2], targets: .classes([0, 1], count: 2))
    let job = TrainingJob(
      network: Network([Embedding(vocabulary: 3, dimension: 2), LSTM(3), Dense(2)]),
      loss: CrossEntropy(), optimizer: SGD(), learningRate: 0.1, batchSize: 2, epochs: 1)
    #expect(
      throws: TrainingError.setting(
        name: "training row 1", value: "\(token)",
        expected: "whole numbers below 3, the tokens that embedding1 knows")
    ) { _ = try job.plan(for: rows) }
  }

  @Test func refusesSizesThatCannotBe() {
    #expect(throws: ShapeError.self) {
      _ = try Embedding(vocabulary: 0, dimension: 2).outputShape(for: [3])
    }
    #expect(throws: ShapeError.self) {
      _ = try Embedding(vocabulary: 2, dimension: 0).outputShape(for: [3])
    }
    #expect(throws: ShapeError.self) {
      _ = try Embedding(vocabulary: 2, dimension: 1, paddingIndex: 2).outputShape(for: [3])
    }
    #expect(throws: ShapeError.self) {
      _ = try Network([Embedding(vocabulary: 1 << 40, dimension: 1 << 40)]).plan(inputShape: [3])
    }
  }
}
