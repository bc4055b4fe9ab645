public import Drawing

extension TextBlock {
  /// A block that is no wider than it must be: wrapped and cut only where its natural width exceeds
  /// the room.
  public static func fitted(
    _ runs: [TextRun], width: Double, maximumLines: Int = 1, alignment: Alignment = .leading,
    measurer: any TextMeasurer
  ) -> TextBlock {
    let natural = TextBlock(runs, alignment: alignment)
    if measurer.measure(natural).size.width <= width { return natural }
    return TextBlock(
      runs, width: max(width, 1), maximumLines: maximumLines, alignment: alignment)
  }
}

extension Rect {
  /// Side-by-side parts with widths in proportion to the weights.
  public func columns(_ weights: [Double], gap: Double) -> [Rect] {
    let total = weights.reduce(0, +)
    let room = max(0, width - gap * Double(max(weights.count - 1, 0)))
    var left = x
    return weights.map { weight in
      let part = Rect(x: left, y: y, width: room * weight / total, height: height)
      left += part.width + gap
      return part
    }
  }

  /// Parts above each other with heights in proportion to the weights.
  public func rows(_ weights: [Double], gap: Double) -> [Rect] {
    let total = weights.reduce(0, +)
    let room = max(0, height - gap * Double(max(weights.count - 1, 0)))
    var top = y
    return weights.map { weight in
      let part = Rect(x: x, y: top, width: width, height: room * weight / total)
      top += part.height + gap
      return part
    }
  }

  /// The rectangle that text of a size fills when held at a point.
  public static func text(_ size: Size, baseline: Double, at point: Point, _ anchor: Anchor) -> Rect
  {
    let x =
      switch anchor.horizontal {
      case .leading: point.x
      case .center: point.x - size.width / 2
      case .trailing: point.x - size.width
      }
    let y =
      switch anchor.vertical {
      case .top: point.y
      case .middle: point.y - size.height / 2
      case .baseline: point.y - baseline
      case .bottom: point.y - size.height
      }
    return Rect(x: x, y: y, width: size.width, height: size.height)
  }
}

/// What a panel says above its plot: the finding or the question, then what is plotted.
public struct PanelHeading: Equatable, Sendable {
  public var title: String
  public var subtitle: String
  public var titleColor: Color?

  public init(_ title: String, _ subtitle: String = "", titleColor: Color? = nil) {
    self.title = title
    self.subtitle = subtitle
    self.titleColor = titleColor
  }

  /// Draws the heading at the top of a rectangle and returns what is left below it.
  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer, lines: Int = 2
  ) -> (shapes: [Primitive], rest: Rect) {
    var shapes: [Primitive] = []
    var top = rect.minY
    for runs in [[theme.heading(title, color: titleColor)], [theme.small(subtitle)]]
    where !runs[0].string.isEmpty {
      let block = TextBlock.fitted(
        runs, width: rect.width, maximumLines: lines, measurer: measurer)
      shapes.append(.text(block, at: Point(rect.minX, top), Anchor(.leading, .top)))
      top += measurer.measure(block).size.height + 1
    }
    return (shapes, rect.inset(top: top - rect.minY + 5))
  }
}
