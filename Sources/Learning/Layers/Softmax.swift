internal import Tensors

/// eˣ over the row's sum of eˣ: the probabilities of classes.
///
/// The row's largest value is subtracted first, so that nothing overflows.
public struct Softmax: Layer {
  public static let kind = "softmax"

  public init() {}

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    SoftmaxOperation(width: input.reduce(1, *))
  }
}

struct SoftmaxOperation: Operation {
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.softmax(
      buffers.input, into: buffers.output, rows: pass.rows, width: width)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.softmaxGradient(
      output: buffers.output, outputGradient: buffers.outputGradient,
      into: buffers.inputGradient, rows: pass.rows, width: width)
  }
}
