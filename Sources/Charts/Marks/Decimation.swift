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
