internal import Tensors

/// An operation of several parts, which can tell in which of them the first non-finite number arose.
protocol InspectableOperation: Operation {
  /// The part's name, as in "softmax of self-attention", and the row of the pass; nil where all parts
  /// before the output are finite.
  func firstNonFinite(
    _ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) -> (part: String, row: Int)?
}

extension SelfAttentionOperation: InspectableOperation {
  func firstNonFinite(
    _ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) -> (part: String, row: Int)? {
    let work = Work(buffers, pass, self)
    let parts = [
      ("projection", work.packed), ("softmax", work.probabilities), ("weighted values", work.heads),
    ]
    for (name, region) in parts {
      guard let index = memory.firstNonFinite(region) else { continue }
      return (name, index / (region.count / pass.rows))
    }
    return nil
  }
}

extension RecurrentOperation: InspectableOperation {
  /// The first step, in the order in which a direction takes them, at which a state is not finite.
  func firstNonFinite(
    _ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena
  ) -> (part: String, row: Int)? {
    for layer in 0..<layers {
      let states = states(of: layer, in: buffers, rows: pass.rows)
      for index in 0..<steps {
        for direction in 0..<directions {
          let step = step(at: index, Track(layer: layer, direction: direction))
          let slice = slice(states, step: step, rows: pass.rows, width: stateWidth)
          for row in 0..<pass.rows {
            let own = slice.part(row * stateWidth + direction * hidden, hidden)
            if memory.firstNonFinite(own) != nil { return ("step \(step + 1)", row) }
          }
        }
      }
    }
    return nil
  }
}
