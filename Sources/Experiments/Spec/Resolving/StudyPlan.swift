/// What a spec leaves open until its data are known.
public struct StudyPlan: Equatable, Sendable {
  /// What the verdict is on: "validation.loss".
  public var metric: String
  /// Whether larger values are better.
  public var metricGrows: Bool
  /// Why it is not the loss, where the arms' losses may not be compared; else nil.
  public var metricReason: String?
  /// What is sound and yet likely not meant, one sentence each.
  public var notes: [String]

  public init(metric: String, metricGrows: Bool, metricReason: String?, notes: [String]) {
    self.metric = metric
    self.metricGrows = metricGrows
    self.metricReason = metricReason
    self.notes = notes
  }
}
