internal import Tensors

extension RecurrentOperation {
  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let rows = pass.rows
    var input = inputs(in: buffers, rows: rows)
    memory.swapAxes(buffers.input, into: input, first: rows, second: steps, width: inputs)
    for layer in 0..<layers {
      for direction in 0..<directions {
        forward(
          Track(layer: layer, direction: direction), reading: input, buffers, rows: rows,
          memory: memory)
      }
      input = states(of: layer, in: buffers, rows: rows)
      if dropout > 0, pass.mode == .training, layer < layers - 1 {
        input = drop(input, of: layer, buffers, pass, memory: memory)
      }
    }
    switch output {
    case .sequence:
      memory.swapAxes(
        input, into: buffers.output, first: steps, second: rows, width: stateWidth)
    case .last:
      for direction in 0..<directions {
        let track = Track(layer: layers - 1, direction: direction)
        memory.copy(
          part(input, step: step(at: steps - 1, track), rows: rows, track),
          to: MatrixPart(buffers.output, offset: direction * hidden, stride: stateWidth),
          rows: rows, columns: hidden)
      }
    }
  }

  private func forward(
    _ track: Track, reading input: Region, _ buffers: LayerBuffers, rows: Int,
    memory: borrowing Arena
  ) {
    let tensors = tensors(of: track, in: buffers.parameters)
    let weight = MatrixPart(tensors.stateWeight, stride: sumWidth)
    let states = states(of: track.layer, in: buffers, rows: rows)
    let gates = gates(of: track, in: buffers, rows: rows)
    var bias = tensors.inputBias
    if hasBias, !cell.keepsProductsApart {
      bias = biasSums(in: buffers)
      memory.sumColumns(tensors.biases, into: bias, rows: 2, width: sumWidth, accumulates: false)
    }
    memory.affine(
      input, weight: tensors.inputWeight, bias: bias, into: gates, rows: steps * rows,
      inputs: inputWidth(of: track.layer), outputs: sumWidth)
    let products = products(in: buffers, rows: rows)
    var before: MatrixPart?
    var cellBefore: Region?
    for index in 0..<steps {
      let step = step(at: index, track)
      let sums = slice(gates, step: step, rows: rows, width: sumWidth)
      let state = part(states, step: step, rows: rows, track)
      if let before {
        memory.product(
          before, weight,
          into: MatrixPart(cell.keepsProductsApart ? products : sums, stride: sumWidth),
          rows: rows, columns: sumWidth, inner: hidden, plus: cell.keepsProductsApart ? 0 : 1)
      }
      switch cell {
      case .tanh, .relu:
        memory.rnnStep(sums, into: state, isReLU: cell == .relu, rows: rows, width: hidden)
      case .lstm:
        let cellStates = kept(0, of: track, in: buffers, rows: rows)
        let squashed = kept(1, of: track, in: buffers, rows: rows)
        let cellState = slice(cellStates, step: step, rows: rows, width: hidden)
        memory.lstmStep(
          gates: sums, previous: cellBefore, cell: cellState,
          squashed: slice(squashed, step: step, rows: rows, width: hidden), into: state,
          rows: rows, width: hidden)
        cellBefore = cellState
      case .gru:
        let kept = kept(0, of: track, in: buffers, rows: rows)
        memory.gruStep(
          gates: sums, products: products, bias: tensors.stateBias,
          hidden: slice(kept, step: step, rows: rows, width: hidden), previous: before,
          into: state, rows: rows, width: hidden)
      }
      before = state
    }
  }

  /// Drops a share of a layer's states; its stream is the layer's own, kept apart by number.
  private func drop(
    _ states: Region, of layer: Int, _ buffers: LayerBuffers, _ pass: Pass,
    memory: borrowing Arena
  ) -> Region {
    let mask = mask(of: layer, in: buffers, rows: pass.rows)
    let masked = masked(of: layer, in: buffers, rows: pass.rows)
    let key = Philox.Key(low: buffers.stream.low &+ UInt64(layer), high: buffers.stream.high)
    memory.makeDropoutMask(mask, rate: dropout, key: key, step: UInt64(pass.step))
    memory.multiply(states, mask, into: masked, count: states.count)
    return masked
  }
}
