internal import Charts
internal import Drawing

/// A low plot under another one, its frame as wide as the other's.
struct Strip {
  var heading: PanelHeading
  var plot: Plot

  /// The room that the value labels take in a strip of a size, its heading included.
  func left(in size: Size, _ easel: Easel) -> Double {
    let rest = top(in: Rect(size), easel).rest
    return plot.margins(in: rest.size, theme: easel.theme, measurer: easel.measurer).left
  }

  /// The least height that a plot keeps where its heading takes a second line rather than be cut.
  private static let leastHeight = 36.0

  private func top(in rect: Rect, _ easel: Easel) -> (shapes: [Primitive], rest: Rect) {
    let whole = heading.primitives(in: rect, theme: easel.theme, measurer: easel.measurer)
    guard whole.rest.height < Self.leastHeight else { return whole }
    return heading.primitives(in: rect, theme: easel.theme, measurer: easel.measurer, lines: 1)
  }

  /// Draws the heading from a place on and the plot with its frame under another.
  func primitives(
    over frame: Rect, from left: Double, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let column = Rect(x: left, y: rect.minY, width: frame.maxX - left, height: rect.height)
    let top = top(in: column, easel)
    var plot = plot
    let own = plot.margins(
      in: Size(frame.width, top.rest.height), theme: easel.theme, measurer: easel.measurer)
    plot.margins = Plot.Margins(left: own.left, top: 3, right: own.right)
    let place = Rect(
      x: frame.minX - own.left, y: top.rest.minY, width: own.left + frame.width + own.right,
      height: top.rest.height)
    return top.shapes
      + plot.primitives(in: place, theme: easel.theme, measurer: easel.measurer)
  }
}
