public import Drawing

/// A scale with its ticks, drawn along one side of a frame.
public struct Axis: Sendable {
  public enum Edge: Sendable {
    case left, right, bottom
  }

  public var edge: Edge
  public var scale: any Scale
  public var ticks: Ticks
  /// The unit, at the axis's far end; nil for none.
  public var title: String?
  /// How wide labels may be before they are cut in the middle; nil for as wide as they are.
  public var labelWidth: Double?
  public var hasLine: Bool
  public var hasGrid: Bool

  public init(
    _ edge: Edge, scale: any Scale, ticks: Ticks, title: String? = nil, labelWidth: Double? = nil,
    hasLine: Bool = true, hasGrid: Bool = false
  ) {
    self.edge = edge
    self.scale = scale
    self.ticks = ticks
    self.title = title
    self.labelWidth = labelWidth
    self.hasLine = hasLine
    self.hasGrid = hasGrid
  }

  static let tickLength = 3.0
  static let labelGap = 2.5

  /// The room that an axis of a length takes beside the frame.
  public func thickness(
    length: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double {
    let sizes = ticks.labels.filter { !$0.isEmpty }.map {
      measurer.measure(block($0, theme, measurer)).size
    }
    let room = Self.tickLength + Self.labelGap
    switch edge {
    case .left, .right: return (sizes.map(\.width).max() ?? 0) + room
    case .bottom:
      let height = title.map { measurer.measure(TextBlock([theme.small($0)])).size.height } ?? 0
      let fits = titleEnd(length: length, theme: theme, measurer: measurer) != nil
      let labels = sizes.map(\.height).max() ?? 0
      return room + (fits ? max(labels, height) : labels + height)
    }
  }

  /// How far labels stick out beyond the frame's two ends, for the margins across the axis.
  public func overhang(
    length: Double, theme: Theme, measurer: any TextMeasurer
  ) -> (start: Double, end: Double) {
    var (start, end) = (0.0, 0.0)
    for (value, label) in zip(ticks.values, ticks.labels) where !label.isEmpty {
      guard let unit = scale.unit(value) else { continue }
      let size = measurer.measure(block(label, theme, measurer)).size
      let half = (edge == .bottom ? size.width : size.height) / 2
      start = max(start, half - unit * length)
      end = max(end, half - (1 - unit) * length)
    }
    return (start, end)
  }

  /// Light lines across the frame at the ticks, to be drawn under all marks.
  public func grid(in frame: Rect, theme: Theme) -> [Primitive] {
    guard hasGrid else { return [] }
    let stroke = Stroke(theme.grid, width: 0.6)
    return places(ticks.values, in: frame).map { place in
      edge == .bottom
        ? .polyline([Point(place, frame.minY), Point(place, frame.maxY)], stroke)
        : .polyline([Point(frame.minX, place), Point(frame.maxX, place)], stroke)
    }
  }

  public func primitives(
    around frame: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let stroke = Stroke(theme.line, width: 0.7)
    var shapes: [Primitive] = []
    if hasLine { shapes.append(.polyline(line(of: frame), stroke)) }
    if hasLine {
      for place in places(ticks.values, in: frame) {
        shapes.append(tick(at: place, length: Self.tickLength, frame, stroke))
      }
      for place in places(ticks.minor, in: frame) {
        shapes.append(tick(at: place, length: Self.tickLength / 2, frame, stroke))
      }
    }
    var labelHeight = 0.0
    for (value, label) in zip(ticks.values, ticks.labels) where !label.isEmpty {
      guard let place = places([value], in: frame).first else { continue }
      let block = block(label, theme, measurer)
      labelHeight = max(labelHeight, measurer.measure(block).size.height)
      shapes.append(text(block, at: place, frame))
    }
    if edge == .bottom, let title {
      let end = titleEnd(length: frame.width, theme: theme, measurer: measurer)
      let down = frame.maxY + Self.tickLength + Self.labelGap + (end == nil ? labelHeight : 0)
      shapes.append(
        .text(
          TextBlock([theme.small(title)], alignment: .trailing),
          at: Point(frame.minX + (end ?? frame.width), down), Anchor(.trailing, .top)))
    }
    return shapes
  }

  /// Where the title ends on the line of the labels: at the axis's end, else before the last label,
  /// so that the line reads "50  epoch 60"; nil where neither leaves it clear of the labels.
  private func titleEnd(
    length: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? {
    guard edge == .bottom, let title else { return nil }
    let width = measurer.measure(TextBlock([theme.small(title)])).size.width
    let spans = zip(ticks.values, ticks.labels).compactMap { value, label in
      label.isEmpty
        ? nil
        : scale.unit(value).map { unit in
          let half = measurer.measure(block(label, theme, measurer)).size.width / 2
          return (start: unit * length - half, end: unit * length + half)
        }
    }
    guard let last = spans.last else { return width <= length ? length : nil }
    let (before, after) = (theme.type.small * 0.4, theme.type.small * 0.6)
    let places = [
      (end: length, taken: last.end),
      (end: last.start - before, taken: spans.dropLast().last?.end ?? -.infinity),
    ]
    return places.first { $0.end <= length && $0.end - width >= max(0, $0.taken + after) }?.end
  }

  private func block(_ label: String, _ theme: Theme, _ measurer: any TextMeasurer) -> TextBlock {
    let alignment: TextBlock.Alignment =
      switch edge {
      case .left: .trailing
      case .right: .leading
      case .bottom: .center
      }
    return .fitted(
      [theme.small(label)], width: labelWidth ?? .infinity, alignment: alignment,
      measurer: measurer)
  }

  private func line(of frame: Rect) -> [Point] {
    switch edge {
    case .left: [Point(frame.minX, frame.minY), Point(frame.minX, frame.maxY)]
    case .right: [Point(frame.maxX, frame.minY), Point(frame.maxX, frame.maxY)]
    case .bottom: [Point(frame.minX, frame.maxY), Point(frame.maxX, frame.maxY)]
    }
  }

  private func places(_ values: [Double], in frame: Rect) -> [Double] {
    values.compactMap { value in
      guard let unit = scale.unit(value), unit >= -1e-6, unit <= 1 + 1e-6 else { return nil }
      let held = min(max(unit, 0), 1)
      return edge == .bottom
        ? frame.minX + held * frame.width : frame.vertical(held)
    }
  }

  private func tick(
    at place: Double, length: Double, _ frame: Rect, _ stroke: Stroke
  ) -> Primitive {
    switch edge {
    case .left: .polyline([Point(frame.minX - length, place), Point(frame.minX, place)], stroke)
    case .right: .polyline([Point(frame.maxX, place), Point(frame.maxX + length, place)], stroke)
    case .bottom: .polyline([Point(place, frame.maxY), Point(place, frame.maxY + length)], stroke)
    }
  }

  private func text(_ block: TextBlock, at place: Double, _ frame: Rect) -> Primitive {
    let gap = Self.tickLength + Self.labelGap
    switch edge {
    case .left: return .text(block, at: Point(frame.minX - gap, place), Anchor(.trailing, .middle))
    case .right: return .text(block, at: Point(frame.maxX + gap, place), Anchor(.leading, .middle))
    case .bottom: return .text(block, at: Point(place, frame.maxY + gap), Anchor(.center, .top))
    }
  }
}
