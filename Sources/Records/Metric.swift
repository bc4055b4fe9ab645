/// The metrics that runs may be compared by, named like their series and finals.
public enum Metric {
  /// Whether larger values are better.
  public static func grows(_ metric: String) -> Bool {
    metric.hasSuffix(".accuracy") || metric.hasSuffix(".r2")
  }
}
