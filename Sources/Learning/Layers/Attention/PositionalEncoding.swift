internal import Tensors

/// Adds to each step of a sequence numbers that tell where it stands.
///
/// Attention treats all steps alike, so without this the order of a sequence is lost on it.
///
/// Reference: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.5.
public struct PositionalEncoding: Layer {
  public static let kind = "positional-encoding"

  /// Where the numbers come from.
  public enum Form: Equatable, Sendable {
    /// Sines and cosines of t / 10000^(2i / features) at the features 2i and 2i + 1 of step t.
    case sinusoidal
    /// Parameters of [maximum-steps, features], normal with deviation 0.02 at the start; as many
    /// as the sequence has steps where no maximum is given.
    case learned(maximumSteps: Int? = nil)
  }

  public let form: Form

  public init(_ form: Form = .sinusoidal) {
    self.form = form
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard input.count == 2, input[0] > 0, input[1] > 0 else {
      throw ShapeError(.unfitting(shape: input, expected: "[steps, features]"))
    }
    if case .learned(let maximum?) = form, maximum < input[0] {
      throw ShapeError(
        .outOfRange(
          setting: "maximum-steps", value: "\(maximum)",
          expected: "at least the \(input[0]) steps of the sequence"))
    }
    return input
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    guard case .learned(let maximum) = form else { return [] }
    return [
      ParameterDescription(
        name: "weight", role: .bias, shape: [maximum ?? input[0], input[1]], fanIn: 1, fanOut: 1,
        initializer: Normal(0.02))
    ]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    switch form {
    case .sinusoidal: SinusoidalOperation(steps: input[0], width: input[1])
    case .learned: LearnedPositionsOperation(count: input[0] * input[1])
    }
  }
}

struct SinusoidalOperation: Operation {
  let steps: Int
  let width: Int

  /// The table, made in the first pass, and whether it is.
  var workspace: (perRow: Int, fixed: Int) { (0, steps * width + 1) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let count = steps * width
    let table = buffers.fixed.first(count)
    if memory[buffers.fixed, count] == 0 {
      memory.makeSinusoids(table, steps: steps, width: width)
      memory[buffers.fixed, count] = 1
    }
    memory.addToRows(
      buffers.input, table: table, into: buffers.output, rows: pass.rows, width: count)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    let count = pass.rows * steps * width
    memory.copy(buffers.outputGradient.first(count), to: buffers.inputGradient.first(count))
  }
}

struct LearnedPositionsOperation: Operation {
  /// Numbers of a row.
  let count: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.addToRows(
      buffers.input, table: buffers.parameters.first(count), into: buffers.output,
      rows: pass.rows, width: count)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    if !buffers.gradients.isEmpty {
      let unused = buffers.gradients.part(count, buffers.gradients.count - count)
      if !pass.accumulates { memory.fill(unused, with: 0) }
      memory.sumColumns(
        buffers.outputGradient, into: buffers.gradients.first(count), rows: pass.rows,
        width: count, accumulates: pass.accumulates)
    }
    guard !buffers.inputGradient.isEmpty else { return }
    let all = pass.rows * count
    memory.copy(buffers.outputGradient.first(all), to: buffers.inputGradient.first(all))
  }
}
