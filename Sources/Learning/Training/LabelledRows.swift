public import Tensors

/// Rows of features with their targets.
public struct LabelledRows: Equatable, Sendable {
  /// Row-major: `rowCount` rows of `rowShape`.
  public var features: [Scalar]
  public var rowCount: Int
  public var rowShape: [Int]
  public var targets: Targets

  public init(features: [Scalar], rowCount: Int, rowShape: [Int], targets: Targets) {
    precondition(
      features.count == rowCount * rowShape.reduce(1, *),
      "\(features.count) features for \(rowCount) rows of shape \(rowShape)")
    precondition(
      targets.rowCount == rowCount, "targets of \(targets.rowCount) rows for \(rowCount) rows")
    self.features = features
    self.rowCount = rowCount
    self.rowShape = rowShape
    self.targets = targets
  }

  /// Features a row.
  public var rowSize: Int { rowShape.reduce(1, *) }
}

/// What a network is to say of each row.
public enum Targets: Equatable, Sendable {
  /// One class a row, numbered from 0.
  case classes([Int32], count: Int)
  /// A class at each of `length` steps of a row, step by step: the next token of a text.
  case steps([Int32], count: Int, length: Int)
  /// `width` values a row, row-major.
  case values([Scalar], width: Int)

  public var rowCount: Int {
    switch self {
    case .classes(let labels, _): labels.count
    case .steps(let labels, _, let length): length == 0 ? 0 : labels.count / length
    case .values(let values, let width): width == 0 ? 0 : values.count / width
    }
  }

  /// Classes a row that are found on their own: 1 but for sequences.
  public var stepsPerRow: Int {
    if case .steps(_, _, let length) = self { length } else { 1 }
  }

  /// All classes with how many there are; nil for values.
  var labels: (labels: [Int32], count: Int)? {
    switch self {
    case .classes(let labels, let count), .steps(let labels, let count, _): (labels, count)
    case .values: nil
    }
  }

  var areClasses: Bool { labels != nil }

  /// The same with each step as a row of its own, which is how losses take them.
  var stepwise: Targets {
    if case .steps(let labels, let count, _) = self { .classes(labels, count: count) } else { self }
  }

  /// The numbers that a loss of this form works on, with this many outputs for each of its rows.
  func numbers(_ form: TargetForm, width: Int) -> [Scalar] {
    switch (stepwise, form) {
    case (.values(let values, _), _): return values
    case (.classes(let labels, _), .classes), (.steps(let labels, _, _), .classes):
      return labels.map { Scalar($0) }
    case (.classes(let labels, _), .values), (.steps(let labels, _, _), .values):
      guard width > 1 else { return labels.map { Scalar($0) } }
      var numbers = [Scalar](repeating: 0, count: labels.count * width)
      for (row, label) in labels.enumerated() { numbers[row * width + Int(label)] = 1 }
      return numbers
    }
  }
}
