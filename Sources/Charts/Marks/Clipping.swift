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

  /// The part of another rectangle that lies inside; nil where none does.
  public func intersection(_ other: Rect) -> Rect? {
    let (left, right) = (max(minX, other.minX), min(maxX, other.maxX))
    let (top, bottom) = (max(minY, other.minY), min(maxY, other.maxY))
    guard left <= right, top <= bottom else { return nil }
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }
}
