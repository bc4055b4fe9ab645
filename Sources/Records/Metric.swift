/// The metrics that runs may be compared by, named like their series and finals.
public enum Metric {
  /// Whether larger values are better.
  public static func grows(_ metric: String) -> Bool {
    isShare(metric) || metric.hasSuffix(".r2")
  }

  /// Whether the metric is a share of something, from 0 to 1, of which all would be best.
  public static func isShare(_ metric: String) -> Bool {
    switch quantity(of: metric) {
    case "accuracy", "balanced-accuracy", "f1": true
    default: recalledClass(metric) != nil
    }
  }

  /// The metric without its rows: "accuracy" of "validation.accuracy".
  public static func quantity(of metric: String) -> String {
    String(metric.split(separator: ".", maxSplits: 1).last ?? "")
  }

  /// The number of the class, or label, whose recall the metric is: 2 of "validation.recall.2".
  public static func recalledClass(_ metric: String) -> Int? {
    let words = metric.split(separator: ".")
    return words.count == 3 && words[1] == "recall" ? Int(words[2]) : nil
  }

  /// The name of a class's, or label's, mean −ln p at the end: "validation.class-loss.2".
  public static func classLoss(_ index: Int, of rows: String) -> String {
    "\(rows).class-loss.\(index)"
  }

  /// The most classes of which each one's recall is followed over epochs and may be compared by.
  public static let mostRecalls = 10

  /// The most classes of which each one's recall and loss are kept at the end.
  public static let mostClasses = 50
}
