internal import Tensors

/// What one evaluation of a set of rows found.
struct Evaluation {
  /// The mean loss, whatever the job's reduction.
  var loss: Double
  /// By name: "accuracy", "r2".
  var metrics: [(name: String, value: Double)]
}

extension Trainer {
  /// Evaluates rows in eval mode, their targets being in the arena already.
  func evaluate(_ rows: LabelledRows, targets: Region, classes: Region) -> Evaluation {
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
    }
    let batch = LossBatch(
      outputs: memory.outputs, targets: targets, constants: memory.lossConstants,
      rows: rows.rowCount * lossSteps, width: lossWidth)
    let loss =
      job.loss.total(of: batch, memory: arena) / job.loss.weight(of: batch, memory: arena)
    return Evaluation(loss: loss, metrics: metrics(rows, targets, classes))
  }

  /// Rows that a pass can take.
  var passRows: Int { memory.input.count / max(1, plan.layers[0].inputWidth) }

  private func metrics(
    _ rows: LabelledRows, _ targets: Region, _ classes: Region
  ) -> [(name: String, value: Double)] {
    switch rows.targets {
    case .classes, .steps: classMetrics(rows, classes)
    case .values: valueMetrics(rows, targets)
    }
  }

  /// Accuracy; and, where the loss says what is probable, −ln p and the Brier score.
  ///
  /// One output stands for class 1, which is predicted where its probability, or the output itself
  /// where the loss knows none, exceeds 0.5.
  private func classMetrics(
    _ rows: LabelledRows, _ classes: Region
  ) -> [(name: String, value: Double)] {
    let count = Double(rows.rowCount * lossSteps)
    let link: ScoreLink =
      switch job.loss.link {
      case .none: .none
      case .identity: .identity
      case .sigmoid: .sigmoid
      case .softmax: .softmax
      case .exponential: .exponential
      }
    let scores = arena.scoreClasses(
      outputs: memory.outputs, classes: classes, link: link, rows: rows.rowCount * lossSteps,
      width: lossWidth)
    let shared = [("accuracy", scores.right / count), ("brier", scores.brier / count)]
    return job.loss.link == .none ? shared : shared + [("nll", scores.logLoss / count)]
  }

  /// R² (the mean over several outputs), mean absolute error and root mean squared error.
  private func valueMetrics(
    _ rows: LabelledRows, _ targets: Region
  ) -> [(name: String, value: Double)] {
    let width = plan.outputWidth
    var (explained, absolute, squared) = (0.0, 0.0, 0.0)
    for column in 0..<width {
      let scores = arena.scoreValues(
        outputs: memory.outputs, targets: targets, column: column, rows: rows.rowCount,
        width: width)
      explained += 1 - scores.squaredError / scores.targetSpread
      absolute += scores.absoluteError
      squared += scores.squaredError
    }
    let count = Double(rows.rowCount * width)
    return [
      ("r2", explained / Double(width)), ("mae", absolute / count),
      ("rmse", (squared / count).squareRoot()),
    ]
  }
}
