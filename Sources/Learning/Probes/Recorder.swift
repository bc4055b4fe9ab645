/// A moment that something is measured at.
struct SeriesTime {
  /// Updates made.
  var step: Int
  /// Passes over the training rows.
  var epoch: Double
}

/// Collects a run's series by name.
struct Recorder {
  private(set) var series: [String: TrainingSeries] = [:]
  /// The last evaluation of "train" and of "validation" rows.
  private var last: [String: Evaluation] = [:]
  private(set) var events: [TrainingEvent] = []

  mutating func append(_ name: String, _ time: SeriesTime, _ value: Double) {
    series[name, default: TrainingSeries()].append(
      step: time.step, epoch: time.epoch, value: value)
  }

  /// Takes an evaluation of "train" or "validation" rows.
  mutating func append(_ evaluation: Evaluation, of rows: String, _ time: SeriesTime) {
    append("\(rows).loss", time, evaluation.loss)
    for (name, value) in evaluation.metrics { append("\(rows).\(name)", time, value) }
    setFinals(evaluation, of: rows)
  }

  /// Takes an evaluation as the last one, without a place in the series.
  mutating func setFinals(_ evaluation: Evaluation, of rows: String) {
    last[rows] = evaluation
  }

  /// What the last evaluations found; the losses of classes on the held-out rows where there are any.
  var finals: [String: Double] {
    let judged = last["validation"] == nil ? "train" : "validation"
    var finals: [String: Double] = [:]
    for (rows, evaluation) in last {
      finals["\(rows).loss"] = evaluation.loss
      let each = evaluation.eachClass
      let classLosses = rows == judged ? each?.classLosses ?? [] : []
      for (name, value) in evaluation.metrics + (each?.recalls ?? []) + classLosses {
        finals["\(rows).\(name)"] = value
      }
    }
    return finals
  }

  mutating func mark(_ kind: TrainingEvent.Kind, _ time: SeriesTime, _ value: Double) {
    events.append(TrainingEvent(kind: kind, step: time.step, epoch: time.epoch, value: value))
  }
}
