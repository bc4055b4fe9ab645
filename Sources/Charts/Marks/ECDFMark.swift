public import Drawing

/// The share of values at or below each place on x: an empirical distribution function.
///
/// Shares are of all values: those that are no number, such as a diverged run's loss, are never
/// reached, so that the curve ends below 1.
public struct ECDFMark: Mark {
  public var values: [Double]
  public var stroke: Stroke

  public init(_ values: [Double], stroke: Stroke) {
    self.values = values
    self.stroke = stroke
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    guard !values.isEmpty else { return [] }
    let count = Double(values.count)
    let sorted = values.filter { !$0.isNaN && $0 < .infinity }.sorted()
    let domain = area.x.domain
    var reached = sorted.prefix { $0 < domain.lowerBound }.count
    var (x, y) = ([domain.lowerBound], [Double(reached) / count])
    while reached < sorted.count, sorted[reached] <= domain.upperBound {
      let value = sorted[reached]
      while reached < sorted.count, sorted[reached] == value { reached += 1 }
      x.append(value)
      y.append(Double(reached) / count)
    }
    x.append(domain.upperBound)
    y.append(Double(reached) / count)
    return StepMark(x: x, y: y, stroke: stroke).primitives(in: area)
  }
}
