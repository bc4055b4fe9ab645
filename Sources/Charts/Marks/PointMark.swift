public import Drawing

/// Markers at values; those without a place or beyond the frame are left out.
public struct PointMark: Mark {
  public var x: [Double]
  public var y: [Double]
  public var shape: MarkerShape
  public var size: Double
  public var fill: Color?
  public var stroke: Stroke?

  public init(
    x: [Double], y: [Double], shape: MarkerShape, size: Double, fill: Color?,
    stroke: Stroke? = nil
  ) {
    precondition(x.count == y.count, "\(x.count) places need as many values, not \(y.count)")
    self.x = x
    self.y = y
    self.shape = shape
    self.size = size
    self.fill = fill
    self.stroke = stroke
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let isOpen = shape == .cross || shape == .plus
    // Crosses have no inside: their colour is a stroke.
    let outline = stroke ?? (isOpen ? fill.map { Stroke($0, width: size / 4) } : nil)
    let (across, up) = (area.x.units(of: x), area.y.units(of: y))
    let (columns, rows, frame) = (area.x.domain, area.y.domain, area.frame)
    let points = x.indices.compactMap { index -> Point? in
      guard columns.contains(x[index]), rows.contains(y[index]), !across[index].isNaN,
        !up[index].isNaN
      else { return nil }
      return frame.held(
        Point(frame.minX + across[index] * frame.width, frame.vertical(up[index])))
    }
    return thinned(points, in: area.frame).map {
      .marker(shape, at: $0, size: size, fill: isOpen ? nil : fill, stroke: outline)
    }
  }
}

/// Lines between paired values: one a seed, from the control's place to the experiment's.
public struct SlopeMark: Mark {
  /// The places of the two ends on the x scale.
  public var places: (start: Double, end: Double)
  public var pairs: [(start: Double, end: Double)]
  public var stroke: Stroke

  public init(
    from start: Double, to end: Double, pairs: [(start: Double, end: Double)], stroke: Stroke
  ) {
    places = (start, end)
    self.pairs = pairs
    self.stroke = stroke
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let shown = thinned(pairs, in: area.frame, limit: 2) {
      Point(area.clampedVertical($0.start) ?? 0, area.clampedVertical($0.end) ?? 0)
    }
    return shown.flatMap { pair in
      LineMark(x: [places.start, places.end], y: [pair.start, pair.end], stroke: stroke)
        .pieces(in: area).filter { $0.count > 1 }.map { .polyline($0, stroke) }
    }
  }
}

/// An estimate as a dot on the interval around it.
///
/// An end beyond the frame is cut there; an estimate without a place leaves the interval alone.
public struct IntervalMark: Mark {
  public var orientation: Orientation
  /// Where on the other axis the interval stands.
  public var place: Double
  public var estimate: Double
  public var lower: Double
  public var upper: Double
  public var stroke: Stroke
  public var markerSize: Double

  public init(
    _ orientation: Orientation, at place: Double, estimate: Double, lower: Double, upper: Double,
    stroke: Stroke, markerSize: Double
  ) {
    self.orientation = orientation
    self.place = place
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.stroke = stroke
    self.markerSize = markerSize
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let (ends, middle): ([(Double, Double)], (Double, Double)) =
      orientation == .vertical
      ? ([(place, lower), (place, upper)], (place, estimate))
      : ([(lower, place), (upper, place)], (estimate, place))
    let points = ends.compactMap { area.point($0.0, $0.1) }
    var shapes: [Primitive] = []
    if points.count == 2, let part = area.frame.clipping(from: points[0], to: points[1]) {
      shapes.append(.polyline([part.start, part.end], stroke))
    }
    if let point = area.point(middle.0, middle.1), area.frame.contains(point) {
      shapes.append(
        .marker(.circle, at: point, size: markerSize, fill: stroke.color, stroke: nil))
    }
    return shapes
  }
}
