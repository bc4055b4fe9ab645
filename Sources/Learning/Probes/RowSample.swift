/// Chooses rows evenly from rows that come by in chunks: the first few of each.
struct RowSample {
  private let count: Int
  private let total: Int

  /// At least one row of `total`, where there is any.
  init(_ count: Int, of total: Int) {
    self.count = min(max(count, 1), total)
    self.total = total
  }

  /// How many of the `length` rows from `first` on are taken.
  func taken(from first: Int, _ length: Int) -> Int {
    min(length, through(first + length) - through(first))
  }

  /// Rows taken of the first `rows`, rounded up so that a first row is always among them.
  private func through(_ rows: Int) -> Int { (rows * count + total - 1) / max(1, total) }
}
