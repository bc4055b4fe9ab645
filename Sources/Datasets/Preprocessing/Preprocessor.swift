/// A change to features whose numbers come from rows that it is fitted to.
///
/// Fitting gives a value of another type: what isn't fitted cannot be applied, and what is fitted
/// cannot take up further rows. Features have no missing numbers when they are fitted to.
public protocol Preprocessor: Sendable {
  associatedtype Fitted: FittedPreprocessor
  /// The name in a spec: "min-max".
  var name: String { get }
  /// Learns the statistics of each column.
  func fit(on features: Features) throws(PreprocessingError) -> Fitted
}

/// A preprocessor with its statistics, ready for any rows of the same columns.
public protocol FittedPreprocessor: Sendable {
  func apply(to features: inout Features) throws(PreprocessingError)
}

/// Why a column cannot be preprocessed.
public struct PreprocessingError: Error, Equatable, Sendable {
  public var preprocessor: String
  /// The name of the feature.
  public var column: String
  public var what: String
  public var expected: String

  public init(preprocessor: String, column: String, what: String, expected: String) {
    self.preprocessor = preprocessor
    self.column = column
    self.what = what
    self.expected = expected
  }
}

/// The rows that a preprocessor's statistics come from.
public enum FitRows: String, Sendable, CaseIterable {
  /// The training rows, as it should be.
  case training
  /// Training and validation rows together: statistics leak from the rows that are to judge.
  case allRows = "all-rows"
  /// Each part's own rows: the model meets validation rows on another scale than it learnt.
  case eachSplit = "each-split"
}

/// One link of a chain of preprocessors.
public struct PreprocessingStep: Sendable {
  public var preprocessor: any Preprocessor
  public var fitRows: FitRows

  public init(_ preprocessor: any Preprocessor, fitOn fitRows: FitRows = .training) {
    self.preprocessor = preprocessor
    self.fitRows = fitRows
  }

  /// Fits to the rows it should and changes both parts.
  func apply(
    training: inout Features, validation: inout Features
  ) throws(PreprocessingError) {
    try apply(preprocessor, &training, &validation)
  }

  private func apply<P: Preprocessor>(
    _ preprocessor: P, _ training: inout Features, _ validation: inout Features
  ) throws(PreprocessingError) {
    let fitted =
      switch fitRows {
      case .training, .eachSplit: try preprocessor.fit(on: training)
      case .allRows: try preprocessor.fit(on: training.appending(validation))
      }
    try fitted.apply(to: &training)
    guard validation.rowCount > 0 else { return }
    let own = fitRows == .eachSplit ? try preprocessor.fit(on: validation) : fitted
    try own.apply(to: &validation)
  }
}
