internal import Drawing

/// Columns of one width beside each other, through which text runs.
struct PageColumns: Equatable {
  var x: Double
  var width: Double
  var count: Int

  static let gap = 20.0

  var lefts: [Double] { (0..<count).map { x + Double($0) * (width + PageColumns.gap) } }

  /// As many columns as a width holds without being narrower than `least`; a single one is held to
  /// `most`, beyond which lines are hard to follow.
  init(x: Double, width: Double, least: Double, most: Double) {
    self.x = x
    count = max(1, Int((width + PageColumns.gap) / (least + PageColumns.gap)))
    let share = (width - Double(count - 1) * PageColumns.gap) / Double(count)
    self.width = Swift.min(share, most)
  }
}

/// What of a stretch of text stands in one column: its first blocks, and how far down they reach.
struct FilledColumn {
  var count: Int
  var height: Double
}

extension ArraySlice<PageBlock> {
  /// As many blocks as a column of a height holds; a block that no column holds stands alone.
  ///
  /// - Parameters:
  ///   - room: The column's height.
  ///   - isFirst: Whether the column begins a sheet, so that tables repeat their heads.
  /// - Returns: How many blocks it holds, and how far down they reach.
  func filling(_ room: Double, isFirst: Bool) -> FilledColumn {
    var (y, count) = (0.0, 0)
    while count < self.count {
      let block = self[startIndex + count]
      let head = count == 0 && isFirst ? block.headHeight : 0
      let needed = self[(startIndex + count)...].neededHeight
      if !(isFirst && count == 0), y + head + needed > room + 0.01 { break }
      y += head + block.height + block.gap
      count += 1
    }
    let gap = count > 0 ? self[startIndex + count - 1].gap : 0
    return FilledColumn(count: count, height: y - gap)
  }

  /// The height up to the first block that may stand last on a sheet.
  private var neededHeight: Double {
    var height = 0.0
    for block in self {
      height += block.height
      if !block.keepsWithNext { break }
      height += block.gap
    }
    return height
  }

  /// The least height at which `columns` columns hold all blocks; nil where `room` is too little.
  func balancedHeight(columns: Int, room: Double, isFirst: Bool) -> Double? {
    func holds(_ height: Double) -> Bool {
      var rest = self
      for _ in 0..<columns where !rest.isEmpty {
        rest = rest.dropFirst(rest.filling(height, isFirst: isFirst && rest.count == count).count)
      }
      return rest.isEmpty
    }
    guard holds(room) else { return nil }
    var (low, high) = (Array(self).height / Double(columns) * 0.9, room)
    for _ in 0..<12 {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
