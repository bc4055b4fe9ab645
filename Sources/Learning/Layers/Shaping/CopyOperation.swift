internal import Tensors

/// Passes a row's numbers on as they are, in their order.
struct CopyOperation: Operation {
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let count = pass.rows * width
    memory.copy(buffers.input.first(count), to: buffers.output.first(count))
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    guard !buffers.inputGradient.isEmpty else { return }
    let count = pass.rows * width
    memory.copy(buffers.outputGradient.first(count), to: buffers.inputGradient.first(count))
  }
}
