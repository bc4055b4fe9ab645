public import Drawing

/// Box plots: quartiles as a box, the median as a line, whiskers, and single values beyond them.
public struct BoxMark: Mark {
  /// The numbers of one box.
  public struct Box: Equatable, Sendable {
    public var place: Double
    public var whiskers: ClosedRange<Double>
    public var quartiles: ClosedRange<Double>
    public var median: Double
    /// Values beyond the whiskers.
    public var outliers: [Double]

    public init(
      place: Double, whiskers: ClosedRange<Double>, quartiles: ClosedRange<Double>, median: Double,
      outliers: [Double] = []
    ) {
      self.place = place
      self.whiskers = whiskers
      self.quartiles = quartiles
      self.median = median
      self.outliers = outliers
    }

    /// Tukey's box of some values; nil where none is finite.
    ///
    /// Whiskers end at the outermost values within 1.5 interquartile ranges of the box.
    ///
    /// Reference: Tukey, "Exploratory Data Analysis", 1977; quartiles as R's type 7.
    public init?(place: Double, values: [Double]) {
      let sorted = values.filter(\.isFinite).sorted()
      guard let first = sorted.first, let last = sorted.last else { return nil }
      let (low, high) = (quantile(sorted, 0.25), quantile(sorted, 0.75))
      let reach = 1.5 * (high - low)
      let inner = sorted.filter { $0 >= low - reach && $0 <= high + reach }
      // Quartiles of few values lie between them, beyond every inner value.
      let start = min(inner.first ?? first, low)
      let end = max(inner.last ?? last, high)
      self.init(
        place: place, whiskers: start...end, quartiles: low...high,
        median: quantile(sorted, 0.5), outliers: sorted.filter { $0 < start || $0 > end })
    }
  }

  public var orientation: Orientation
  public var boxes: [Box]
  public var thickness: Thickness
  public var offset: Thickness
  /// Of lines and single values.
  public var color: Color
  public var fill: Color
  public var lineWidth: Double

  public init(
    _ orientation: Orientation, boxes: [Box], thickness: Thickness = .share(0.5),
    offset: Thickness = .points(0), color: Color, fill: Color, lineWidth: Double = 0.8
  ) {
    self.orientation = orientation
    self.boxes = boxes
    self.thickness = thickness
    self.offset = offset
    self.color = color
    self.fill = fill
    self.lineWidth = lineWidth
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, orientation)
    return boxes.flatMap { primitives(of: $0, lane) }
  }

  private func primitives(of box: Box, _ lane: Lane) -> [Primitive] {
    guard let place = lane.across(box.place),
      let low = lane.heldAlong(box.quartiles.lowerBound),
      let high = lane.heldAlong(box.quartiles.upperBound)
    else { return [] }
    let middle = place + lane.points(offset, at: box.place)
    let half = lane.points(thickness, at: box.place) / 2
    guard lane.breadth.contains(middle) else { return [] }
    let stroke = Stroke(color, width: lineWidth)
    var shapes: [Primitive] = []
    let whiskers = [(box.whiskers.lowerBound, low), (box.whiskers.upperBound, high)]
    for (end, side) in whiskers {
      guard let end = lane.heldAlong(end), end != side else { continue }
      shapes += [lane.line(from: (end, middle), to: (side, middle), stroke)].compactMap(\.self)
    }
    if let rect = lane.rect(along: (low, high), across: (middle - half, middle + half)) {
      shapes.append(.rectangle(rect, fill: fill, stroke: stroke, cornerRadius: 0))
    }
    if lane.scale.holds(box.median), let center = lane.along(box.median) {
      shapes += [
        lane.line(
          from: (center, middle - half), to: (center, middle + half),
          Stroke(color, width: lineWidth * 2.2))
      ].compactMap(\.self)
    }
    let outliers = box.outliers.filter { lane.scale.holds($0) }.compactMap { lane.along($0) }
    let points = thinned(outliers.map { lane.point($0, middle) }, in: lane.frame)
    return shapes
      + points.map { .marker(.circle, at: $0, size: 2.6, fill: nil, stroke: stroke) }
  }
}

/// The quantile of sorted values, interpolated between neighbours as R's type 7 does.
func quantile(_ sorted: [Double], _ share: Double) -> Double {
  precondition(!sorted.isEmpty, "no values have no quantile")
  let place = share * Double(sorted.count - 1)
  let index = min(Int(place), sorted.count - 1)
  let next = min(index + 1, sorted.count - 1)
  let part = place - Double(index)
  return sorted[index] * (1 - part) + sorted[next] * part
}
