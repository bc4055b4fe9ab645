public import Tensors

/// A layer that applies one function to each number.
public protocol ActivationLayer: Layer {
  var activation: Activation { get }
}

extension ActivationLayer {
  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    ActivationOperation(activation: activation, width: input.reduce(1, *))
  }
}

struct ActivationOperation: Operation {
  let activation: Activation
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.apply(
      activation, to: buffers.input, into: buffers.output, count: pass.rows * width)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    memory.applyDerivative(
      of: activation, input: buffers.input, output: buffers.output,
      outputGradient: buffers.outputGradient, into: buffers.inputGradient,
      count: pass.rows * width)
  }
}
