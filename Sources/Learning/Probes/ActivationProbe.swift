internal import Tensors

/// Measures dead and saturated units and the outputs' spread of each layer on a fixed set of rows.
struct ActivationProbe {
  private struct Subject {
    let index: Int
    let width: Int
    let spread: String
    /// ReLU: the share of units that are 0 on every row.
    let dead: String?
    /// Bounded functions: the share of outputs beyond these.
    let saturated: (name: String, range: ClosedRange<Scalar>)?
  }

  private let subjects: [Subject]
  /// Rows evenly spread over the training rows.
  private let rows: [Int32]

  init(_ plan: NetworkPlan, _ settings: ProbeSettings, trainingRows: Int, passRows: Int) {
    let count = min(settings.rows, trainingRows, passRows)
    rows = (0..<count).map { Int32($0 * trainingRows / count) }
    guard settings.measuresActivations, count > 0 else {
      subjects = []
      return
    }
    subjects = plan.layers.enumerated().filter { $0.element.kind != Dropout.kind }.map {
      index, layer in
      Subject(
        index: index, width: layer.outputWidth,
        spread: "layer.\(layer.name).activation-spread",
        dead: layer.kind == ReLU.kind ? "layer.\(layer.name).dead-share" : nil,
        saturated: Self.unsaturatedRange(layer.kind).map {
          ("layer.\(layer.name).saturated-share", $0)
        })
    }
  }

  func measure(
    _ trainer: borrowing Trainer, at time: SeriesTime, into recorder: inout Recorder
  ) {
    guard !subjects.isEmpty else { return }
    let memory = trainer.memory
    trainer.arena.gather(
      rows.span, of: trainer.features.span, width: trainer.inputWidth, into: memory.input)
    trainer.forward(Pass(rows: rows.count, mode: .evaluation))
    for subject in subjects {
      let count = rows.count * subject.width
      let output = memory.layers[subject.index].output.first(count)
      recorder.append(subject.spread, time, trainer.arena.standardDeviation(output))
      if let dead = subject.dead {
        let columns = trainer.arena.deadColumns(output, rows: rows.count, width: subject.width)
        recorder.append(dead, time, Double(columns) / Double(subject.width))
      }
      if let (name, range) = subject.saturated {
        recorder.append(
          name, time, Double(trainer.arena.countOutside(range, in: output)) / Double(count))
      }
    }
  }

  /// All but 5 % of a bounded function's range at either end.
  private static func unsaturatedRange(_ kind: String) -> ClosedRange<Scalar>? {
    switch kind {
    case Tanh.kind: -0.9...0.9
    case Sigmoid.kind, Softmax.kind: 0.05...0.95
    default: nil
    }
  }
}
