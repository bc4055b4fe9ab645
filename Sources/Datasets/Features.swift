public import Tensors

/// Named features of rows of numbers, kept row by row; NaN stands for a missing number.
///
/// In a table each feature is one column. In images and sequences a feature, such as a channel of
/// an image, stands at several positions, and its statistics are over all of them.
public struct Features: Sendable, Equatable {
  /// The names of the features: one a column in a table, one a channel in an image.
  public var names: [String]
  /// The numbers, row by row.
  public var values: [Double]
  public var rowCount: Int
  /// At how many positions of a row each feature stands: 1 in a table.
  public let positions: Int
  /// Whether a feature's positions are neighbours, as in [channels, height, width], rather than
  /// those of all features in turn, as in [steps, features].
  public let isPlanar: Bool

  public init(
    names: [String], values: [Double], rowCount: Int, positions: Int = 1, isPlanar: Bool = false
  ) {
    precondition(positions > 0, "a feature stands at no position")
    precondition(
      values.count == names.count * positions * rowCount,
      "\(values.count) numbers are not \(rowCount) rows of \(names.count * positions)")
    self.names = names
    self.values = values
    self.rowCount = rowCount
    self.positions = positions
    self.isPlanar = isPlanar
  }

  /// The numbers of a row.
  public var columnCount: Int { names.count * positions }

  /// The feature that each number of a row belongs to.
  func featureOfEachColumn() -> [Int] {
    (0..<columnCount).map { isPlanar ? $0 / positions : $0 % names.count }
  }

  /// The numbers of one feature, in the order of the rows and within them of the positions.
  public func column(_ index: Int) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(rowCount * positions)
    let width = columnCount
    let first = isPlanar ? index * positions : index
    let step = isPlanar ? 1 : names.count
    for row in 0..<rowCount {
      for position in 0..<positions {
        numbers.append(values[row * width + first + position * step])
      }
    }
    return numbers
  }

  /// Some rows, in the order given.
  public func selecting(_ rows: [Int]) -> Features {
    let width = columnCount
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * width)
    for row in rows { selected += values[(row * width)..<((row + 1) * width)] }
    return Features(
      names: names, values: selected, rowCount: rows.count, positions: positions,
      isPlanar: isPlanar)
  }

  /// These rows and then those of other features with the same columns.
  public func appending(_ other: Features) -> Features {
    precondition(
      names.count == other.names.count && positions == other.positions, "the columns differ")
    return Features(
      names: names, values: values + other.values, rowCount: rowCount + other.rowCount,
      positions: positions, isPlanar: isPlanar)
  }

  /// Whether a number is missing anywhere.
  public var hasMissing: Bool { values.contains { $0.isNaN } }

  /// The numbers in the precision that training computes with, row by row.
  public func scalars() -> [Scalar] { values.map { Scalar($0) } }
}
