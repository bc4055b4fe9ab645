internal import Tensors

/// What the last evaluation's outputs are worth beside the loss.
extension Trainer {
  func metrics(_ rows: LabelledRows, targets: Region, classes: Region) -> Metrics {
    switch rows.targets {
    case .classes, .steps:
      return classMetrics(rows, classes)
    case .values(let values, _):
      guard answersYesOrNo, values.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        return (valueMetrics(rows, targets), nil)
      }
      let labels = labelMetrics(rows, targets)
      return (labels.named + valueMetrics(rows, targets), labels.eachClass)
    }
  }

  typealias Metrics = (named: [(name: String, value: Double)], eachClass: EachClass?)

  /// Whether each output stands for one target, and may be a probability or an estimate of it.
  private var answersYesOrNo: Bool {
    let link = job.loss.link
    return targetWidth == lossWidth && (link == .none || link == .identity || link == .sigmoid)
  }

  /// Accuracy and what the classes' counts say; and, where the loss says what is probable, −ln p and
  /// the Brier score.
  ///
  /// One output stands for class 1, which is predicted where its probability, or the output itself
  /// where the loss knows none, exceeds 0.5, and where a score exceeds 0.
  private func classMetrics(_ rows: LabelledRows, _ classes: Region) -> Metrics {
    let scores = arena.scoreClasses(
      outputs: memory.outputs, classes: classes, link: link, rows: rows.rowCount * lossSteps,
      width: lossWidth)
    let count = Double(rows.rowCount * lossSteps)
    var metrics =
      [("accuracy", scores.right / count)] + ClassCounts(scores.tallies).metrics
    if job.loss.link != .margin { metrics.append(("brier", scores.brier / count)) }
    let isProbable = job.loss.link != .margin && job.loss.link != .none
    if isProbable { metrics.append(("nll", scores.logLoss / count)) }
    let losses = isProbable ? zip(scores.losses, scores.tallies).map { $0 / $1.present } : []
    return (metrics, EachClass(tallies: scores.tallies, losses: losses))
  }

  /// The same over yes-or-no labels, each of which counts once a row.
  private func labelMetrics(_ rows: LabelledRows, _ targets: Region) -> Metrics {
    let width = lossWidth
    let scores = arena.scoreLabels(
      outputs: memory.outputs, targets: targets, link: link, rows: rows.rowCount, width: width)
    let count = Double(rows.rowCount * width)
    let known =
      [("accuracy", scores.right / count)]
      + LabelCounts(scores.tallies, rows: Double(rows.rowCount)).metrics
      + [("brier", scores.brier / count)]
    guard job.loss.link != .none else {
      return (known, EachClass(tallies: scores.tallies, losses: []))
    }
    let losses = scores.losses.map { $0 / Double(rows.rowCount) }
    return (
      known + [("nll", scores.logLoss / count)],
      EachClass(tallies: scores.tallies, losses: losses)
    )
  }

  /// R² (the mean over several outputs), mean absolute error and root mean squared error of what the
  /// loss takes outputs for.
  ///
  /// Of a target that does not vary R² is 1 where it is met and 0 else, as scikit-learn has it.
  private func valueMetrics(
    _ rows: LabelledRows, _ targets: Region
  ) -> [(name: String, value: Double)] {
    var (explained, absolute, squared) = (0.0, 0.0, 0.0)
    for column in 0..<targetWidth {
      let scores = arena.scoreValues(
        outputs: memory.outputs, width: plan.outputWidth, targets: targets,
        targetWidth: targetWidth, column: column, link: link, rows: rows.rowCount)
      explained +=
        scores.targetSpread > 0
        ? 1 - scores.squaredError / scores.targetSpread
        : scores.squaredError > 0 ? 0 : 1 - scores.squaredError
      absolute += scores.absoluteError
      squared += scores.squaredError
    }
    let count = Double(rows.rowCount * targetWidth)
    return [
      ("r2", explained / Double(targetWidth)), ("mae", absolute / count),
      ("rmse", (squared / count).squareRoot()),
    ]
  }

  private var link: ScoreLink {
    switch job.loss.link {
    case .none: .none
    case .margin: .margin
    case .identity: .identity
    case .sigmoid: .sigmoid
    case .softmax: .softmax
    case .exponential: .exponential
    }
  }
}
