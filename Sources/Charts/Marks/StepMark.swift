public import Drawing

/// Values that hold until the next one: a learning rate under a schedule.
public struct StepMark: Mark {
  public var x: [Double]
  public var y: [Double]
  public var stroke: Stroke

  public init(x: [Double], y: [Double], stroke: Stroke) {
    precondition(x.count == y.count, "\(x.count) places need as many values, not \(y.count)")
    self.x = x
    self.y = y
    self.stroke = stroke
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let infimum = area.y.infimum
    let plan = LinePlan(x: x, in: area) { y[$0].isFinite && y[$0] > infimum }
    let lines = plan.runs.map { run -> (x: [Double], y: [Double]) in
      var line: (x: [Double], y: [Double]) = ([], [])
      // Values that stay need no corner: constant rates of a million steps are two points.
      for index in plan.kept(run, y) where line.y.last != y[index] {
        if let last = line.y.last {
          line.x.append(x[index])
          line.y.append(last)
        }
        line.x.append(x[index])
        line.y.append(y[index])
      }
      // The last value holds as long as it was known to, even where the next is a gap.
      let end =
        run.upperBound < x.count && x[run.upperBound].isFinite ? run.upperBound : run.upperBound - 1
      if let last = line.y.last, line.x.last != x[end] {
        line.x.append(x[end])
        line.y.append(last)
      }
      return line
    }
    return thinned(lines, in: area.frame, limit: 4) {
      area.point($0.x[0], $0.y[0]) ?? Point(0, 0)
    }.flatMap { LineMark(x: $0.x, y: $0.y, stroke: stroke).primitives(in: area) }
  }
}
