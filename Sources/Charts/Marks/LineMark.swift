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
    var pieces: [[Point]] = []
    var piece: [Point] = []
    func close() {
      if piece.count == 1 {
        if area.frame.contains(piece[0]) { pieces.append(piece) }
      } else {
        pieces += area.frame.clipping(decimated(piece))
      }
      piece.removeAll(keepingCapacity: true)
    }
    piece.reserveCapacity(x.count)
    for index in x.indices {
      if let point = area.point(x[index], y[index]) {
        piece.append(point)
      } else {
        close()
      }
    }
    close()
    return pieces
  }
}

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
    var shapes: [Primitive] = []
    var (floor, ceiling): ([Point], [Point]) = ([], [])
    func close() {
      if floor.count > 1 {
        shapes.append(
          .polygon(decimated(ceiling) + decimated(floor).reversed(), color))
      }
      floor.removeAll()
      ceiling.removeAll()
    }
    for index in x.indices {
      guard let across = area.horizontal(x[index]),
        (area.frame.minX - 1e-6...area.frame.maxX + 1e-6).contains(across),
        let low = area.clampedVertical(lower[index]), let high = area.clampedVertical(upper[index])
      else {
        close()
        continue
      }
      let place = min(max(across, area.frame.minX), area.frame.maxX)
      floor.append(Point(place, low))
      ceiling.append(Point(place, high))
    }
    close()
    return shapes
  }
}
