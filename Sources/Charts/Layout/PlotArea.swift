public import Drawing

/// A frame on the page with the scales of its two sides.
public struct PlotArea: Sendable {
  public var frame: Rect
  public var x: any Scale
  public var y: any Scale

  public init(frame: Rect, x: any Scale, y: any Scale) {
    self.frame = frame
    self.x = x
    self.y = y
  }

  /// The horizontal place of a value, perhaps beyond the frame; nil where it has none.
  public func horizontal(_ value: Double) -> Double? {
    x.unit(value).map { frame.minX + held($0) * frame.width }
  }

  /// The vertical place of a value; larger values stand higher.
  public func vertical(_ value: Double) -> Double? {
    y.unit(value).map { frame.vertical(held($0)) }
  }

  /// Keeps products of huge values finite; a line to a thousand million frames away looks vertical
  /// from wherever it starts.
  private func held(_ unit: Double) -> Double { min(max(unit, -1e9), 1e9) }

  public func point(_ x: Double, _ y: Double) -> Point? {
    guard let across = horizontal(x), let down = vertical(y) else { return nil }
    return Point(across, down)
  }

  /// The vertical place of a value, held to the frame.
  public func clampedVertical(_ value: Double) -> Double? {
    vertical(value).map { min(max($0, frame.minY), frame.maxY) }
  }

  /// The horizontal place of a value, held to the frame.
  public func clampedHorizontal(_ value: Double) -> Double? {
    horizontal(value).map { min(max($0, frame.minX), frame.maxX) }
  }
}

extension Rect {
  /// The vertical place of a share of the height, counted from the bottom.
  ///
  /// A share of 1 is the top to the last bit, so that rounding takes no line at 100 % out of a frame.
  func vertical(_ unit: Double) -> Double { unit == 1 ? minY : maxY - unit * height }
}

/// Something that a chart shows: values in, primitives out.
///
/// A mark computes no domain and no tick, and draws nothing outside the frame: no coordinate that
/// leaves a mark is non-finite or beyond the frame, whatever the data.
public protocol Mark: Sendable {
  func primitives(in area: PlotArea) -> [Primitive]
}
