/// Cuts a series into rows: some steps of the past, and the target a while after them.
public struct Windows: Sendable, Equatable {
  /// The steps of the past that a row holds.
  public var length: Int
  /// How many steps after a window's last one the target stands: 1 for the next.
  public var horizon: Int
  /// The steps between the beginnings of two windows.
  public var stride: Int

  public init(length: Int, horizon: Int = 1, stride: Int = 1) {
    precondition(length > 0, "a window of \(length) steps")
    precondition(horizon > 0, "a horizon of \(horizon) steps")
    precondition(stride > 0, "a stride of \(stride) steps")
    self.length = length
    self.horizon = horizon
    self.stride = stride
  }

  /// Where each window of a series of so many steps begins.
  func starts(in count: Int) -> StrideTo<Int> {
    Swift.stride(from: 0, to: max(0, count - length - horizon + 1), by: stride)
  }
}

extension Dataset {
  /// Windows of rows that follow each other in time, as rows of [steps, features].
  ///
  /// A window's target is that of the row `horizon` after its last; no window reaches over the end
  /// of a file. Where the data mark rows for validation, windows with a marked target validate, and
  /// of the others those that hold a marked row are left out.
  ///
  /// `files` are the rows of each file, in the order of the rows.
  func windowed(_ windows: Windows, files: [Int], byteLimit: Int) throws(DataError) -> Dataset {
    var (starts, targetRows, marks): ([Int], [Int], [Bool]) = ([], [], [])
    var first = 0
    for count in files {
      for start in windows.starts(in: count) {
        let target = first + start + windows.length - 1 + windows.horizon
        let isHeldOut = validationMarks?[target] ?? false
        let steps = (first + start)..<(first + start + windows.length)
        if !isHeldOut, let validationMarks, validationMarks[steps].contains(true) { continue }
        starts.append(first + start)
        targetRows.append(target)
        marks.append(isHeldOut)
      }
      first += count
    }
    guard !starts.isEmpty else {
      let longest = (files.max() ?? 0) - windows.horizon
      throw DataError(
        name,
        "a window of \(windows.length) and a horizon of \(windows.horizon) need "
          + "\(windows.length + windows.horizon) rows and the series has \(files.max() ?? 0)",
        expected: longest > 0 ? "a window of at most \(longest)" : "a longer series",
        option: "window")
    }
    let width = features.columnCount
    guard elementCount([starts.count, windows.length, width], limit: byteLimit / 8) != nil else {
      throw DataError(
        name, "\(starts.count) windows of \(windows.length) × \(width) numbers are too many",
        expected: "a larger \"stride\" or a shorter window", option: "window")
    }
    var values: [Double] = []
    values.reserveCapacity(starts.count * windows.length * width)
    for start in starts {
      values += features.values[(start * width)..<((start + windows.length) * width)]
    }
    let shape = [windows.length, width]
    return Dataset(
      name: name,
      features: RowLayout(shape).features(
        values, rowCount: starts.count, names: featureNames),
      rowShape: shape, targets: targets.selecting(targetRows),
      validationMarks: validationMarks == nil ? nil : marks, missing: missing,
      sequence: RowSequence())
  }
}
