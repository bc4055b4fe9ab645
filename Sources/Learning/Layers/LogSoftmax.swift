internal import Tensors

/// The logarithm of softmax, computed as x − max − ln Σ e^(x − max) along the last axis.
public struct LogSoftmax: Layer {
  public static let kind = "log-softmax"

  public init() {}

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    let width = input.last ?? 1
    return LogSoftmaxOperation(lines: input.reduce(1, *) / max(1, width), width: width)
  }
}

struct LogSoftmaxOperation: Operation {
  /// Lines along the last axis in each row.
  let lines: Int
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.logSoftmax(
      buffers.input, into: buffers.output, rows: pass.rows * lines, width: width)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.logSoftmaxGradient(
      output: buffers.output, outputGradient: buffers.outputGradient,
      into: buffers.inputGradient, rows: pass.rows * lines, width: width)
  }
}
