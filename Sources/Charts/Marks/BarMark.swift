public import Drawing

/// Filled bars along x, one for each place on y, from a baseline to a value.
///
/// A bar without a value is left out; one beyond the frame ends at its edge.
public struct BarMark: Mark {
  public var values: [Double]
  public var places: [Double]
  public var baseline: Double
  /// The bar's thickness in points.
  public var thickness: Double
  public var color: Color

  public init(
    values: [Double], places: [Double], baseline: Double = 0, thickness: Double, color: Color
  ) {
    precondition(
      values.count == places.count, "\(values.count) bars need as many places, not \(places.count)")
    self.values = values
    self.places = places
    self.baseline = baseline
    self.thickness = thickness
    self.color = color
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    zip(values, places).compactMap { value, place in
      guard let start = area.clampedHorizontal(baseline), let end = area.clampedHorizontal(value),
        let middle = area.vertical(place)
      else { return nil }
      let bar = Rect(
        x: min(start, end), y: middle - thickness / 2, width: (end - start).magnitude,
        height: thickness)
      return area.frame.intersection(bar).map { .rectangle($0, fill: color) }
    }
  }
}

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
    ranges.flatMap { range -> [Primitive] in
      guard let place = area.vertical(range.place) else { return [] }
      let middle = place + offset
      guard (area.frame.minY...area.frame.maxY).contains(middle) else { return [] }
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
        let width = max(high - low, 1.5)
        let start = min(low, area.frame.maxX - width)
        shapes.append(
          .rectangle(
            Rect(x: start, y: middle - thickness / 2, width: width, height: thickness),
            fill: color, stroke: nil, cornerRadius: min(thickness / 2, width / 2)))
      }
      if area.x.holds(range.median), let center = area.clampedHorizontal(range.median) {
        shapes.append(
          .polyline(
            [Point(center, middle - thickness / 2), Point(center, middle + thickness / 2)],
            Stroke(medianColor, width: 1)))
      }
      return shapes
    }
  }
}
