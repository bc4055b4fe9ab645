/// That rows follow each other in time, as windows over a series or a text do.
///
/// Such rows may not be split at random: neighbours share numbers.
public struct RowSequence: Sendable, Equatable {
  /// How many rows right before a row predict something that it predicts, too.
  public var overlap: Int

  public init(overlap: Int = 0) {
    precondition(overlap >= 0, "an overlap of \(overlap) rows")
    self.overlap = overlap
  }
}
