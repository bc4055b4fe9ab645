import Learning
import Tensors
import TestSupport
import Testing

/// Dropout is drawn, so it is held to PyTorch's law instead of its numbers.
@Suite struct DropoutParityTests {
  private static let count = 20_000

  /// Inputs 1, 2 and so on, and the outputs of a pass over them.
  private func outputs(
    rate: Scalar, mode: Pass.Mode, step: Int = 0
  ) throws -> (inputs: [Scalar], outputs: [Scalar]) {
    let operation = try Dropout(rate: rate).operation(for: [Self.count])
    var plan = ArenaPlan()
    var buffers = LayerBuffers()
    buffers.input = try plan.reserve(Self.count)
    buffers.output = try plan.reserve(Self.count)
    buffers.workspace = try plan.reserve(operation.workspace.perRow)
    buffers.fixed = try plan.reserve(operation.workspace.fixed)
    buffers.stream = Philox.Key(seed: 1, purpose: "dropout", name: "dropout1")
    let memory = try Arena(plan)
    let inputs = (1...Self.count).map { Scalar($0) }
    memory.store(inputs, in: buffers.input)
    operation.forward(buffers, Pass(rows: 1, mode: mode, step: step), memory: memory)
    return (inputs, memory.values(buffers.output))
  }

  /// `torch.nn.Dropout` zeroes with probability p and multiplies the rest by 1 / (1 − p).
  @Test(arguments: [0.1, 0.5, 0.9] as [Scalar])
  func zeroesItsShareAndScalesTheRest(rate: Scalar) throws {
    let (inputs, outputs) = try outputs(rate: rate, mode: .training)
    var dropped = 0
    for (x, y) in zip(inputs, outputs) {
      if y == 0 {
        dropped += 1
      } else {
        #expect(y.isClose(to: x / (1 - rate), within: 4 * .ulpOfOne))
      }
    }
    // Four standard deviations of a binomial count.
    let share = Double(rate)
    let deviation = (share * (1 - share) / Double(Self.count)).squareRoot()
    #expect(abs(Double(dropped) / Double(Self.count) - share) < 4 * deviation)
  }

  /// Neighbours and successive steps drop independently: both at once with probability p².
  @Test func dropsIndependently() throws {
    let first = try outputs(rate: 0.5, mode: .training).outputs
    let second = try outputs(rate: 0.5, mode: .training, step: 1).outputs
    let bothSteps = zip(first, second).count { $0 == 0 && $1 == 0 }
    let neighbours = zip(first, first.dropFirst()).count { $0 == 0 && $1 == 0 }
    let deviation = (0.25 * 0.75 / Double(Self.count)).squareRoot()
    for count in [bothSteps, neighbours] {
      // Pairs that overlap vary by a little more than independent ones.
      #expect(abs(Double(count) / Double(Self.count) - 0.25) < 6 * deviation)
    }
  }

  @Test func passesEverythingInEvaluation() throws {
    let (inputs, outputs) = try outputs(rate: 0.9, mode: .evaluation)
    #expect(inputs == outputs)
  }
}
