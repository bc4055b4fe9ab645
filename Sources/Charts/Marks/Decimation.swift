public import Drawing

/// Leaves out points of a long line that no pixel could show.
///
/// Of the points in each column of `width` points it keeps the first, the lowest, the highest and
/// the last, so that a spike survives and the drawn line is the same to the pixel. Lines that turn
/// back in x come out whole.
///
/// Reference: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.
public func decimated(_ line: [Point], columnWidth width: Double = 0.5) -> [Point] {
  precondition(width > 0, "a column must have a width, not \(width)")
  guard line.count > 4, let first = line.first, let last = line.last else { return line }
  let columns = (last.x - first.x) / width
  guard columns.isFinite, Double(line.count) > 4 * max(columns, 1) else { return line }
  var kept: [Point] = []
  kept.reserveCapacity(4 * Int(columns + 2))
  var start = line.startIndex
  while start < line.endIndex {
    let column = (line[start].x / width).rounded(.down)
    var (low, high, end) = (start, start, start)
    while end + 1 < line.endIndex, (line[end + 1].x / width).rounded(.down) == column {
      if line[end + 1].x < line[end].x { return line }
      end += 1
      if line[end].y < line[low].y { low = end }
      if line[end].y > line[high].y { high = end }
    }
    var previous = -1
    for index in [start, min(low, high), max(low, high), end] where index > previous {
      kept.append(line[index])
      previous = index
    }
    if end + 1 < line.endIndex, line[end + 1].x < line[end].x { return line }
    start = end + 1
  }
  return kept
}

/// Leaves out things that others cover, until there are at most some for each point of the frame's
/// width and height.
///
/// Of the things in one cell of a grid the first stays; cells start at half a point and double.
func thinned<Thing>(
  _ things: [Thing], in frame: Rect, limit: Double = 8, at place: (Thing) -> Point
) -> [Thing] {
  let limit = max(64, Int(limit * (frame.width + frame.height)))
  var kept = things
  var cell = 0.5
  while kept.count > limit {
    let (columns, rows) = (Int(frame.width / cell) + 1, Int(frame.height / cell) + 1)
    var isTaken = [Bool](repeating: false, count: columns * rows)
    kept = kept.filter { thing in
      let point = frame.held(place(thing))
      let column = min(Int((point.x - frame.minX) / cell), columns - 1)
      let row = min(Int((point.y - frame.minY) / cell), rows - 1)
      defer { isTaken[row * columns + column] = true }
      return !isTaken[row * columns + column]
    }
    cell *= 2
  }
  return kept
}

func thinned(_ points: [Point], in frame: Rect) -> [Point] {
  thinned(points, in: frame) { $0 }
}
