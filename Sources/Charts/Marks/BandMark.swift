public import Drawing

/// The room between two lines, filled; broken where either has no place.
public struct BandMark: Mark {
  public var x: [Double]
  public var lower: [Double]
  public var upper: [Double]
  public var color: Color

  public init(x: [Double], lower: [Double], upper: [Double], color: Color) {
    precondition(
      x.count == lower.count && x.count == upper.count, "a band's three lists need one length")
    self.x = x
    self.lower = lower
    self.upper = upper
    self.color = color
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let infimum = area.y.infimum
    let plan = LinePlan(x: x, in: area) {
      lower[$0].isFinite && upper[$0].isFinite && lower[$0] > infimum && upper[$0] > infimum
    }
    let shapes = plan.runs.compactMap { run -> [Point]? in
      guard run.count > 1 else { return nil }
      let ceiling = plan.kept(run, upper).compactMap { area.point(x[$0], upper[$0]) }
      let floor = plan.kept(run, lower).compactMap { area.point(x[$0], lower[$0]) }
      let shape = area.frame.clipping(polygon: ceiling + floor.reversed())
      return shape.count > 2 ? shape : nil
    }
    return thinned(shapes, in: area.frame, limit: 4) { $0[0] }.map { .polygon($0, color) }
  }
}
