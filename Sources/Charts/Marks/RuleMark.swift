public import Drawing

/// A straight line across the frame at one value; none where the value is beyond it.
public struct RuleMark: Mark {
  public enum Orientation: Sendable {
    /// At a value of y, from side to side.
    case horizontal
    /// At a value of x, from top to bottom.
    case vertical
  }

  public var orientation: Orientation
  public var value: Double
  public var stroke: Stroke

  public init(_ orientation: Orientation, at value: Double, stroke: Stroke) {
    self.orientation = orientation
    self.value = value
    self.stroke = stroke
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let frame = area.frame
    switch orientation {
    case .horizontal:
      guard area.y.holds(value), let place = area.clampedVertical(value) else { return [] }
      return [.polyline([Point(frame.minX, place), Point(frame.maxX, place)], stroke)]
    case .vertical:
      guard area.x.holds(value), let place = area.clampedHorizontal(value) else { return [] }
      return [.polyline([Point(place, frame.minY), Point(place, frame.maxY)], stroke)]
    }
  }

  /// The rule's label, for its plot's callouts: along a level rule, beside an upright one.
  public func label(_ text: String, color: Color? = nil, isRequired: Bool = false) -> Callout {
    switch orientation {
    case .horizontal:
      Callout(
        text, x: 0, y: value, placement: .alongRule, color: color, isRequired: isRequired)
    case .vertical:
      Callout(
        text, x: value, y: 0, placement: .besideRule, color: color, isRequired: isRequired)
    }
  }
}
