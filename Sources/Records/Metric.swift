/// The metrics that runs may be compared by, named like their series and finals.
public enum Metric {
  /// The quantities that are measured on the training and on the validation rows.
  public static let quantities = ["loss", "accuracy", "nll", "brier", "r2", "mae", "rmse"]

  /// Every metric's name: "train.loss", "validation.loss", "train.accuracy", ….
  public static let all = ["train", "validation"].flatMap { part in
    quantities.map { "\(part).\($0)" }
  }

  /// Whether larger values are better.
  public static func grows(_ metric: String) -> Bool {
    metric.hasSuffix(".accuracy") || metric.hasSuffix(".r2")
  }
}
