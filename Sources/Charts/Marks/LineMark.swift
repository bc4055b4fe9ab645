public import Drawing

/// A line through values, broken where one has no place: NaN, an infinity, zero on a log scale.
///
/// A value between two gaps shows as a dot. Long lines are decimated; parts beyond the frame are
/// cut off at its edge.
public struct LineMark: Mark {
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
    pieces(in: area).map { piece in
      piece.count > 1
        ? .polyline(piece, stroke)
        : .marker(
          .circle, at: piece[0], size: stroke.width * 2, fill: stroke.color, stroke: nil)
    }
  }

  /// The connected parts of the line inside the frame, decimated.
  func pieces(in area: PlotArea) -> [[Point]] {
    let infimum = area.y.infimum
    let plan = LinePlan(x: x, in: area) { y[$0].isFinite && y[$0] > infimum }
    let pieces = plan.runs.flatMap { run -> [[Point]] in
      let line = plan.kept(run, y).compactMap { area.point(x[$0], y[$0]) }
      return line.count == 1
        ? (area.frame.contains(line[0]) ? [line] : []) : area.frame.clipping(line)
    }
    return thinned(pieces, in: area.frame, limit: 4) { $0[0] }
  }
}
