public import Tensors

/// In training, drops each number with probability `rate` and scales the others by 1 / (1 − rate).
///
/// The mask is drawn from a stream of the layer's own name and the step, so that it is the same in
/// every arm with that seed, whatever other layers there are. In evaluation the input passes unchanged.
///
/// Reference: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout", JMLR 15 (2014).
public struct Dropout: Layer {
  public static let kind = "dropout"

  /// The probability of being dropped; with 1, nothing is left.
  public let rate: Scalar

  public init(rate: Scalar = 0.5) {
    precondition((0...1).contains(rate), "rate must be in 0...1, not \(rate)")
    self.rate = rate
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    DropoutOperation(rate: rate, width: input.reduce(1, *))
  }
}

struct DropoutOperation: Operation {
  let rate: Scalar
  let width: Int

  /// The mask: 0 or 1 / (1 − rate) for each number.
  var workspace: (perRow: Int, fixed: Int) { (width, 0) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let count = pass.rows * width
    guard pass.mode == .training else {
      memory.copy(buffers.input.first(count), to: buffers.output.first(count))
      return
    }
    memory.makeDropoutMask(
      buffers.workspace.first(count), rate: rate, key: buffers.stream, step: UInt64(pass.step))
    memory.multiply(buffers.input, buffers.workspace, into: buffers.output, count: count)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.multiply(
      buffers.outputGradient, buffers.workspace, into: buffers.inputGradient,
      count: pass.rows * width)
  }
}
