internal import Charts
internal import Drawing

/// A table in small type: rows stay whole, the head is repeated on every page.
struct PageTable {
  struct Column {
    var title: String
    /// In proportion to the others'.
    var weight: Double
    var alignment = TextBlock.Alignment.leading
  }

  var columns: [Column]
  var rows: [[[TextRun]]]
  /// Entries with more lines are cut.
  var mostLines = 6

  private static let gap = 8.0
  private static let padding = 2.5

  func blocks(width: Double, _ easel: Easel) -> [PageBlock] {
    let theme = easel.theme
    let head = row(columns.map { [theme.small($0.title)] }, width: width, at: .bottom, easel)
    let headRule = Primitive.polyline(
      [Point(0, head.height), Point(width, head.height)], Stroke(theme.line, width: 0.8))
    var first = PageBlock(
      head.shapes + [headRule], height: head.height + 1, gap: 0, keepsWithNext: true)
    first.gap = 0.5
    return [first]
      + rows.map { cells in
        let row = row(cells, width: width, at: .top, easel)
        let rule = Primitive.polyline(
          [Point(0, row.height), Point(width, row.height)], Stroke(theme.grid, width: 0.5))
        var block = PageBlock(row.shapes + [rule], height: row.height, gap: 0.5)
        (block.head, block.headHeight) = (first.shapes, first.height + first.gap)
        return block
      }
  }

  private func row(
    _ cells: [[TextRun]], width: Double, at side: Anchor.Vertical, _ easel: Easel
  ) -> (shapes: [Primitive], height: Double) {
    let places = Rect(x: 0, y: 0, width: width, height: 0)
      .columns(columns.map(\.weight), gap: PageTable.gap)
    let blocks = zip(cells, places).map { cell, place in
      TextBlock.fitted(cell, width: place.width, maximumLines: mostLines, measurer: easel.measurer)
    }
    let tallest = blocks.map { easel.size($0).height }.max() ?? 0
    let height = tallest + 2 * PageTable.padding
    let y = side == .bottom ? height - PageTable.padding : PageTable.padding
    let shapes = zip(zip(blocks, columns), places).map { pair, place -> Primitive in
      var (block, column) = pair
      block.alignment = column.alignment
      let x =
        switch column.alignment {
        case .leading: place.minX
        case .center: place.midX
        case .trailing: place.maxX
        }
      return .text(block, at: Point(x, y), Anchor(column.alignment, side))
    }
    return (shapes, height)
  }
}
