public import Drawing

extension Rect {
  /// The part of a segment that lies inside, nil where none does.
  ///
  /// Both ends must be finite; they may lie anywhere.
  ///
  /// Reference: Liang and Barsky, "A New Concept and Method for Line Clipping", 1984.
  public func clipping(from start: Point, to end: Point) -> (start: Point, end: Point)? {
    // Halves keep differences of huge coordinates finite.
    let (dx, dy) = (end.x / 2 - start.x / 2, end.y / 2 - start.y / 2)
    var (entry, exit) = (0.0, 1.0)
    let sides = [
      (-dx, start.x / 2 - minX / 2), (dx, maxX / 2 - start.x / 2),
      (-dy, start.y / 2 - minY / 2), (dy, maxY / 2 - start.y / 2),
    ]
    for (speed, room) in sides {
      if speed == 0 {
        if room < 0 { return nil }
      } else if speed < 0 {
        entry = max(entry, room / speed)
      } else {
        exit = min(exit, room / speed)
      }
    }
    guard entry <= exit else { return nil }
    return (
      entry == 0 ? start : held(Point(start.x + 2 * dx * entry, start.y + 2 * dy * entry)),
      exit == 1 ? end : held(Point(start.x + 2 * dx * exit, start.y + 2 * dy * exit))
    )
  }

  /// The nearest point of the rectangle: takes off what rounding left over at its edges.
  public func held(_ point: Point) -> Point {
    Point(min(max(point.x, minX), maxX), min(max(point.y, minY), maxY))
  }

  /// The pieces of a line that lie inside.
  public func clipping(_ line: [Point]) -> [[Point]] {
    if line.allSatisfy(contains) { return line.isEmpty ? [] : [line] }
    var pieces: [[Point]] = []
    for (start, end) in zip(line, line.dropFirst()) {
      guard let part = clipping(from: start, to: end) else { continue }
      if let last = pieces.indices.last, pieces[last].last == part.start {
        if part.end != part.start { pieces[last].append(part.end) }
      } else {
        pieces.append(part.start == part.end ? [part.start] : [part.start, part.end])
      }
    }
    return pieces.filter { $0.count > 1 }
  }

  /// The part of a filled shape that lies inside; empty where none does.
  ///
  /// Parts that are apart are joined along the edges, where a fill has no width.
  ///
  /// Reference: Sutherland and Hodgman, "Reentrant Polygon Clipping", 1974.
  public func clipping(polygon: [Point]) -> [Point] {
    if polygon.allSatisfy(contains) { return polygon }
    let left = cut(polygon, at: minX, { $0.x }, keepsLarger: true)
    let across = cut(left, at: maxX, { $0.x }, keepsLarger: false)
    let top = cut(across, at: minY, { $0.y }, keepsLarger: true)
    return cut(top, at: maxY, { $0.y }, keepsLarger: false).map(held)
  }

  /// The part of a shape on one side of an upright or level line.
  private func cut(
    _ shape: [Point], at edge: Double, _ side: (Point) -> Double, keepsLarger: Bool
  ) -> [Point] {
    func isIn(_ point: Point) -> Bool { keepsLarger ? side(point) >= edge : side(point) <= edge }
    guard var last = shape.last else { return [] }
    var result: [Point] = []
    for point in shape {
      if isIn(point) != isIn(last) {
        let share = (edge - side(last)) / (side(point) - side(last))
        result.append(
          Point(last.x + (point.x - last.x) * share, last.y + (point.y - last.y) * share))
      }
      if isIn(point) { result.append(point) }
      last = point
    }
    return result
  }

  /// The part of another rectangle that lies inside; nil where none does.
  public func intersection(_ other: Rect) -> Rect? {
    let (left, right) = (max(minX, other.minX), min(maxX, other.maxX))
    let (top, bottom) = (max(minY, other.minY), min(maxY, other.maxY))
    guard left <= right, top <= bottom else { return nil }
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }
}
