internal import Tensors

extension Trainer {
  /// The training rows, however many of them an epoch takes.
  var rowCount: Int { features.count / max(1, inputWidth) }

  /// Makes the gradient of some rows in training mode, beside the course of training.
  ///
  /// Running statistics follow; ``keepStatistics()`` before and ``restoreStatistics()`` after undo that.
  func makeGradient(of rows: Span<Int32>, step: Int) {
    arena.gather(rows, of: features.span, width: inputWidth, into: memory.input)
    arena.gather(rows, of: targets.span, width: targetWidth, into: memory.batchTargets)
    let pass = Pass(rows: rows.count, mode: .training, step: step)
    forward(pass)
    _ = loss(rows: rows.count, sharing: 1)
    backward(pass)
  }

  func keepStatistics() { arena.copy(memory.statistics, to: memory.keptStatistics) }

  func restoreStatistics() { arena.copy(memory.keptStatistics, to: memory.statistics) }

  /// The sum of squares of trained layers' parts of a region as long as the parameters.
  func trainedSumOfSquares(of region: Region) -> Double {
    var sum = 0.0
    for segment in segments {
      let start = segment.parameters.offset - memory.parameters.offset
      sum += arena.sumOfSquares(region.part(start, segment.parameters.count))
    }
    return sum
  }
}
