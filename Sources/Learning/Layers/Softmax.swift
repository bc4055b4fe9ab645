internal import Tensors

/// eˣ over the row's sum of eˣ: the probabilities of classes.
///
/// The row's largest value is subtracted first, so that nothing overflows.
/// Of sequences and images, each line along the last axis by itself, as `torch.nn.Softmax(dim=-1)`.
public struct Softmax: Layer {
  public static let kind = "softmax"

  public init() {}

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    let width = input.last ?? 1
    return SoftmaxOperation(lines: input.reduce(1, *) / max(1, width), width: width)
  }
}

struct SoftmaxOperation: Operation {
  /// Lines along the last axis in each row.
  let lines: Int
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.softmax(
      buffers.input, into: buffers.output, rows: pass.rows * lines, width: width)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.softmaxGradient(
      output: buffers.output, outputGradient: buffers.outputGradient,
      into: buffers.inputGradient, rows: pass.rows * lines, width: width)
  }
}
