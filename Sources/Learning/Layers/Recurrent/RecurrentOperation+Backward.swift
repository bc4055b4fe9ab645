internal import Tensors

/// Backpropagation through time.
extension RecurrentOperation {
  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let rows = pass.rows
    // The gradient of the states of the layer at hand, from what reads them; none of a last state.
    var above: Region?
    if output == .sequence {
      let gradient = sequence(0, in: buffers, rows: rows, width: stateWidth)
      memory.swapAxes(
        buffers.outputGradient, into: gradient, first: rows, second: steps, width: stateWidth)
      above = gradient
    }
    for layer in stride(from: layers - 1, through: 0, by: -1) {
      let width = inputWidth(of: layer)
      let below: Region? =
        layer > 0 || !buffers.inputGradient.isEmpty
        ? sequence((layers - layer) % 2, in: buffers, rows: rows, width: width) : nil
      for direction in 0..<directions {
        let track = Track(layer: layer, direction: direction)
        memory.fill(carried(0, in: buffers, rows: rows), with: 0)
        memory.fill(carried(1, in: buffers, rows: rows), with: 0)
        if layer == layers - 1, output == .last {
          memory.copy(
            MatrixPart(buffers.outputGradient, offset: direction * hidden, stride: stateWidth),
            to: MatrixPart(carried(0, in: buffers, rows: rows), stride: hidden), rows: rows,
            columns: hidden)
        }
        backward(track, above: above, buffers, rows: rows, memory: memory)
        addParameterGradients(of: track, buffers, pass, memory: memory)
        if let below {
          let weight = tensors(of: track, in: buffers.parameters).inputWeight
          memory.product(
            MatrixPart(sumGradients(in: buffers, rows: rows), stride: sumWidth),
            MatrixPart(weight, stride: sumWidth, isTransposed: true),
            into: MatrixPart(below, stride: width), rows: steps * rows, columns: width,
            inner: sumWidth, plus: direction > 0 ? 1 : 0)
        }
      }
      if let below, layer > 0, dropout > 0, pass.mode == .training {
        memory.scale(below, by: mask(of: layer - 1, in: buffers, rows: rows))
      }
      above = below
    }
    guard let above, !buffers.inputGradient.isEmpty else { return }
    memory.swapAxes(
      above, into: buffers.inputGradient, first: steps, second: rows, width: inputs)
  }

  /// The gradients of one direction's sums at all steps.
  ///
  /// Products with the weight transposed once take a third less time than those that transpose.
  private func backward(
    _ track: Track, above: Region?, _ buffers: LayerBuffers, rows: Int, memory: borrowing Arena
  ) {
    let transposed = transposedWeight(in: buffers)
    if steps > 1 {
      memory.transpose(
        tensors(of: track, in: buffers.parameters).stateWeight, into: transposed, rows: hidden,
        width: sumWidth)
    }
    let states = states(of: track.layer, in: buffers, rows: rows)
    let gates = gates(of: track, in: buffers, rows: rows)
    let later = carried(0, in: buffers, rows: rows)
    for index in stride(from: steps - 1, through: 0, by: -1) {
      let step = step(at: index, track)
      let before: Int? = index > 0 ? self.step(at: index - 1, track) : nil
      let above = above.map { part($0, step: step, rows: rows, track) }
      let gate = slice(gates, step: step, rows: rows, width: sumWidth)
      let sums = slice(
        sumGradients(in: buffers, rows: rows), step: step, rows: rows, width: sumWidth)
      let products = slice(
        productGradients(in: buffers, rows: rows), step: step, rows: rows, width: sumWidth)
      switch cell {
      case .tanh, .relu:
        memory.rnnStepGradient(
          state: part(states, step: step, rows: rows, track), above: above, later: later,
          into: sums, isReLU: cell == .relu, rows: rows, width: hidden)
      case .lstm:
        let cellStates = kept(0, of: track, in: buffers, rows: rows)
        let squashed = kept(1, of: track, in: buffers, rows: rows)
        memory.lstmStepGradient(
          gates: gate,
          previous: before.map { slice(cellStates, step: $0, rows: rows, width: hidden) },
          squashed: slice(squashed, step: step, rows: rows, width: hidden), above: above,
          later: later, cell: carried(1, in: buffers, rows: rows), into: sums, rows: rows,
          width: hidden)
      case .gru:
        let kept = kept(0, of: track, in: buffers, rows: rows)
        memory.gruStepGradient(
          gates: gate, hidden: slice(kept, step: step, rows: rows, width: hidden),
          previous: before.map { part(states, step: $0, rows: rows, track) }, above: above,
          later: later, intoInputs: sums, intoProducts: products, rows: rows, width: hidden)
      }
      guard index > 0 else { break }
      memory.product(
        MatrixPart(products, stride: sumWidth), MatrixPart(transposed, stride: hidden),
        into: MatrixPart(later, stride: hidden), rows: rows, columns: hidden, inner: sumWidth,
        plus: cell.keepsProductsApart ? 1 : 0)
    }
  }

  private func addParameterGradients(
    of track: Track, _ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) {
    guard !buffers.gradients.isEmpty else { return }
    let rows = pass.rows
    let tensors = tensors(of: track, in: buffers.gradients)
    let sums = sumGradients(in: buffers, rows: rows)
    let products = productGradients(in: buffers, rows: rows)
    memory.addWeightGradient(
      of: input(of: track.layer, buffers, pass), outputGradient: sums,
      into: tensors.inputWeight, rows: steps * rows, inputs: inputWidth(of: track.layer),
      outputs: sumWidth, accumulates: pass.accumulates)
    // Each step's sums but the first's met the state of the step before in the direction's order.
    if steps > 1 {
      let isForward = track.direction == 0
      var states = part(
        states(of: track.layer, in: buffers, rows: rows), step: isForward ? 0 : 1, rows: rows,
        track)
      states.isTransposed = true
      memory.product(
        states,
        MatrixPart(products, offset: isForward ? rows * sumWidth : 0, stride: sumWidth),
        into: MatrixPart(tensors.stateWeight, stride: sumWidth), rows: hidden, columns: sumWidth,
        inner: (steps - 1) * rows, plus: pass.accumulates ? 1 : 0)
    } else if !pass.accumulates {
      memory.fill(tensors.stateWeight, with: 0)
    }
    guard hasBias else { return }
    memory.sumColumns(
      sums, into: tensors.inputBias, rows: steps * rows, width: sumWidth,
      accumulates: pass.accumulates)
    if cell.keepsProductsApart {
      memory.sumColumns(
        products, into: tensors.stateBias, rows: steps * rows, width: sumWidth,
        accumulates: pass.accumulates)
    } else {
      memory.copy(tensors.inputBias, to: tensors.stateBias)
    }
  }

  /// What a layer read in the forward pass.
  private func input(of layer: Int, _ buffers: LayerBuffers, _ pass: Pass) -> Region {
    guard layer > 0 else { return inputs(in: buffers, rows: pass.rows) }
    return dropout > 0 && pass.mode == .training
      ? masked(of: layer - 1, in: buffers, rows: pass.rows)
      : states(of: layer - 1, in: buffers, rows: pass.rows)
  }
}
