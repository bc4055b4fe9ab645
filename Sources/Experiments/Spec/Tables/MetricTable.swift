internal import Datasets
internal import Records

/// What arms can be compared by.
package enum MetricTable {
  /// A quantity of a model on some rows.
  package struct Quantity: Sendable {
    package var name: String
    package var doc: String
    /// The tasks that have it.
    package var tasks: [Task] = Task.allCases

    /// Whether larger is better.
    package var grows: Bool { Metric.grows("validation.\(name)") }
  }

  package enum Task: String, CaseIterable, Sendable {
    case classification, regression
    case multiLabel = "multi-label"

    init(_ task: Datasets.Task) {
      self =
        switch task {
        case .classification: .classification
        case .regression: .regression
        case .multiLabel: .multiLabel
        }
    }

    var noun: String { self == .multiLabel ? "multi-label task" : rawValue }
  }

  private static let told: [Task] = [.classification, .multiLabel]

  private static let named: [Quantity] = [
    .init(name: "loss", doc: "The arm's own loss in eval mode."),
    .init(
      name: "accuracy", doc: "The share of rows, or of all rows' labels, that are right.",
      tasks: told),
    .init(
      name: "balanced-accuracy",
      doc: "The mean of the classes' recalls; of a label, of yes and no, and then over the labels.",
      tasks: told),
    .init(
      name: "f1",
      doc: "The mean over the classes, or labels, of F1 = 2 hits / (rows of it + rows said of it).",
      tasks: told),
    .init(
      name: "nll", doc: "Minus the mean logarithm of the true class's probability.", tasks: told),
    .init(name: "brier", doc: "The mean squared error of the probabilities.", tasks: told),
    .init(
      name: "r2", doc: "The share of the target's variance that is explained.",
      tasks: [.regression]),
    .init(name: "mae", doc: "The mean absolute error.", tasks: [.regression]),
    .init(name: "rmse", doc: "The root of the mean squared error.", tasks: [.regression]),
  ]

  private static let recalls = (0..<Metric.mostRecalls).map { index in
    Quantity(
      name: "recall.\(index)",
      doc: "The share found of the rows of class, or label, \(index), counted from 0.", tasks: told)
  }

  package static let quantities = named + recalls

  static let words: [SpecShape.Word] = ["validation", "train"].flatMap { rows in
    quantities.map { quantity in
      let place = rows == "train" ? "On the training rows" : "On the validation rows"
      return SpecShape.Word("\(rows).\(quantity.name)", "\(place): \(quantity.doc)")
    }
  }

  static let losses = words.filter { $0.text.hasSuffix(".loss") }

  /// The quantity of a metric's name.
  package static func quantity(of metric: String) -> Quantity? {
    quantities.first { metric == "validation.\($0.name)" || metric == "train.\($0.name)" }
  }

  /// The names of a task's metrics on these rows, but for single classes' recalls.
  static func names(_ task: Task, rows: String) -> [String] {
    named.filter { $0.tasks.contains(task) }.map { "\(rows).\($0.name)" }
  }
}

extension Task {
  /// The task in a message: "a regression".
  var noun: String { MetricTable.Task(self).noun }
}
