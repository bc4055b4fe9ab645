internal import Charts
internal import Drawing

/// A row of a page, made for the page's width and not yet placed.
enum PageRow {
  /// Text beside each other.
  case text([PageFlow.TextColumn])
  /// One panel's text; what of it runs in columns does so through these.
  case running([PageBlock], PageColumns)
  case charts([PageFlow.Chart], share: Double, heights: ClosedRange<Double>)
  /// The title of a page that begins in the middle of a sheet.
  case title(String, PageBlock, x: Double)

  /// The height of text, or the least that charts bear.
  var least: Double {
    switch self {
    case .text(let columns): columns.map(\.blocks.height).max() ?? 0
    case .running(let blocks, let columns):
      PageRow.stretches(blocks).reduce(0) { sum, blocks in
        let isColumn = blocks.first?.isColumn ?? false
        let whole = Array(blocks).height
        return sum + (blocks.last?.gap ?? 0)
          + (isColumn && columns.count > 1
            ? blocks.balancedHeight(columns: columns.count, room: whole, isFirst: false) ?? whole
            : whole)
      } - (blocks.last?.gap ?? 0)
    case .charts(_, _, let heights): heights.lowerBound
    case .title(_, let block, _): block.height
    }
  }

  var most: Double {
    if case .charts(_, _, let heights) = self { heights.upperBound } else { least }
  }

  /// Of the room that text leaves; nil for text.
  var share: Double? {
    if case .charts(_, let share, _) = self { share } else { nil }
  }

  /// Blocks in stretches that run through columns, or across.
  static func stretches(_ blocks: [PageBlock]) -> [ArraySlice<PageBlock>] {
    var stretches: [ArraySlice<PageBlock>] = []
    var start = 0
    for index in blocks.indices
    where index == blocks.count - 1
      || blocks[index + 1].isColumn != blocks[index].isColumn
    {
      stretches.append(blocks[start...index])
      start = index + 1
    }
    return stretches
  }
}

extension [PageRow] {
  /// The heights of rows that share a sheet: what text leaves, dealt to the charts by their shares.
  func heights(in room: Double, gap: Double) -> [Double] {
    var free = room - gap * Double(count - 1)
    var heights = map(\.least)
    let most = map(\.most)
    var open: [Int] = []
    for index in indices {
      if self[index].share == nil { free -= heights[index] } else { open.append(index) }
    }
    // Rows that reach a bound are set, and the others share what is left.
    while !open.isEmpty {
      let shares = open.reduce(0) { $0 + (self[$1].share ?? 0) }
      let wanted = open.map { free * (self[$0].share ?? 0) / shares }
      let tooLow = zip(open, wanted).filter { $1 < heights[$0] }.map(\.0)
      let tooHigh = zip(open, wanted).filter { $1 > most[$0] }.map(\.0)
      guard !tooLow.isEmpty || !tooHigh.isEmpty else {
        for (index, height) in zip(open, wanted) { heights[index] = height }
        break
      }
      let set = tooLow.isEmpty ? tooHigh : tooLow
      for index in set {
        if tooLow.isEmpty { heights[index] = most[index] }
        free -= heights[index]
      }
      open.removeAll { set.contains($0) }
    }
    return heights.map { Swift.min($0, room) }
  }
}
