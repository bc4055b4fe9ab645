internal import Drawing
internal import Glibc

/// A stretch of a polyline that Cairo can take: finite, near the picture, and of modest length.
struct SafeLine: Equatable {
  var points: [Point]
  /// How far along its polyline the stretch begins, so that dashes go on where they were.
  var start: Double
}

extension SafeLine {
  /// The stretches of a polyline that lie inside a box.
  ///
  /// A point that is not finite leaves a gap. Neighbouring segments stay one stretch.
  static func stretches(of points: [Point], within box: Rect) -> [SafeLine] {
    if points.allSatisfy({ $0.isFinite && box.contains($0) }) {
      return points.isEmpty ? [] : [SafeLine(points: points, start: 0)]
    }
    var stretches: [SafeLine] = []
    var current = SafeLine(points: [], start: 0)
    var travelled = 0.0
    func close() {
      if !current.points.isEmpty { stretches.append(current) }
      current = SafeLine(points: [], start: 0)
    }
    for i in points.indices {
      guard points[i].isFinite else {
        close()
        continue
      }
      guard i > 0, points[i - 1].isFinite else {
        close()
        if box.contains(points[i]) { current = SafeLine(points: [points[i]], start: travelled) }
        continue
      }
      let (from, to) = (points[i - 1], points[i])
      let length = hypot(to.x - from.x, to.y - from.y)
      if let (head, tail) = segment(from, to, within: box) {
        if current.points.isEmpty {
          let start = travelled + hypot(head.x - from.x, head.y - from.y)
          current = SafeLine(points: [head], start: start.isFinite ? start : 0)
        }
        current.points.append(tail)
        if tail != to { close() }
      } else {
        close()
      }
      // Beyond Double's range the dashes may begin anew.
      travelled = (travelled + length).isFinite ? travelled + length : 0
    }
    close()
    return stretches
  }

  /// The part of a segment inside a box, by Liang and Barsky's method.
  ///
  /// Coordinates up to Double's range are halved first, so that differences don't overflow.
  static func segment(_ from: Point, _ to: Point, within box: Rect) -> (Point, Point)? {
    if box.contains(from), box.contains(to) { return (from, to) }
    let (dx, dy) = (to.x / 2 - from.x / 2, to.y / 2 - from.y / 2)
    var (enter, leave) = (0.0, 1.0)
    for (delta, room) in [
      (-dx, from.x / 2 - box.minX / 2), (dx, box.maxX / 2 - from.x / 2),
      (-dy, from.y / 2 - box.minY / 2), (dy, box.maxY / 2 - from.y / 2),
    ] {
      if delta == 0 {
        if room < 0 { return nil }
      } else if delta < 0 {
        enter = max(enter, room / delta)
      } else {
        leave = min(leave, room / delta)
      }
    }
    guard enter <= leave else { return nil }
    func at(_ share: Double) -> Point {
      // Rounding far outside may miss the box's edge by much; what is drawn must not.
      Point(
        min(max(from.x + 2 * dx * share, box.minX), box.maxX),
        min(max(from.y + 2 * dy * share, box.minY), box.maxY))
    }
    return (enter == 0 ? from : at(enter), leave == 1 ? to : at(leave))
  }

  /// At most four points for each visit to a column: the first, the lowest, the highest, the last.
  ///
  /// At the raster of the columns the line looks the same.
  ///
  /// Reference: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", 2014.
  func reduced(columnsPerPoint: Double) -> SafeLine {
    guard points.count > SafeLine.reductionThreshold else { return self }
    var kept: [Point] = []
    var first = 0
    var (low, high) = (0, 0)
    func keep(through last: Int) {
      let (a, b) = (min(low, high), max(low, high))
      kept.append(points[first])
      if a > first, a < last { kept.append(points[a]) }
      if b > first, b < last, b != a { kept.append(points[b]) }
      if last > first { kept.append(points[last]) }
    }
    var column = (points[0].x * columnsPerPoint).rounded(.down)
    for i in points.indices.dropFirst() {
      let next = (points[i].x * columnsPerPoint).rounded(.down)
      if next != column {
        keep(through: i - 1)
        (column, first, low, high) = (next, i, i, i)
      } else {
        if points[i].y < points[low].y { low = i }
        if points[i].y > points[high].y { high = i }
      }
    }
    keep(through: points.count - 1)
    return SafeLine(points: kept, start: start)
  }

  /// Pieces of at most `length` segments, each beginning some way back in the one before.
  ///
  /// The pieces share a stretch of at least `overlap` and one segment, or half a piece: every corner
  /// is joined in one of them, and where one ends between pixels the other covers the pixel whole.
  func chunks(of length: Int, overlap: Double) -> [SafeLine] {
    guard points.count > length + 1 else { return [self] }
    var chunks: [SafeLine] = []
    var first = 0
    var travelled = start
    while true {
      let last = min(first + length, points.count - 1)
      chunks.append(SafeLine(points: Array(points[first...last]), start: travelled))
      if last == points.count - 1 { return chunks }
      var next = last - 1
      var shared = distance(to: last)
      while shared < overlap, next > last - length / 2 {
        shared += distance(to: next)
        next -= 1
      }
      for i in first..<next { travelled += distance(to: i + 1) }
      first = next
    }
  }

  /// The length of the segment that ends at a point.
  private func distance(to i: Int) -> Double {
    hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y)
  }

  /// Lines up to this long are drawn as they are.
  static let reductionThreshold = 2_000

  /// A polygon's part inside a box, by Sutherland and Hodgman's method; points that are not finite
  /// are left out.
  static func polygon(_ points: [Point], within box: Rect) -> [Point] {
    var shape = points.filter(\.isFinite)
    if shape.allSatisfy(box.contains) { return shape }
    let half = shape.map { Point($0.x / 2, $0.y / 2) }
    shape = half
    let edges: [(KeyPath<Point, Double>, Double, Bool)] = [
      (\.x, box.minX / 2, true), (\.x, box.maxX / 2, false), (\.y, box.minY / 2, true),
      (\.y, box.maxY / 2, false),
    ]
    for (axis, limit, isLower) in edges {
      func isInside(_ p: Point) -> Bool {
        isLower ? p[keyPath: axis] >= limit : p[keyPath: axis] <= limit
      }
      var result: [Point] = []
      for i in shape.indices {
        let (a, b) = (shape[i == 0 ? shape.count - 1 : i - 1], shape[i])
        if isInside(a) != isInside(b) {
          let share = (limit - a[keyPath: axis]) / (b[keyPath: axis] - a[keyPath: axis])
          result.append(Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share))
        }
        if isInside(b) { result.append(b) }
      }
      shape = result
    }
    return shape.map {
      Point(min(max(2 * $0.x, box.minX), box.maxX), min(max(2 * $0.y, box.minY), box.maxY))
    }
  }

  /// A rectangle's part inside a box; nil where there is none or it is not finite.
  static func rectangle(_ rect: Rect, within box: Rect) -> Rect? {
    let (x0, x1) = (max(rect.minX, box.minX), min(rect.maxX, box.maxX))
    let (y0, y1) = (max(rect.minY, box.minY), min(rect.maxY, box.maxY))
    guard x0 <= x1, y0 <= y1 else { return nil }
    return Rect(x: x0, y: y0, width: x1 - x0, height: y1 - y0)
  }
}
