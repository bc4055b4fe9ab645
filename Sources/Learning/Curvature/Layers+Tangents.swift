internal import Tensors

extension ActivationOperation: TwiceDifferentiable {
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    memory.applyDerivative(
      of: activation, input: buffers.input, output: buffers.output,
      outputGradient: tangents.input, into: tangents.output, count: pass.rows * width)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    guard !tangents.inputGradient.isEmpty else { return }
    memory.applyDerivative(
      of: activation, input: buffers.input, output: buffers.output,
      outputGradient: tangents.outputGradient, into: tangents.inputGradient,
      count: pass.rows * width)
    memory.addSecondDerivative(
      of: activation, input: buffers.input, output: buffers.output,
      inputTangent: tangents.input, outputGradient: buffers.outputGradient,
      to: tangents.inputGradient, count: pass.rows * width)
  }
}

extension SoftmaxOperation: TwiceDifferentiable {
  /// Softmax's matrix of derivatives is symmetric: a tangent goes forward as a gradient goes back.
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    memory.softmaxGradient(
      output: buffers.output, outputGradient: tangents.input, into: tangents.output,
      rows: pass.rows * lines, width: width)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    guard !tangents.inputGradient.isEmpty else { return }
    memory.softmaxGradientTangent(
      output: buffers.output, outputTangent: tangents.output,
      outputGradient: buffers.outputGradient, gradientTangent: tangents.outputGradient,
      into: tangents.inputGradient, rows: pass.rows * lines, width: width)
  }
}

extension LogSoftmaxOperation: TwiceDifferentiable {
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    memory.logSoftmaxTangent(
      output: buffers.output, inputTangent: tangents.input, into: tangents.output,
      rows: pass.rows * lines, width: width)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    guard !tangents.inputGradient.isEmpty else { return }
    memory.logSoftmaxGradientTangent(
      output: buffers.output, outputTangent: tangents.output,
      outputGradient: buffers.outputGradient, gradientTangent: tangents.outputGradient,
      into: tangents.inputGradient, rows: pass.rows * lines, width: width)
  }
}

extension PadOperation: TwiceDifferentiable {
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    PadOperation(boxes: boxes, margins: margins, value: 0).forward(tangents, pass, memory: memory)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    backward(tangents, pass, memory: memory)
  }
}

extension SinusoidalOperation: TwiceDifferentiable {
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    let count = pass.rows * steps * width
    memory.copy(tangents.input.first(count), to: tangents.output.first(count))
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    backward(tangents, pass, memory: memory)
  }
}

extension PoolingOperation: TwiceDifferentiable {
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    switch rule {
    case .maximum:
      memory.maxPoolTangent(
        tangents.input, chosen: buffers.workspace, into: tangents.output, rows: pass.rows,
        window: window)
    case .average: forward(tangents, pass, memory: memory)
    }
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    var moved = tangents
    moved.workspace = buffers.workspace
    backward(moved, pass, memory: memory)
  }
}

extension EmbeddingOperation: TwiceDifferentiable {
  /// Tokens are whole numbers and don't change; the table does.
  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    var moved = tangents
    moved.input = buffers.input
    forward(moved, pass, memory: memory)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    var (moved, pass) = (tangents, pass)
    moved.input = buffers.input
    pass.accumulates = true
    backward(moved, pass, memory: memory)
  }
}
