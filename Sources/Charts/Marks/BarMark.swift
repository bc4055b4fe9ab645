public import Drawing

/// Filled bars from a baseline to a value, one for each place.
///
/// A bar without a value is left out; one beyond the frame ends at its edge. A baseline without
/// a place (zero on a log scale) is where the axis starts. Where bars are thinner than half a point
/// those of one column are drawn as one, so that a million of them stay as small as the frame.
public struct BarMark: Mark {
  public var orientation: Orientation
  public var values: [Double]
  public var places: [Double]
  /// Where each bar starts.
  public var starts: [Double]
  public var thickness: Thickness
  /// How far from its place a bar stands, to the right or down.
  public var offset: Thickness
  public var color: Color

  /// Bars that start at values of their own, as in a stack.
  public init(
    _ orientation: Orientation = .horizontal, from starts: [Double], to values: [Double],
    places: [Double], thickness: Thickness = .share(0.8), offset: Thickness = .points(0),
    color: Color
  ) {
    precondition(
      values.count == places.count && values.count == starts.count,
      "\(values.count) bars need as many places and starts, not \(places.count) and \(starts.count)"
    )
    self.orientation = orientation
    self.values = values
    self.places = places
    self.starts = starts
    self.thickness = thickness
    self.offset = offset
    self.color = color
  }

  /// Bars from one baseline.
  public init(
    _ orientation: Orientation = .horizontal, values: [Double], places: [Double],
    baseline: Double = 0, thickness: Thickness = .share(0.8), offset: Thickness = .points(0),
    color: Color
  ) {
    self.init(
      orientation, from: values.map { _ in baseline }, to: values, places: places,
      thickness: thickness, offset: offset, color: color)
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, orientation)
    let bars = values.indices.compactMap { bar($0, lane) }
    return merged(bars, lane).compactMap { bar in
      lane.rect(along: bar.along, across: bar.across).map { .rectangle($0, fill: color) }
    }
  }

  private typealias Bar = (along: (Double, Double), across: (Double, Double))

  private func bar(_ index: Int, _ lane: Lane) -> Bar? {
    guard let end = lane.heldAlong(values[index]), let place = lane.across(places[index]) else {
      return nil
    }
    let start = lane.heldAlong(starts[index]) ?? lane.ends.start
    let middle = place + lane.points(offset, at: places[index])
    let half = lane.points(thickness, at: places[index]) / 2
    return ((start, end), (middle - half, middle + half))
  }

  /// The bars themselves, or one for each half point across where there are more than that.
  private func merged(_ bars: [Bar], _ lane: Lane) -> [Bar] {
    let breadth = lane.breadth
    let columns = Int((breadth.upperBound - breadth.lowerBound) * 2)
    guard bars.count > max(columns, 1) else { return bars }
    var reach: [(low: Double, high: Double)?] = Array(repeating: nil, count: columns + 1)
    for bar in bars {
      let middle = (bar.across.0 + bar.across.1) / 2
      guard breadth.contains(middle) else { continue }
      let column = Int((middle - breadth.lowerBound) * 2)
      let (low, high) = (min(bar.along.0, bar.along.1), max(bar.along.0, bar.along.1))
      reach[column] = (min(reach[column]?.low ?? low, low), max(reach[column]?.high ?? high, high))
    }
    return reach.enumerated().compactMap { column, reach in
      guard let reach else { return nil }
      let left = breadth.lowerBound + Double(column) / 2
      return ((reach.low, reach.high), (left, left + 0.5))
    }
  }
}
