internal import Charts
internal import Drawing

/// What every part of a figure needs to draw: colours, type and the size of text.
struct Easel {
  var theme: Theme
  var measurer: any TextMeasurer

  func size(_ runs: [TextRun]) -> Size { measurer.measure(TextBlock(runs)).size }

  func size(_ block: TextBlock) -> Size { measurer.measure(block).size }

  func fitted(
    _ runs: [TextRun], width: Double, lines: Int = 1, alignment: TextBlock.Alignment = .leading
  ) -> TextBlock {
    .fitted(
      runs, width: width, maximumLines: lines, alignment: alignment, measurer: measurer)
  }

  /// A title of several lines that are about equally long, so that no last word stands alone.
  func balanced(_ runs: [TextRun], width: Double, lines: Int) -> TextBlock {
    let full = fitted(runs, width: width, lines: lines)
    let natural = size(runs)
    let height = size(full).height
    guard natural.width > width, natural.width < width * Double(lines) * 0.95 else { return full }
    var (narrow, wide) = (width / 2, width)
    for _ in 0..<6 {
      let middle = (narrow + wide) / 2
      // Measured without a limit of lines, so that a width which would cut the text is seen.
      let block = TextBlock(runs, width: middle)
      if size(block).height <= height + 0.01 { wide = middle } else { narrow = middle }
    }
    return TextBlock(runs, width: wide, maximumLines: lines)
  }

  /// A figure's title and what is plotted under it, and what is left of the rectangle.
  func header(
    _ title: String, _ subtitle: String, in rect: Rect
  ) -> (shapes: [Primitive], rest: Rect) {
    guard theme.hasTitles else { return ([], rect) }
    var shapes: [Primitive] = []
    var top = rect.minY
    let parts = [([theme.title(title)], 2.0), ([theme.small(subtitle)], 0)]
    for (runs, gap) in parts where !runs[0].string.isEmpty {
      let block =
        gap > 0
        ? balanced(runs, width: rect.width, lines: 3) : fitted(runs, width: rect.width, lines: 2)
      shapes.append(.text(block, at: Point(rect.minX, top), Anchor(.leading, .top)))
      top += size(block).height + gap
    }
    return (shapes, rect.inset(top: top - rect.minY + 10))
  }

  /// Lines of text under each other from a point down, as many as fit above the bottom.
  func column(
    _ blocks: [TextBlock], from point: Point, to bottom: Double, gap: Double
  ) -> (shapes: [Primitive], end: Double) {
    var shapes: [Primitive] = []
    var top = point.y
    for block in blocks {
      let height = size(block).height
      guard top + height <= bottom + 0.01 else { break }
      shapes.append(.text(block, at: Point(point.x, top), Anchor(.leading, .top)))
      top += height + gap
    }
    return (shapes, top)
  }
}
