public import Drawing

/// A note about a place in a plot, put where it covers nothing.
public struct Callout: Equatable, Sendable {
  /// Where the note may stand.
  public enum Placement: Sendable {
    /// Above or under a horizontal rule at `y`, anywhere along it, the right end first.
    case alongRule
    /// Beside a vertical rule at `x`, the top first.
    case besideRule
    /// Anywhere near the point, with a line to it.
    case around
  }

  public var text: String
  public var x: Double
  public var y: Double
  public var placement: Placement
  public var color: Color?
  /// Required notes are put over lines where there is no free room; others are left out.
  public var isRequired: Bool
  /// The horizontal rule at `y`, for one that means nothing unlabelled: drawn under all marks where
  /// the note finds a place, and left out with it.
  public var rule: Stroke?

  public init(
    _ text: String, x: Double, y: Double, placement: Placement, color: Color? = nil,
    isRequired: Bool = false, rule: Stroke? = nil
  ) {
    self.text = text
    self.x = x
    self.y = y
    self.placement = placement
    self.color = color
    self.isRequired = isRequired
    self.rule = rule
  }

  /// The rule from side to side; nothing where there is none or its value is beyond the frame.
  func ruleLine(in area: PlotArea) -> [Primitive] {
    rule.map { RuleMark(.horizontal, at: y, stroke: $0).primitives(in: area) } ?? []
  }

  /// Draws the note in the first free place; nothing where there is none.
  func primitives(
    in area: PlotArea, theme: Theme, measurer: any TextMeasurer, placer: inout LabelPlacer
  ) -> [Primitive] {
    let frame = area.frame
    let ink = color ?? theme.ink
    let block = TextBlock.fitted(
      [theme.small(text, color: ink)], width: frame.width * 0.9, maximumLines: 2,
      measurer: measurer)
    let size = measurer.measure(block).size
    let anchor: Point
    let corners: [Point]
    switch placement {
    case .alongRule:
      guard let place = area.vertical(y), (frame.minY...frame.maxY).contains(place) else {
        return []
      }
      anchor = Point(frame.maxX, place)
      corners = [place - size.height - 2, place + 2].flatMap { top in
        [1, 0.8, 0.6, 0.4, 0.2, 0].map {
          Point(frame.minX + 4 + (frame.width - size.width - 8) * $0, top)
        }
      }
    case .besideRule:
      guard let place = area.horizontal(x), (frame.minX...frame.maxX).contains(place) else {
        return []
      }
      anchor = Point(place, frame.minY)
      corners = [0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1].flatMap { share in
        [place + 3, place - size.width - 3].map {
          Point($0, frame.minY + (frame.height - size.height) * share)
        }
      }
    case .around:
      guard let point = area.point(x, y) else { return [] }
      anchor = frame.held(point)
      corners = LabelPlacer.corners(
        around: anchor, size: size, in: frame.inset(left: 4, top: 1, right: 4, bottom: 2)
      ).filter { corner in
        let rect = Rect(x: corner.x, y: corner.y, width: size.width, height: size.height)
        return placer.isClear(from: anchor, to: rect.held(anchor))
      }
    }
    var trial = placer
    guard let rect = trial.place(size, at: corners) else { return [] }
    let crossings = placer.crossings(rect)
    guard crossings == 0 || isRequired else { return [] }
    placer = trial
    var shapes: [Primitive] = []
    if placement == .around { shapes += leader(from: anchor, to: rect, theme) }
    if crossings > 0 {
      shapes.append(.rectangle(rect, fill: theme.background.opacity(0.82)))
    }
    shapes.append(.text(block, at: Point(rect.minX, rect.minY), Anchor(.leading, .top)))
    return shapes
  }

  private func leader(from anchor: Point, to rect: Rect, _ theme: Theme) -> [Primitive] {
    let end = rect.held(anchor)
    let (dx, dy) = (end.x - anchor.x, end.y - anchor.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 6 else { return [] }
    let start = Point(anchor.x + dx * 3 / length, anchor.y + dy * 3 / length)
    let stop = Point(end.x - dx * 1.5 / length, end.y - dy * 1.5 / length)
    return [.polyline([start, stop], Stroke(theme.secondary, width: 0.6))]
  }
}
