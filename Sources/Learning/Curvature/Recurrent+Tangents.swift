internal import Tensors

extension RecurrentOperation: TwiceDifferentiable {
  /// Every number of one row, with its tangent: rows are taken one after another.
  var tangentWorkspace: (perRow: Int, fixed: Int) { (0, shape.workCount) }

  func forwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    memory.recurrentTangent(
      shape, parameters: buffers.parameters, change: tangents.parameters, input: buffers.input,
      inputTangent: tangents.input, mask: masks(buffers, pass), into: tangents.output,
      rows: pass.rows, work: tangents.fixed)
  }

  func backwardTangent(
    _ buffers: LayerBuffers, _ tangents: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    memory.recurrentGradientTangent(
      shape, parameters: buffers.parameters, change: tangents.parameters, input: buffers.input,
      inputTangent: tangents.input, mask: masks(buffers, pass),
      outputGradient: buffers.outputGradient, gradientTangent: tangents.outputGradient,
      to: tangents.gradients, into: tangents.inputGradient, rows: pass.rows,
      work: tangents.fixed)
  }

  private var shape: RecurrentShape {
    let kind: RecurrentShape.Cell =
      switch cell {
      case .tanh: .tanh
      case .relu: .relu
      case .lstm: .lstm
      case .gru: .gru
      }
    return RecurrentShape(
      cell: kind, steps: steps, inputs: inputs, hidden: hidden, layers: layers,
      directions: directions, hasBias: hasBias, isSequence: output == .sequence,
      maskStride: drops ? layerSize : 0)
  }

  private var drops: Bool { dropout > 0 && layers > 1 }

  /// The masks of all layers but the last, from the first one's on.
  private func masks(_ buffers: LayerBuffers, _ pass: Pass) -> Region {
    guard drops, pass.mode == .training else { return .empty }
    let first = mask(of: 0, in: buffers, rows: pass.rows)
    let last = mask(of: layers - 2, in: buffers, rows: pass.rows)
    return Region(offset: first.offset, count: last.offset + last.count - first.offset)
  }
}
