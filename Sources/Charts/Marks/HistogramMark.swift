public import Drawing

/// The outline of a histogram.
///
/// Bins without a place on the axis (below zero on a log scale) are left out.
public struct HistogramMark: Mark {
  /// Where the bins lie: horizontal bars stand on y, vertical ones on x.
  public var orientation: Orientation
  /// One more than there are values, rising.
  public var edges: [Double]
  public var values: [Double]
  public var stroke: Stroke
  public var fill: Color?

  public init(
    _ orientation: Orientation = .horizontal, edges: [Double], values: [Double], stroke: Stroke,
    fill: Color? = nil
  ) {
    precondition(
      edges.count == values.count + 1, "\(values.count) bins need one edge more, not \(edges.count)"
    )
    self.orientation = orientation
    self.edges = edges
    self.values = values
    self.stroke = stroke
    self.fill = fill
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, orientation)
    guard let first = values.firstIndex(where: { $0 > 0 }),
      let last = values.lastIndex(where: { $0 > 0 })
    else { return [] }
    let base = lane.heldAlong(0) ?? lane.ends.start
    // Bins in rising order go up the page, but decimation wants lines from left to right.
    let turn = orientation == .horizontal ? -1.0 : 1
    var outline: [Point] = []
    func add(_ along: Double, _ across: Double) {
      let held = min(max(across, lane.breadth.lowerBound), lane.breadth.upperBound)
      let point = Point(held * turn, along)
      if outline.last != point { outline.append(point) }
    }
    var end: Double?
    for bin in first...last {
      guard let low = lane.across(edges[bin]), let high = lane.across(edges[bin + 1]) else {
        continue
      }
      let reach = lane.heldAlong(values[bin]) ?? base
      if end == nil { add(base, low) }
      add(reach, low)
      add(reach, high)
      end = high
    }
    if let end { add(base, end) }
    guard outline.count > 1 else { return [] }
    outline = decimated(outline).map { lane.point($0.y, $0.x * turn) }
    return (fill.map { [.polygon(outline, $0)] } ?? []) + [.polyline(outline, stroke)]
  }
}
