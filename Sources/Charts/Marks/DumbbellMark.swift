public import Drawing

/// Two values of each place with a line between them: before and after, control and experiment.
///
/// A value without a place or beyond the frame has no marker; the line ends at the frame.
public struct DumbbellMark: Mark {
  /// How one end looks.
  public struct End: Equatable, Sendable {
    public var shape: MarkerShape
    public var color: Color

    public init(_ shape: MarkerShape, _ color: Color) {
      self.shape = shape
      self.color = color
    }

    public init(_ style: ArmStyle) {
      self.init(style.marker, style.color)
    }
  }

  public var orientation: Orientation
  public var pairs: [(start: Double, end: Double)]
  public var places: [Double]
  public var ends: (start: End, end: End)
  public var size: Double
  public var stroke: Stroke

  public init(
    _ orientation: Orientation = .horizontal, pairs: [(start: Double, end: Double)],
    places: [Double], from start: End, to end: End, size: Double = 5, stroke: Stroke
  ) {
    precondition(
      pairs.count == places.count, "\(pairs.count) pairs need as many places, not \(places.count)")
    self.orientation = orientation
    self.pairs = pairs
    self.places = places
    ends = (start, end)
    self.size = size
    self.stroke = stroke
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, orientation)
    let shown = thinned(Array(zip(pairs, places)), in: area.frame, limit: 2) { pair, place in
      lane.point(lane.heldAlong(pair.start) ?? 0, lane.across(place) ?? 0)
    }
    var (lines, starts, stops): ([Primitive], [Point], [Point]) = ([], [], [])
    for (pair, place) in shown {
      guard let across = lane.across(place), lane.breadth.contains(across) else { continue }
      if let start = lane.along(pair.start), let end = lane.along(pair.end), start != end,
        let line = lane.line(from: (start, across), to: (end, across), stroke)
      {
        lines.append(line)
      }
      for (value, isStart) in [(pair.start, true), (pair.end, false)] {
        guard lane.scale.holds(value), let along = lane.along(value) else { continue }
        let point = area.frame.held(lane.point(along, across))
        if isStart { starts.append(point) } else { stops.append(point) }
      }
    }
    return lines + markers(starts, ends.start) + markers(stops, ends.end)
  }

  private func markers(_ points: [Point], _ end: End) -> [Primitive] {
    let isOpen = end.shape == .cross || end.shape == .plus
    return points.map {
      .marker(
        end.shape, at: $0, size: size, fill: isOpen ? nil : end.color,
        stroke: isOpen ? Stroke(end.color, width: size / 4) : nil)
    }
  }
}
