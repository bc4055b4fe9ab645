internal import Tensors

/// The sum of two branches.
struct SumOperation: Operation {
  let width: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.sum(buffers.input, buffers.second, into: buffers.output, count: pass.rows * width)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let gradient = buffers.outputGradient.first(pass.rows * width)
    if !buffers.inputGradient.isEmpty {
      memory.copy(gradient, to: buffers.inputGradient.first(gradient.count))
    }
    if !buffers.secondGradient.isEmpty {
      memory.copy(gradient, to: buffers.secondGradient.first(gradient.count))
    }
  }
}

/// Two branches one after another along an axis.
struct ConcatenationOperation: Operation {
  /// How many pieces a row has, and how long they are in either branch.
  let pieces: Int
  let first: Int
  let second: Int

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let rows = pass.rows * pieces
    memory.copyColumns(
      of: buffers.input, width: first, from: 0, into: buffers.output, width: first + second,
      at: 0, columns: first, rows: rows)
    memory.copyColumns(
      of: buffers.second, width: second, from: 0, into: buffers.output, width: first + second,
      at: first, columns: second, rows: rows)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let rows = pass.rows * pieces
    if !buffers.inputGradient.isEmpty {
      memory.copyColumns(
        of: buffers.outputGradient, width: first + second, from: 0, into: buffers.inputGradient,
        width: first, at: 0, columns: first, rows: rows)
    }
    if !buffers.secondGradient.isEmpty {
      memory.copyColumns(
        of: buffers.outputGradient, width: first + second, from: first,
        into: buffers.secondGradient, width: second, at: 0, columns: second, rows: rows)
    }
  }
}
