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
    var (corners, values): ([Double], [Double]) = ([], [])
    for index in x.indices {
      if index > 0, y[index] != y[index - 1] {
        corners.append(x[index])
        values.append(y[index - 1])
      }
      // Values that stay need no corner: constant rates of a million steps are two points.
      let isInner = index > 0 && index + 1 < x.count
      if isInner, y[index] == y[index - 1], y[index] == y[index + 1] { continue }
      corners.append(x[index])
      values.append(y[index])
    }
    return LineMark(x: corners, y: values, stroke: stroke).primitives(in: area)
  }
}
