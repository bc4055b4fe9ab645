/// Whether rows are told apart or numbers predicted.
public enum Task: String, Sendable, CaseIterable {
  case classification
  case regression
  /// Yes or no is told of each of some labels.
  case multiLabel = "multi-label"
}

/// What a model shall predict, one entry a row.
public enum DatasetTargets: Sendable, Equatable {
  /// The index of each row's class in `names`.
  case classes([Int32], names: [String])
  /// The index of a class at each of `length` steps of a row, step by step.
  case steps([Int32], names: [String], length: Int)
  /// One number a row and name, row by row.
  case values([Double], names: [String])
}

/// A table of numbers with targets: what every source of data becomes.
///
/// A missing feature is NaN until ``prepare(_:)`` fills it from the training rows; targets are
/// complete and finite.
public struct Dataset: Sendable, Equatable {
  /// The file's or the generator's name, for messages and captions.
  public var name: String
  /// Whether a generator made it.
  public var isSynthetic: Bool
  public var features: Features
  /// The shape of one row's features: `[columns]` for a table, `[28, 28]` for images.
  public var rowShape: [Int]
  public var targets: DatasetTargets
  /// Which rows the data themselves set aside for validation; nil where they name none.
  public var validationMarks: [Bool]?
  /// Whether the targets' values are the yes (1) and no (0) of labels.
  public var hasLabels = false
  /// What happens to missing features.
  public var missing: MissingPolicy
  /// The tokens that the features number; nil where they are quantities.
  public var vocabulary: [String]?
  /// How rows that follow each other in time overlap; nil where their order means nothing.
  public var sequence: RowSequence?

  public init(
    name: String, isSynthetic: Bool = false, features: Features, rowShape: [Int]? = nil,
    targets: DatasetTargets, validationMarks: [Bool]? = nil, missing: MissingPolicy = .error,
    vocabulary: [String]? = nil, sequence: RowSequence? = nil
  ) {
    let rowShape = rowShape ?? [features.columnCount]
    precondition(
      rowShape.reduce(1, *) == features.columnCount,
      "the row shape \(rowShape) does not hold \(features.columnCount) features")
    self.name = name
    self.isSynthetic = isSynthetic
    self.features = features
    self.rowShape = rowShape
    self.targets = targets
    self.validationMarks = validationMarks
    self.missing = missing
    self.vocabulary = vocabulary
    self.sequence = sequence
    precondition(targets.rowCount == features.rowCount, "targets and features differ in rows")
    precondition(validationMarks.map { $0.count == features.rowCount } ?? true)
  }

  public var rowCount: Int { features.rowCount }
  public var featureNames: [String] { features.names }

  public var task: Task {
    if case .values = targets { hasLabels ? .multiLabel : .regression } else { .classification }
  }

  /// The names of the classes in the order of their indices; empty in a regression.
  public var classNames: [String] {
    switch targets {
    case .classes(_, let names), .steps(_, let names, _): names
    case .values: []
    }
  }

  /// Steps of a row that have a class each: 1 where a row has one class, or numbers.
  public var targetSteps: Int {
    if case .steps(_, _, let length) = targets { length } else { 1 }
  }

  /// How many numbers one row's target holds: 1 for classes.
  public var targetWidth: Int {
    if case .values(_, let names) = targets { names.count } else { 1 }
  }

  /// Rows of each class; empty in a regression.
  public var classCounts: [Int] { targets.classCounts }
}

extension DatasetTargets {
  public var rowCount: Int {
    switch self {
    case .classes(let classes, _): classes.count
    case .steps(let classes, _, let length): classes.count / max(1, length)
    case .values(let values, let names): values.count / max(1, names.count)
    }
  }

  /// Rows of each class, or steps where rows have several; empty in a regression.
  public var classCounts: [Int] {
    let (classes, names): ([Int32], [String])
    switch self {
    case .classes(let all, let known), .steps(let all, let known, _):
      (classes, names) = (all, known)
    case .values: return []
    }
    var counts = [Int](repeating: 0, count: names.count)
    for index in classes { counts[Int(index)] += 1 }
    return counts
  }

  /// The targets of some rows, in the order given.
  public func selecting(_ rows: [Int]) -> DatasetTargets {
    switch self {
    case .classes(let classes, let names):
      .classes(rows.map { classes[$0] }, names: names)
    case .steps(let classes, let names, let length):
      .steps(
        rows.flatMap { classes[($0 * length)..<(($0 + 1) * length)] }, names: names,
        length: length)
    case .values(let values, let names):
      .values(
        rows.flatMap { values[($0 * names.count)..<(($0 + 1) * names.count)] }, names: names)
    }
  }
}
