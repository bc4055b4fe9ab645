public import Drawing

/// Ranges along x, one for each place on y: a thin line from end to end, a bar over the middle half,
/// and a tick at the median.
///
/// Without quartiles it is a plain range bar.
public struct RangeMark: Mark {
  /// The numbers of one range, each within the next.
  public struct Range: Equatable, Sendable {
    public var place: Double
    /// The outermost values: minimum and maximum; NaN leaves the thin line out.
    public var ends: (lower: Double, upper: Double)
    /// The thick part: quartiles, or percentiles.
    public var core: (lower: Double, upper: Double)
    /// The marked middle; NaN marks none.
    public var median: Double

    public init(
      place: Double, ends: (lower: Double, upper: Double), core: (lower: Double, upper: Double),
      median: Double
    ) {
      self.place = place
      self.ends = ends
      self.core = core
      self.median = median
    }

    public static func == (a: Range, b: Range) -> Bool {
      a.place == b.place && a.ends == b.ends && a.core == b.core && a.median == b.median
    }
  }

  public var ranges: [Range]
  public var color: Color
  public var medianColor: Color
  public var thickness: Double
  public var lineWidth: Double
  /// How far below its place a range is drawn, in points.
  public var offset: Double

  public init(
    _ ranges: [Range], color: Color, medianColor: Color, thickness: Double, lineWidth: Double,
    offset: Double = 0
  ) {
    self.ranges = ranges
    self.color = color
    self.medianColor = medianColor
    self.thickness = thickness
    self.lineWidth = lineWidth
    self.offset = offset
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let shown = thinned(ranges, in: area.frame, limit: 2) {
      area.point($0.core.lower, $0.place) ?? Point(0, 0)
    }
    return shown.flatMap { primitives(of: $0, area) }
  }

  private func primitives(of range: Range, _ area: PlotArea) -> [Primitive] {
    let frame = area.frame
    guard let place = area.vertical(range.place),
      (frame.minY...frame.maxY).contains(place + offset)
    else { return [] }
    let middle = place + offset
    let (top, bottom) = (
      max(middle - thickness / 2, frame.minY), min(middle + thickness / 2, frame.maxY)
    )
    var shapes: [Primitive] = []
    if let low = area.clampedHorizontal(range.ends.lower),
      let high = area.clampedHorizontal(range.ends.upper), high > low
    {
      shapes.append(
        .polyline([Point(low, middle), Point(high, middle)], Stroke(color, width: lineWidth)))
    }
    if let low = area.clampedHorizontal(range.core.lower),
      let high = area.clampedHorizontal(range.core.upper)
    {
      // A constant feature is still a visible mark.
      let width = min(max(high - low, 1.5), frame.width)
      let start = min(low, frame.maxX - width)
      shapes.append(
        .rectangle(
          Rect(x: start, y: top, width: width, height: bottom - top),
          fill: color, stroke: nil, cornerRadius: min(thickness / 2, width / 2)))
    }
    if area.x.holds(range.median), let center = area.clampedHorizontal(range.median) {
      shapes.append(
        .polyline([Point(center, top), Point(center, bottom)], Stroke(medianColor, width: 1)))
    }
    return shapes
  }
}
