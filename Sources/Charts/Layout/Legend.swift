public import Drawing

/// Names with swatches that show what stands for them: colour, dash and marker.
///
/// For where no label fits at a line's end: bars in groups, bands, markers in a cloud.
public struct Legend: Equatable, Sendable {
  public enum Swatch: Equatable, Sendable {
    case line(Stroke, MarkerShape? = nil)
    case marker(MarkerShape, Color)
    case fill(Color)
  }

  public struct Entry: Equatable, Sendable {
    public var name: String
    public var swatch: Swatch
    /// The name's colour; nil for the ink of notes.
    public var color: Color?

    public init(_ name: String, _ swatch: Swatch, color: Color? = nil) {
      self.name = name
      self.swatch = swatch
      self.color = color
    }

    /// An arm's line with its dash and marker.
    public static func line(_ name: String, _ style: ArmStyle, width: Double = 1.6) -> Entry {
      Entry(
        name, .line(Stroke(style.color, width: width, dashes: style.dashes), style.marker),
        color: style.text)
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  private static let gap = 14.0
  private static let swatchGap = 4.0

  /// An entry with where it stands, from the legend's top left corner.
  private struct Place {
    var block: TextBlock
    var swatch: Swatch?
    var x: Double
    var y: Double
  }

  /// The room that the legend takes in a width.
  public func size(width: Double, theme: Theme, measurer: any TextMeasurer) -> Size {
    layout(Size(width, .infinity), theme, measurer).size
  }

  /// Draws the entries from the left, in as many lines as they need; those without room are counted.
  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let layout = layout(rect.size, theme, measurer)
    return layout.places.flatMap { place -> [Primitive] in
      let middle = rect.minY + place.y
      let left = rect.minX + place.x
      guard let swatch = place.swatch else {
        return [.text(place.block, at: Point(left, middle), Anchor(.leading, .middle))]
      }
      let text = Point(left + Self.width(swatch) + Self.swatchGap, middle)
      return Self.primitives(swatch, left, middle)
        + [.text(place.block, at: text, Anchor(.leading, .middle))]
    }
  }

  private static func width(_ swatch: Swatch) -> Double {
    switch swatch {
    // A dash shows twice.
    case .line(let stroke, _): max(22, stroke.dashes.reduce(0, +) * 2)
    case .marker: 7
    case .fill: 9
    }
  }

  private static func primitives(
    _ swatch: Swatch, _ left: Double, _ middle: Double
  ) -> [Primitive] {
    let width = width(swatch)
    func marker(_ shape: MarkerShape, _ color: Color, size: Double) -> Primitive {
      let isOpen = shape == .cross || shape == .plus
      return .marker(
        shape, at: Point(left + width / 2, middle), size: size, fill: isOpen ? nil : color,
        stroke: isOpen ? Stroke(color, width: size / 4) : nil)
    }
    switch swatch {
    case .line(let stroke, let shape):
      let line = Primitive.polyline([Point(left, middle), Point(left + width, middle)], stroke)
      return [line] + (shape.map { [marker($0, stroke.color, size: 5)] } ?? [])
    case .marker(let shape, let color): return [marker(shape, color, size: 5.5)]
    case .fill(let color):
      return [.rectangle(Rect(x: left, y: middle - 3.5, width: width, height: 7), fill: color)]
    }
  }

  private func layout(
    _ room: Size, _ theme: Theme, _ measurer: any TextMeasurer
  ) -> (places: [Place], size: Size) {
    var places: [Place] = []
    var (x, y, right) = (0.0, 0.0, 0.0)
    let line = measurer.measure(TextBlock([theme.small("Ag")])).size.height + 2
    func block(_ string: String, _ color: Color?, _ width: Double) -> TextBlock {
      .fitted(
        [theme.small(string, color: color)], width: max(width, 1), measurer: measurer)
    }
    for (index, entry) in entries.enumerated() {
      let swatch = Self.width(entry.swatch) + Self.swatchGap
      let name = block(entry.name, entry.color, room.width - swatch)
      let width = swatch + measurer.measure(name).size.width
      if x > 0, x + width > room.width {
        (x, y) = (0, y + line)
      }
      if y + line > room.height + 0.01 {
        guard let last = places.popLast() else { break }
        let note = block("+ \(entries.count - index + 1) more", nil, room.width - last.x)
        places.append(Place(block: note, swatch: nil, x: last.x, y: last.y))
        break
      }
      places.append(Place(block: name, swatch: entry.swatch, x: x, y: y + line / 2))
      x += width + Self.gap
      right = max(right, x - Self.gap)
    }
    let bottom = places.last.map { $0.y + line / 2 } ?? 0
    return (places, Size(right, bottom))
  }
}
