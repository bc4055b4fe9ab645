public import Drawing

/// Cells coloured by value over a grid of equal columns and rows.
public struct HeatMapMark: Mark {
  /// What the outer edges of the cells are on the two scales.
  public var columns: ClosedRange<Double>
  public var rows: ClosedRange<Double>
  /// The cells of each row, the highest row first; all rows have one length.
  public var values: [[Double]]
  /// The values at the ramp's two ends.
  public var range: ClosedRange<Double>
  public var ramp: ColorRamp

  public init(
    columns: ClosedRange<Double>, rows: ClosedRange<Double>, values: [[Double]],
    range: ClosedRange<Double>, ramp: ColorRamp
  ) {
    precondition(Set(values.map(\.count)).count <= 1, "the rows of a heat map need one length")
    self.columns = columns
    self.rows = rows
    self.values = values
    self.range = range
    self.ramp = ramp
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    guard let count = values.first?.count, count > 0,
      let left = area.clampedHorizontal(columns.lowerBound),
      let right = area.clampedHorizontal(columns.upperBound),
      let bottom = area.clampedVertical(rows.lowerBound),
      let top = area.clampedVertical(rows.upperBound), right > left, bottom > top
    else { return [] }
    let width = range.upperBound - range.lowerBound
    let cells = values.flatMap { row in
      row.map { ramp.color(at: width > 0 ? ($0 - range.lowerBound) / width : 0) }
    }
    return [
      .raster(
        Raster(columns: count, rows: values.count, cells: cells),
        Rect(x: left, y: top, width: right - left, height: bottom - top))
    ]
  }
}

/// The outline of a histogram that stands on y and reaches out along x.
public struct HistogramMark: Mark {
  /// One more than there are values.
  public var edges: [Double]
  public var values: [Double]
  public var stroke: Stroke
  public var fill: Color?

  public init(edges: [Double], values: [Double], stroke: Stroke, fill: Color? = nil) {
    precondition(
      edges.count == values.count + 1, "\(values.count) bins need one edge more, not \(edges.count)"
    )
    self.edges = edges
    self.values = values
    self.stroke = stroke
    self.fill = fill
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    guard let first = values.firstIndex(where: { $0 > 0 }),
      let last = values.lastIndex(where: { $0 > 0 }), let base = area.clampedHorizontal(0)
    else { return [] }
    var outline: [Point] = []
    func add(_ across: Double, _ down: Double) {
      let point = area.frame.held(Point(across, down))
      if outline.last != point { outline.append(point) }
    }
    for bin in first...last {
      guard let low = area.vertical(edges[bin]), let high = area.vertical(edges[bin + 1]),
        let reach = area.clampedHorizontal(values[bin])
      else { return [] }
      if bin == first { add(base, low) }
      add(reach, low)
      add(reach, high)
      if bin == last { add(base, high) }
    }
    return (fill.map { [.polygon(outline, $0)] } ?? []) + [.polyline(outline, stroke)]
  }
}
