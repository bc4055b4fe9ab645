public import Drawing

/// Text in rows and columns under a head, as wide as it must be.
///
/// Columns are as wide as their widest entry; where they don't fit all become narrower in
/// proportion, the leading ones first cut in the middle. Rows without room are counted in a last line.
public struct Table: Equatable, Sendable {
  public struct Column: Equatable, Sendable {
    public var title: String
    public var alignment: TextBlock.Alignment

    public init(_ title: String, _ alignment: TextBlock.Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  public var columns: [Column]
  /// The entries of each row, one for each column.
  public var rows: [[[TextRun]]]
  /// Whether the columns share out the whole width.
  public var fillsWidth: Bool

  public init(_ columns: [Column], rows: [[[TextRun]]], fillsWidth: Bool = false) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "every row needs \(columns.count) entries")
    self.columns = columns
    self.rows = rows
    self.fillsWidth = fillsWidth
  }

  private static let gap = 14.0
  private static let padding = 2.5

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let widths = widths(in: rect.width, theme, measurer)
    guard let last = widths.indices.last else { return [] }
    let right = widths.reduce(rect.minX - Self.gap) { $0 + $1 + Self.gap }
    let head = columns.map { [theme.small($0.title)] }
    var shapes: [Primitive] = []
    var y = rect.minY
    let line = measurer.measure(TextBlock([theme.small("Ag")])).size.height + 2 * Self.padding
    for (index, entries) in ([head] + rows).enumerated() {
      let blocks = entries.indices.map {
        TextBlock.fitted(
          entries[$0], width: widths[$0], alignment: columns[$0].alignment, measurer: measurer)
      }
      let tallest = blocks.map { measurer.measure($0).size.height }.max() ?? 0
      let height = tallest + 2 * Self.padding
      let isFinal = index == rows.count
      if y + height + (isFinal ? 0 : line) > rect.maxY + 0.01 {
        let count = rows.count - index + 1
        if index > 0, y + line <= rect.maxY + 0.01 {
          let block = TextBlock([theme.small("+ \(count) more")])
          shapes.append(
            .text(block, at: Point(rect.minX, y + Self.padding), Anchor(.leading, .top)))
        }
        return shapes
      }
      var x = rect.minX
      for (column, block) in blocks.enumerated() {
        let place =
          switch columns[column].alignment {
          case .leading: x
          case .center: x + widths[column] / 2
          case .trailing: x + widths[column]
          }
        shapes.append(
          .text(
            block, at: Point(place, y + height / 2), Anchor(columns[column].alignment, .middle)))
        x += widths[column] + (column < last ? Self.gap : 0)
      }
      y += height
      let stroke = index == 0 ? Stroke(theme.line, width: 0.8) : Stroke(theme.grid, width: 0.5)
      shapes.append(.polyline([Point(rect.minX, y), Point(right, y)], stroke))
    }
    return shapes
  }

  /// The height of the head and all rows in a width.
  public func height(theme: Theme, measurer: any TextMeasurer) -> Double {
    let head = columns.map { [theme.small($0.title)] }
    return ([head] + rows).reduce(0) { sum, entries in
      let tallest = entries.map { measurer.measure(TextBlock($0)).size.height }.max() ?? 0
      return sum + tallest + 2 * Self.padding
    }
  }

  private func widths(
    in room: Double, _ theme: Theme, _ measurer: any TextMeasurer
  ) -> [Double] {
    let natural = columns.indices.map { column in
      ([[theme.small(columns[column].title)]] + rows.map { $0[column] }).map {
        measurer.measure(TextBlock($0)).size.width
      }.max() ?? 0
    }
    let free = max(0, room - Self.gap * Double(max(columns.count - 1, 0)))
    let total = natural.reduce(0, +)
    guard total > free else {
      return fillsWidth && total > 0 ? natural.map { $0 * free / total } : natural
    }
    // Narrow columns keep their width; the wide ones share what is left.
    var limit = free / Double(natural.count)
    for _ in natural.indices {
      let wide = natural.count { $0 > limit }
      let taken = natural.filter { $0 <= limit }.reduce(0, +)
      limit = max(limit, (free - taken) / Double(max(wide, 1)))
    }
    return natural.map { min($0, limit) }
  }
}
