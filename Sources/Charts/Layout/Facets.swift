public import Drawing

/// Small multiples: plots in a grid whose frames all have one size.
///
/// The caller gives plots whose scales are shared; where a side is shared its labels stand only at
/// the grid's outer edge, and an axis title once. Headings stand over each frame.
public struct Facets: Sendable {
  public struct Facet: Sendable {
    public var heading: PanelHeading
    public var plot: Plot

    public init(_ heading: PanelHeading, _ plot: Plot) {
      self.heading = heading
      self.plot = plot
    }
  }

  public var facets: [Facet]
  public var columns: Int
  /// Whether all plots of a column have one x axis.
  public var sharesX: Bool
  /// Whether all plots of a row have one y axis.
  public var sharesY: Bool
  /// The room between the plots of neighbouring columns and rows.
  public var gap: Size

  public init(
    _ facets: [Facet], columns: Int, sharesX: Bool = true, sharesY: Bool = true,
    gap: Size = Size(14, 10)
  ) {
    precondition(columns > 0, "facets need a column, not \(columns)")
    self.facets = facets
    self.columns = min(columns, max(facets.count, 1))
    self.sharesX = sharesX
    self.sharesY = sharesY
    self.gap = gap
  }

  /// The columns that make frames of some plots come nearest to a wanted width over height.
  public static func columns(for count: Int, in size: Size, aspect: Double = 1.5) -> Int {
    let candidates = 1...max(count, 1)
    func misfit(_ columns: Int) -> Double {
      let rows = (count + columns - 1) / columns
      let shape = (size.width / Double(columns)) / max(size.height / Double(max(rows, 1)), 1)
      // Empty places at the end are worth a little distortion.
      let empty = Double(columns * rows - count) / Double(max(count, 1))
      return abs(log(shape / aspect)) + empty
    }
    return candidates.min { misfit($0) < misfit($1) } ?? 1
  }

  /// The frames of all plots in a rectangle, in the facets' order.
  public func frames(in rect: Rect, theme: Theme, measurer: any TextMeasurer) -> [Rect] {
    cells(in: rect, theme, measurer).map(\.frame)
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    cells(in: rect, theme, measurer).flatMap { cell -> [Primitive] in
      let heading = cell.heading.primitives(
        in: cell.top, theme: theme, measurer: measurer, lines: 1)
      return heading.shapes
        + cell.plot.primitives(
          around: cell.frame, in: cell.rect, theme: theme, measurer: measurer)
    }
  }

  private struct Cell {
    var heading: PanelHeading
    /// Where the heading stands.
    var top: Rect
    var plot: Plot
    var frame: Rect
    /// The frame with its margins.
    var rect: Rect
  }

  private var rows: Int { (facets.count + columns - 1) / columns }

  /// A facet's plot without what the outer edge says for it.
  private func plot(_ index: Int) -> Plot {
    var plot = facets[index].plot
    let isLowest = index + columns >= facets.count
    let isLast = index == facets.count - 1
    if sharesY, index % columns != 0 { plot.y.hasLabels = false }
    if sharesX {
      if !isLowest { plot.x.hasLabels = false }
      if !isLast { plot.x.title = nil }
    }
    return plot
  }

  private func cells(in rect: Rect, _ theme: Theme, _ measurer: any TextMeasurer) -> [Cell] {
    guard !facets.isEmpty else { return [] }
    let plots = facets.indices.map(plot)
    let headings = facets.indices.map { index -> Double in
      let wide = Rect(x: 0, y: 0, width: rect.width / Double(columns), height: rect.height)
      let rest = facets[index].heading.primitives(
        in: wide, theme: theme, measurer: measurer, lines: 1
      ).rest
      return facets[index].heading.title.isEmpty && facets[index].heading.subtitle.isEmpty
        ? 0 : rest.minY - wide.minY
    }
    let tops = (0..<rows).map { row in
      headings[(row * columns)..<min((row + 1) * columns, facets.count)].max() ?? 0
    }
    var size = Size(
      (rect.width - gap.width * Double(columns - 1)) / Double(columns),
      (rect.height - gap.height * Double(rows - 1) - tops.reduce(0, +)) / Double(rows))
    var margins = plots.map { _ in Plot.Margins() }
    // Ticks depend on the frame, and the frame on the ticks' labels: the second turn settles it.
    for _ in 0..<2 {
      margins = zip(plots, margins).map {
        $1.union($0.margins(in: size, theme: theme, measurer: measurer))
      }
      size = cell(in: rect, margins, tops)
    }
    let columnMargins = (0..<columns).map { column in edges(margins, column: column) }
    let rowMargins = (0..<rows).map { row in edges(margins, row: row) }
    let frame = frameSize(in: rect, columnMargins, rowMargins, tops)
    var cells: [Cell] = []
    var y = rect.minY
    for row in 0..<rows {
      var x = rect.minX
      for column in 0..<columns {
        let index = row * columns + column
        guard index < facets.count else { break }
        let (beside, around) = (columnMargins[column], rowMargins[row])
        let box = Rect(
          x: x, y: y + tops[row], width: beside.left + frame.width + beside.right,
          height: around.top + frame.height + around.bottom)
        let place = Rect(
          x: x + beside.left, y: box.minY + around.top, width: frame.width, height: frame.height)
        // Names are as wide as the frame and what stands beside it.
        let top = Rect(
          x: place.minX, y: y, width: max(frame.width + beside.right, 1), height: tops[row])
        cells.append(
          Cell(
            heading: facets[index].heading, top: top, plot: plots[index], frame: place, rect: box))
        x = box.maxX + gap.width
      }
      y += tops[row] + rowMargins[row].top + frame.height + rowMargins[row].bottom + gap.height
    }
    return cells
  }

  private func edges(_ margins: [Plot.Margins], column: Int) -> Plot.Margins {
    margins.enumerated().filter { $0.offset % columns == column }
      .reduce(Plot.Margins()) { $0.union($1.element) }
  }

  private func edges(_ margins: [Plot.Margins], row: Int) -> Plot.Margins {
    margins.enumerated().filter { $0.offset / columns == row }
      .reduce(Plot.Margins()) { $0.union($1.element) }
  }

  private func frameSize(
    in rect: Rect, _ columnMargins: [Plot.Margins], _ rowMargins: [Plot.Margins], _ tops: [Double]
  ) -> Size {
    let across = columnMargins.reduce(gap.width * Double(columns - 1)) { $0 + $1.left + $1.right }
    let down = rowMargins.reduce(gap.height * Double(rows - 1)) { $0 + $1.top + $1.bottom }
    return Size(
      max(0, rect.width - across) / Double(columns),
      max(0, rect.height - down - tops.reduce(0, +)) / Double(rows))
  }

  /// The widest plot's room with its margins, for the next turn.
  private func cell(in rect: Rect, _ margins: [Plot.Margins], _ tops: [Double]) -> Size {
    let columnMargins = (0..<columns).map { edges(margins, column: $0) }
    let rowMargins = (0..<rows).map { edges(margins, row: $0) }
    let frame = frameSize(in: rect, columnMargins, rowMargins, tops)
    let beside = columnMargins.reduce(Plot.Margins()) { $0.union($1) }
    let around = rowMargins.reduce(Plot.Margins()) { $0.union($1) }
    return Size(
      frame.width + beside.left + beside.right, frame.height + around.top + around.bottom)
  }
}
