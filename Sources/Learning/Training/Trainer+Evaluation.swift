internal import Tensors

/// What one evaluation of a set of rows found.
struct Evaluation {
  /// The mean loss, whatever the job's reduction.
  var loss: Double
  /// By name: "accuracy", "r2".
  var metrics: [(name: String, value: Double)]
  /// What each class comes to; nil where there are none.
  var eachClass: EachClass?
}

extension Trainer {
  /// Evaluates rows in eval mode, their targets being in the arena already.
  ///
  /// `observing` is called with the first row and the number of those whose outputs are in place.
  func evaluate(
    _ rows: LabelledRows, targets: Region, classes: Region,
    observing: (_ first: Int, _ count: Int) -> Void = { _, _ in }
  ) -> Evaluation {
    let (width, outputs) = (rows.rowSize, plan.outputWidth)
    guard let last = stages.last?.buffers else { return Evaluation(loss: .nan, metrics: []) }
    let chunk = passRows
    for first in stride(from: 0, to: rows.rowCount, by: chunk) {
      let count = min(chunk, rows.rowCount - first)
      arena.load(rows.features.span, from: first * width, count: count * width, into: memory.input)
      forward(Pass(rows: count, mode: .evaluation))
      arena.copy(
        last.output.first(count * outputs),
        to: memory.outputs.part(first * outputs, count * outputs))
      observing(first, count)
    }
    let batch = LossBatch(
      outputs: memory.outputs, targets: targets, constants: memory.lossConstants,
      rows: rows.rowCount * lossSteps, width: lossWidth)
    let loss =
      job.loss.total(of: batch, memory: arena) / job.loss.weight(of: batch, memory: arena)
    let metrics = metrics(rows, targets: targets, classes: classes)
    return Evaluation(loss: loss, metrics: metrics.named, eachClass: metrics.eachClass)
  }

  /// Rows that a pass can take.
  var passRows: Int { memory.input.count / max(1, plan.layers[0].inputWidth) }
}
