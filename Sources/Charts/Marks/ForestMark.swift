public import Drawing

/// Estimates with their intervals, one for each place on y: a forest plot.
///
/// An interval that goes on beyond the frame ends there with an arrow; an estimate beyond it has
/// an arrow only. A row without an estimate or interval shows what it has.
public struct ForestMark: Mark {
  public struct Row: Equatable, Sendable {
    public var place: Double
    public var estimate: Double
    /// NaN at both ends where there is no interval.
    public var lower: Double
    public var upper: Double
    public var color: Color
    public var shape: MarkerShape
    public var size: Double

    public init(
      place: Double, estimate: Double, lower: Double, upper: Double, color: Color,
      shape: MarkerShape = .circle, size: Double = 5
    ) {
      self.place = place
      self.estimate = estimate
      self.lower = lower
      self.upper = upper
      self.color = color
      self.shape = shape
      self.size = size
    }
  }

  public var rows: [Row]
  public var lineWidth: Double

  public init(_ rows: [Row], lineWidth: Double = 1.4) {
    self.rows = rows
    self.lineWidth = lineWidth
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let frame = area.frame
    let shown = thinned(rows, in: frame, limit: 2) {
      area.point($0.estimate, $0.place) ?? Point(0, 0)
    }
    return shown.flatMap { row -> [Primitive] in
      guard let middle = area.vertical(row.place), (frame.minY...frame.maxY).contains(middle)
      else { return [] }
      var shapes: [Primitive] = []
      let (low, high) = (end(row.lower, area), end(row.upper, area))
      if let low, let high, high >= frame.minX, low <= frame.maxX {
        let (start, stop) = (max(low, frame.minX), min(high, frame.maxX))
        shapes.append(
          .polyline(
            [Point(start, middle), Point(stop, middle)], Stroke(row.color, width: lineWidth)))
      }
      let estimate = area.horizontal(row.estimate)
      let outmost = [low, high, estimate].compactMap(\.self)
      if outmost.contains(where: { $0 < frame.minX - 1e-6 }) {
        shapes.append(arrow(at: frame.minX, pointing: -1, middle, row.color, frame))
      }
      if outmost.contains(where: { $0 > frame.maxX + 1e-6 }) {
        shapes.append(arrow(at: frame.maxX, pointing: 1, middle, row.color, frame))
      }
      if let estimate, area.x.holds(row.estimate) {
        let isOpen = row.shape == .cross || row.shape == .plus
        shapes.append(
          .marker(
            row.shape, at: frame.held(Point(estimate, middle)), size: row.size,
            fill: isOpen ? nil : row.color,
            stroke: isOpen ? Stroke(row.color, width: lineWidth) : nil))
      }
      return shapes
    }
  }

  /// Where an end stands; an infinite one far beyond the frame, as one without a place below a log
  /// scale's start does.
  private func end(_ value: Double, _ area: PlotArea) -> Double? {
    if let place = area.horizontal(value) { return place }
    if value.isNaN { return nil }
    return value > 0 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude
  }

  private func arrow(
    at tip: Double, pointing sign: Double, _ middle: Double, _ color: Color, _ frame: Rect
  ) -> Primitive {
    let points = [
      Point(tip, middle), Point(tip - sign * 4.5, middle - 2.6),
      Point(tip - sign * 4.5, middle + 2.6),
    ]
    return .polygon(points.map(frame.held), color)
  }
}
