internal import Drawing

/// A plot area as marks of either orientation see it: values run along, places stand across.
///
/// Coordinates along and across are points on the page.
struct Lane {
  var area: PlotArea
  var orientation: Orientation

  init(_ area: PlotArea, _ orientation: Orientation) {
    self.area = area
    self.orientation = orientation
  }

  var frame: Rect { area.frame }

  /// The scale of the values.
  var scale: any Scale { orientation == .horizontal ? area.x : area.y }

  /// The page's coordinates at the start and the end of the values' axis.
  var ends: (start: Double, end: Double) {
    orientation == .horizontal ? (frame.minX, frame.maxX) : (frame.maxY, frame.minY)
  }

  var length: Double { orientation == .horizontal ? frame.width : frame.height }

  /// The page's coordinates between which places stand.
  var breadth: ClosedRange<Double> {
    orientation == .horizontal ? frame.minY...frame.maxY : frame.minX...frame.maxX
  }

  func along(_ value: Double) -> Double? {
    orientation == .horizontal ? area.horizontal(value) : area.vertical(value)
  }

  /// Where a value stands, held to the frame.
  func heldAlong(_ value: Double) -> Double? {
    orientation == .horizontal ? area.clampedHorizontal(value) : area.clampedVertical(value)
  }

  func across(_ place: Double) -> Double? {
    orientation == .horizontal ? area.vertical(place) : area.horizontal(place)
  }

  /// Where a share of the values' axis is on the page.
  func along(unit: Double) -> Double { ends.start + unit * (ends.end - ends.start) }

  /// The points that a thickness takes at a place; 0 where it has none.
  func points(_ thickness: Thickness, at place: Double) -> Double {
    switch thickness {
    case .points(let points): return points
    case .share(let share):
      guard let here = across(place), let next = across(place + 1) else { return 0 }
      return (next - here).magnitude * share
    }
  }

  func point(_ along: Double, _ across: Double) -> Point {
    orientation == .horizontal ? Point(along, across) : Point(across, along)
  }

  /// The part of a rectangle inside the frame; nil where none is.
  func rect(along: (Double, Double), across: (Double, Double)) -> Rect? {
    let (low, high) = (min(along.0, along.1), max(along.0, along.1))
    let (near, far) = (min(across.0, across.1), max(across.0, across.1))
    let rect =
      orientation == .horizontal
      ? Rect(x: low, y: near, width: high - low, height: far - near)
      : Rect(x: near, y: low, width: far - near, height: high - low)
    return frame.intersection(rect)
  }

  /// A line between two points of the page, cut at the frame.
  func line(
    from start: (along: Double, across: Double), to end: (along: Double, across: Double),
    _ stroke: Stroke
  ) -> Primitive? {
    frame.clipping(from: point(start.along, start.across), to: point(end.along, end.across))
      .map { .polyline([$0.start, $0.end], stroke) }
  }
}
