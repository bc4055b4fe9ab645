import Learning
import Tensors
import TestSupport
import Testing

/// What is peculiar to each cell, by the formulas of its documentation.
@Suite struct RecurrentTests {
  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }
  private func tanh(_ x: Double) -> Double { 2 * sigmoid(2 * x) - 1 }

  /// The series of eˣ, which for such small numbers has long converged.
  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 1..<40 {
      term *= x / Double(k)
      sum += term
    }
    return sum
  }

  /// One unit, one input, two steps: weights in state_dict's order, one for each gate.
  @Test func anLSTMStepsAsItsFormula() throws {
    let wx = [0.5, -0.3, 0.8, 0.2]
    let wh = [0.1, 0.4, -0.6, 0.7]
    let (bx, bh) = ([0.1, 1.0, -0.2, 0.3], [0.05, 0.0, 0.1, -0.1])
    var (h, c) = (0.0, 0.0)
    var states: [Scalar] = []
    for x in [1.5, -0.5] {
      let sums = (0..<4).map { wx[$0] * x + bx[$0] + wh[$0] * h + bh[$0] }
      c = sigmoid(sums[1]) * c + sigmoid(sums[0]) * tanh(sums[2])
      h = sigmoid(sums[3]) * tanh(c)
      states.append(Scalar(h))
    }
    let rig = LayerRig(LSTM(1, output: .sequence), shape: [2, 1])
    let parameters = (wx + wh + bx + bh).map { Scalar($0) }
    #expect(
      try rig.run([1.5, -0.5], parameters: parameters).output.isClose(to: states, within: 1e-6))
    let last = LayerRig(LSTM(1), shape: [2, 1])
    #expect(
      try last.run([1.5, -0.5], parameters: parameters).output
        .isClose(to: [states[1]], within: 1e-6))
  }

  /// The reset gate multiplies the product with its bias, not the state.
  @Test func aGRUStepsAsItsFormula() throws {
    let wx = [0.5, -0.3, 0.8]
    let wh = [0.1, 0.4, -0.6]
    let (bx, bh) = ([0.1, 1.0, -0.2], [0.05, 0.0, 0.1])
    var h = 0.0
    for x in [1.5, -0.5] {
      let r = sigmoid(wx[0] * x + bx[0] + wh[0] * h + bh[0])
      let z = sigmoid(wx[1] * x + bx[1] + wh[1] * h + bh[1])
      let n = tanh(wx[2] * x + bx[2] + r * (wh[2] * h + bh[2]))
      h = (1 - z) * n + z * h
    }
    let output = try LayerRig(GRU(1), shape: [2, 1])
      .run([1.5, -0.5], parameters: (wx + wh + bx + bh).map { Scalar($0) }).output
    #expect(output.isClose(to: [Scalar(h)], within: 1e-6))
  }

  /// With weights 2 and 3 and biases 1 and −1: 2x, then 2x + 3h.
  @Test func aPlainCellAddsInputAndState() throws {
    let layer = RNN(RecurrentStack(1, output: .sequence), activation: .relu)
    let output = try LayerRig(layer, shape: [3, 1])
      .run([1, 2, -100], parameters: [2, 3, 1, -1]).output
    #expect(output == [2, 10, 0])
  }

  /// The backward direction reads the last step first; its last state is that after the first step.
  @Test func bothDirectionsStandSideBySide() throws {
    let stack = RecurrentStack(1, isBidirectional: true, output: .sequence, hasBias: false)
    let layer = RNN(stack, activation: .relu)
    let parameters: [Scalar] = [1, 10, 2, 10]
    let all = try LayerRig(layer, shape: [3, 1]).run([1, 2, 3], parameters: parameters).output
    #expect(all == [1, 642, 12, 64, 123, 6])
    let last = RNN(
      RecurrentStack(1, isBidirectional: true, hasBias: false), activation: .relu)
    let output = try LayerRig(last, shape: [3, 1]).run([1, 2, 3], parameters: parameters).output
    #expect(output == [123, 642])
  }

  @Test func tensorsAreNamedAsInPyTorch() throws {
    let layer = LSTM(5, layers: 2, isBidirectional: true)
    let tensors = try layer.parameters(for: [7, 3])
    #expect(
      tensors.map(\.name) == [
        "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l0_reverse",
        "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse", "weight_ih_l1",
        "weight_hh_l1", "bias_ih_l1", "bias_hh_l1", "weight_ih_l1_reverse",
        "weight_hh_l1_reverse", "bias_ih_l1_reverse", "bias_hh_l1_reverse",
      ])
    #expect(tensors[0].shape == [20, 3])
    #expect(tensors[1].shape == [20, 5])
    #expect(tensors[2].shape == [20])
    #expect(tensors[8].shape == [20, 10])
    #expect(try GRU(5).parameters(for: [7, 3])[0].shape == [15, 3])
    #expect(try RNN(5).parameters(for: [7, 3]).count == 4)
    #expect(try RNN(RecurrentStack(5, hasBias: false)).parameters(for: [7, 3]).count == 2)
  }

  /// PyTorch has one bound for all tensors: 1/√16.
  @Test func everyTensorStartsWithinOneBound() throws {
    for tensor in try GRU(16).parameters(for: [4, 100]) {
      var random = Philox(seed: 1, purpose: "test", name: tensor.name)
      let values = tensor.initializer.values(
        for: TensorShape(shape: tensor.shape, fanIn: tensor.fanIn, fanOut: tensor.fanOut),
        random: &random)
      let largest = values.map(\.magnitude).max() ?? 0
      #expect(largest <= 0.25 && largest > 0.2)
    }
  }

  /// A hundred steps, whose gradients reach the first.
  @Test(arguments: [0, 1, 2])
  func gradientsReachTheFirstOfManySteps(kind: Int) throws {
    let layer: any Layer = [RNN(2), LSTM(2), GRU(2)][kind]
    let rig = LayerRig(layer, shape: [100, 1])
    let input = sampleNumbers(100)
    let parameters = sampleNumbers(try rig.parameterCount(), seed: 2)
    let upper: [Scalar] = [1, -2]
    let passes = try rig.run(input, parameters: parameters, outputGradient: upper)
    let expected = GradientCheck.gradient(at: parameters) { point in
      let output = (try? rig.run(input, parameters: point))?.output ?? []
      return zip(output, upper).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let tolerance = GradientCheck.tolerance
    #expect(
      passes.parameterGradient.isClose(to: expected, within: tolerance, absolute: tolerance))
  }

  /// The states of both layers pass through masks of their own.
  @Test func dropoutLeavesTheLastLayerAlone() throws {
    let stack = RecurrentStack(40, layers: 3, output: .sequence, dropout: 0.5)
    let rig = LayerRig(RNN(stack, activation: .relu), shape: [2, 3])
    let input = sampleNumbers(2 * 2 * 3)
    let parameters = [Scalar](repeating: 0.1, count: try rig.parameterCount())
    let training = try rig.run(input, parameters: parameters).output
    #expect(training.allSatisfy { $0 > 0 })
    let evaluation = try rig.run(input, parameters: parameters, mode: .evaluation).output
    #expect(training != evaluation)
    #expect(try rig.run(input, parameters: parameters, step: 4).output != training)
    let dropped = RecurrentStack(40, output: .sequence, dropout: 0.5)
    let single = LayerRig(RNN(dropped, activation: .relu), shape: [2, 3])
    let few = [Scalar](repeating: 0.1, count: try single.parameterCount())
    #expect(
      try single.run(input, parameters: few).output
        == single.run(input, parameters: few, mode: .evaluation).output)
  }

  /// One step of ones through identities: what is left passed both masks, doubled by each.
  ///
  /// A quarter of 200 passes independent masks, give or take 6; half would pass the same mask twice.
  @Test func eachInnerLayerHasAMaskOfItsOwn() throws {
    let width = 200
    let stack = RecurrentStack(width, layers: 3, hasBias: false, dropout: 0.5)
    var identity = [Scalar](repeating: 0, count: width * width)
    for i in 0..<width { identity[i * width + i] = 1 }
    let none = identity.map { _ in 0 as Scalar }
    let ones = [Scalar](repeating: 1, count: width)
    let output = try LayerRig(RNN(stack, activation: .relu), shape: [1, 1])
      .run([1], parameters: ones + none + identity + none + identity + none).output
    #expect(Set(output) == [0, 4])
    #expect(abs(output.count { $0 == 4 } - 50) < 30)
  }

  @Test func refusesWhatItCannotTake() {
    for shape in [[], [3], [2, 3, 4], [0, 3], [3, 0]] {
      #expect(throws: ShapeError.self) { _ = try LSTM(2).outputShape(for: shape) }
    }
    #expect(throws: ShapeError.self) { _ = try GRU(0).outputShape(for: [2, 3]) }
    #expect(throws: ShapeError.self) { _ = try GRU(2, layers: 0).outputShape(for: [2, 3]) }
    #expect(throws: ShapeError.self) { _ = try GRU(2, layers: 101).outputShape(for: [2, 3]) }
    #expect(throws: ShapeError.self) { _ = try LSTM(1 << 40).operation(for: [2, 3]) }
    #expect(throws: ShapeError.self) { _ = try RNN(.max).parameters(for: [2, 3]) }
    #expect(throws: ShapeError.self) { _ = try RNN(2).operation(for: [.max, .max]) }
  }
}
