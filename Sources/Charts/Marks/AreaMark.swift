public import Drawing

/// The room between a line and a baseline, filled; broken where the line is.
///
/// A baseline without a place (zero on a log scale) or none is the bottom of the frame.
public struct AreaMark: Mark {
  public var x: [Double]
  public var y: [Double]
  public var baseline: Double?
  public var color: Color

  public init(x: [Double], y: [Double], baseline: Double? = 0, color: Color) {
    precondition(x.count == y.count, "\(x.count) places need as many values, not \(y.count)")
    self.x = x
    self.y = y
    self.baseline = baseline
    self.color = color
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let floor = baseline.flatMap { area.y.unit($0) == nil ? nil : $0 } ?? area.y.domain.lowerBound
    let floors = [Double](repeating: floor, count: x.count)
    return BandMark(x: x, lower: floors, upper: y, color: color).primitives(in: area)
  }
}
