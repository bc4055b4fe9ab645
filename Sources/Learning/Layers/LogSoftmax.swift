internal import Tensors

/// The logarithm of softmax, computed as x − max − ln Σ e^(x − max).
public struct LogSoftmax: Layer {
  public static let kind = "log-softmax"

  public init() {}

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    LogSoftmaxOperation(width: input.reduce(1, *))
  }
}

struct LogSoftmaxOperation: Operation {
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.logSoftmax(
      buffers.input, into: buffers.output, rows: pass.rows, width: width)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.logSoftmaxGradient(
      output: buffers.output, outputGradient: buffers.outputGradient,
      into: buffers.inputGradient, rows: pass.rows, width: width)
  }
}
