internal import Records

/// What arms can be compared by.
package enum MetricTable {
  /// A quantity of a model on some rows.
  package struct Quantity: Sendable {
    package var name: String
    package var doc: String
    /// The task that it needs; nil for any.
    package var task: Task?

    /// Whether larger is better.
    package var grows: Bool { Metric.grows("validation.\(name)") }
  }

  package enum Task: String, Sendable {
    case classification, regression
  }

  package static let quantities: [Quantity] = [
    .init(name: "loss", doc: "The arm's own loss in eval mode."),
    .init(
      name: "accuracy", doc: "The share of rows whose class is right.", task: .classification),
    .init(
      name: "nll", doc: "Minus the mean logarithm of the true class's probability.",
      task: .classification),
    .init(
      name: "brier", doc: "The mean squared error of the probabilities.", task: .classification),
    .init(
      name: "r2", doc: "The share of the target's variance that is explained.", task: .regression),
    .init(name: "mae", doc: "The mean absolute error.", task: .regression),
    .init(name: "rmse", doc: "The root of the mean squared error.", task: .regression),
  ]

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
}
