public import Tensors

/// Named columns of numbers, kept row by row; NaN stands for a missing number.
public struct Features: Sendable, Equatable {
  public var names: [String]
  /// The numbers, row by row.
  public var values: [Double]
  public var rowCount: Int

  public init(names: [String], values: [Double], rowCount: Int) {
    precondition(
      values.count == names.count * rowCount,
      "\(values.count) numbers are not \(rowCount) rows of \(names.count)")
    self.names = names
    self.values = values
    self.rowCount = rowCount
  }

  public var columnCount: Int { names.count }

  /// The numbers of one column, in the order of the rows.
  public func column(_ index: Int) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(rowCount)
    let width = columnCount
    for row in 0..<rowCount { numbers.append(values[row * width + index]) }
    return numbers
  }

  /// Some rows, in the order given.
  public func selecting(_ rows: [Int]) -> Features {
    let width = columnCount
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * width)
    for row in rows { selected += values[(row * width)..<((row + 1) * width)] }
    return Features(names: names, values: selected, rowCount: rows.count)
  }

  /// These rows and then those of other features with the same columns.
  public func appending(_ other: Features) -> Features {
    precondition(names.count == other.names.count, "the columns differ")
    return Features(
      names: names, values: values + other.values, rowCount: rowCount + other.rowCount)
  }

  /// Whether a number is missing anywhere.
  public var hasMissing: Bool { values.contains { $0.isNaN } }

  /// The numbers in the precision that training computes with, row by row.
  public func scalars() -> [Scalar] { values.map { Scalar($0) } }
}
