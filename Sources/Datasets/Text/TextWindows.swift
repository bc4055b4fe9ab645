/// How a text becomes rows of tokens.
public struct TextWindows: Sendable, Equatable {
  /// What a token is.
  public enum Unit: String, Sendable, CaseIterable {
    /// One Unicode scalar; a line ends with one token.
    case characters
    /// A run of scalars that are no white space, as it is written.
    case words
  }

  /// What a row asks for.
  public enum Prediction: String, Sendable, CaseIterable {
    /// The token after each of the row's.
    case each
    /// The token after the row's last.
    case next
  }

  public var unit: Unit
  /// Tokens that the text holds less often are read as one, "<unknown>".
  public var minimumCount: Int
  /// The tokens of a row.
  public var length: Int
  public var prediction: Prediction
  /// The tokens between the beginnings of two rows; nil for rows that ask for each token once.
  public var stride: Int?

  public init(
    _ unit: Unit = .characters, minimumCount: Int = 1, length: Int, prediction: Prediction = .each,
    stride: Int? = nil
  ) {
    precondition(minimumCount > 0, "a minimum count of \(minimumCount)")
    precondition(length > 0, "a window of \(length) tokens")
    precondition(stride.map { $0 > 0 } ?? true, "a stride of \(stride ?? 0) tokens")
    self.unit = unit
    self.minimumCount = minimumCount
    self.length = length
    self.prediction = prediction
    self.stride = stride
  }

  /// The stride that holds.
  var step: Int { stride ?? (prediction == .each ? length : 1) }

  /// How many rows before a row ask for a token that it asks for, too.
  var overlap: Int { prediction == .each ? (length - 1) / step : 0 }
}
