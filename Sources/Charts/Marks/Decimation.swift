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
  let kept = keptIndices(
    of: line.indices, places: line.map { $0.x / width }, values: line.map(\.y))
  return kept?.map { line[$0] } ?? line
}

/// The points of a line that are kept of columns one place wide; nil where all are.
///
/// Values may be those of any rising scale: only their order counts. Costs one pass.
func keptIndices(of range: Range<Int>, places: [Double], values: [Double]) -> [Int]? {
  guard range.count > 4 else { return nil }
  let columns = places[range.upperBound - 1] - places[range.lowerBound]
  guard columns.isFinite, Double(range.count) > 4 * max(columns, 1) else { return nil }
  var kept: [Int] = []
  kept.reserveCapacity(4 * Int(columns + 2))
  var start = range.lowerBound
  while start < range.upperBound {
    let edge = places[start].rounded(.down) + 1
    var (low, high, end) = (start, start, start)
    while end + 1 < range.upperBound, places[end + 1] < edge {
      if places[end + 1] < places[end] { return nil }
      end += 1
      if values[end] < values[low] { low = end }
      if values[end] > values[high] { high = end }
    }
    var previous = -1
    for index in [start, min(low, high), max(low, high), end] where index > previous {
      kept.append(index)
      previous = index
    }
    start = end + 1
  }
  return kept
}

/// A line's points as a frame shows them: what parts of it are connected, and where it is dense.
struct LinePlan {
  /// Runs of neighbouring points that all have a place.
  var runs: [Range<Int>]
  /// The points' places in columns of half a point; NaN for those without one.
  var places: [Double]

  static let columnWidth = 0.5

  init(x: [Double], in area: PlotArea, has isPlaced: (Int) -> Bool) {
    let (scale, start) = (area.frame.width / Self.columnWidth, area.frame.minX / Self.columnWidth)
    places = area.x.units(of: x)
    runs = []
    var first = 0
    for index in places.indices {
      // Products of huge units stay finite, as in `PlotArea`.
      places[index] = start + min(max(places[index], -1e9), 1e9) * scale
      if places[index].isNaN || !isPlaced(index) {
        if first < index { runs.append(first..<index) }
        first = index + 1
      }
    }
    if first < places.count { runs.append(first..<places.count) }
  }

  /// The points of a run that can be seen.
  func kept(_ run: Range<Int>, _ values: [Double]) -> [Int] {
    keptIndices(of: run, places: places, values: values) ?? Array(run)
  }
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
