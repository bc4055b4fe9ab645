public import Drawing

/// The key of a heat map: its ramp with a label at each end, in one line.
public struct ColorBar: Sendable {
  public var ramp: ColorRamp
  public var low: String
  public var high: String
  /// What the colours count, before the bar.
  public var title: String

  public init(_ title: String, ramp: ColorRamp, low: String, high: String) {
    self.title = title
    self.ramp = ramp
    self.low = low
    self.high = high
  }

  /// Draws the key with its right end at a point and its middle at the point's height.
  public func primitives(
    endingAt end: Point, barWidth: Double = 60, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    var right = end.x
    var shapes: [Primitive] = []
    func add(_ string: String) {
      let block = TextBlock([theme.small(string)])
      shapes.append(.text(block, at: Point(right, end.y), Anchor(.trailing, .middle)))
      right -= measurer.measure(block).size.width + 4
    }
    add(high)
    let cells = (0..<32).map { ramp.color(at: Double($0) / 31) }
    let bar = Rect(x: right - barWidth, y: end.y - 3, width: barWidth, height: 6)
    shapes.append(.raster(Raster(columns: 32, rows: 1, cells: cells), bar))
    shapes.append(
      .rectangle(bar, fill: nil, stroke: Stroke(theme.line, width: 0.4), cornerRadius: 0))
    right = bar.minX - 4
    add(low)
    if !title.isEmpty { add(title + " ") }
    return shapes
  }
}
