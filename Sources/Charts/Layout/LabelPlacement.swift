public import Drawing

/// Moves things of given heights apart along a line, as little as possible.
///
/// Wanted places are the middles. The result keeps the order of the wanted places, leaves no two
/// closer than their heights plus the gap, and stays within the range wherever everything fits;
/// the sum of squared moves is the least there is (pool adjacent violators).
public func spread(
  _ wanted: [Double], heights: [Double], gap: Double, within range: ClosedRange<Double>
) -> [Double] {
  precondition(wanted.count == heights.count, "each place needs a height")
  struct Block {
    var members: [Int]
    /// The middle of the first member.
    var start: Double
    /// What each member would want the first one's middle to be.
    var wishes: [Double]
    var length: Double
  }
  let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
  var blocks: [Block] = []
  func offset(_ block: Block, _ next: Int) -> Double {
    guard let last = block.members.last else { return 0 }
    return (heights[last] + heights[next]) / 2 + gap
  }
  func place(_ block: inout Block) {
    let mean = block.wishes.reduce(0, +) / Double(block.wishes.count)
    let first = heights[block.members[0]] / 2
    let last = heights[block.members[block.members.count - 1]] / 2
    let low = range.lowerBound + first
    block.start = max(low, min(mean, range.upperBound - last - block.length))
  }
  for index in order {
    var block = Block(members: [index], start: 0, wishes: [wanted[index]], length: 0)
    place(&block)
    while let previous = blocks.last,
      let last = previous.members.last,
      previous.start + previous.length + (heights[last] + heights[block.members[0]]) / 2 + gap
        > block.start + 1e-9
    {
      blocks.removeLast()
      let shift = previous.length + offset(previous, block.members[0])
      block = Block(
        members: previous.members + block.members, start: 0,
        wishes: previous.wishes + block.wishes.map { $0 - shift }, length: shift + block.length)
      place(&block)
    }
    blocks.append(block)
  }
  var places = wanted
  for block in blocks {
    var middle = block.start
    for (position, member) in block.members.enumerated() {
      if position > 0 {
        middle += (heights[block.members[position - 1]] + heights[member]) / 2 + gap
      }
      places[member] = middle
    }
  }
  return places
}

/// Finds free room for labels among what is drawn already.
public struct LabelPlacer: Sendable {
  public var bounds: Rect
  private var taken: [Rect] = []
  private var lines: [[Point]] = []

  public init(bounds: Rect) {
    self.bounds = bounds
  }

  /// Keeps labels off a rectangle.
  public mutating func reserve(_ rect: Rect) { taken.append(rect) }

  /// Lets labels avoid the lines and markers among primitives, where they can.
  public mutating func avoid(_ primitives: [Primitive]) {
    for primitive in primitives {
      switch primitive {
      case .polyline(let line, _): lines.append(line)
      case .marker(_, let point, let size, _, _):
        let (x, y, half) = (point.x, point.y, size / 2)
        lines.append([Point(x - half, y - half), Point(x + half, y + half)])
      case .clip(_, let children): avoid(children)
      default: break
      }
    }
  }

  /// How many pieces of drawn lines cross a rectangle.
  public func crossings(_ rect: Rect) -> Int {
    lines.reduce(0) { count, line in
      count
        + zip(line, line.dropFirst()).reduce(0) {
          $0 + (crosses(rect, $1.0, $1.1) ? 1 : 0)
        }
    }
  }

  /// Boxes apart settle nearly all segments before the exact test.
  private func crosses(_ rect: Rect, _ start: Point, _ end: Point) -> Bool {
    if max(start.x, end.x) < rect.minX || min(start.x, end.x) > rect.maxX { return false }
    if max(start.y, end.y) < rect.minY || min(start.y, end.y) > rect.maxY { return false }
    return rect.clipping(from: start, to: end) != nil
  }

  /// The first candidate that touches no line, or the one that touches fewest; nil where each one
  /// overlaps a label or leaves the bounds.
  ///
  /// The chosen rectangle is reserved.
  public mutating func place(_ size: Size, at corners: [Point]) -> Rect? {
    var best: (rect: Rect, crossings: Int)?
    for corner in corners {
      let rect = Rect(x: corner.x, y: corner.y, width: size.width, height: size.height)
      guard rect.minX >= bounds.minX, rect.maxX <= bounds.maxX, rect.minY >= bounds.minY,
        rect.maxY <= bounds.maxY, !taken.contains(where: { $0.intersects(rect) })
      else { continue }
      let count = crossings(rect)
      if count < best?.crossings ?? .max { best = (rect, count) }
      if count == 0 { break }
    }
    guard let best else { return nil }
    taken.append(best.rect)
    return best.rect
  }

  /// Whether a segment keeps clear of every label.
  public func isClear(from start: Point, to end: Point) -> Bool {
    !taken.contains { $0.clipping(from: start, to: end) != nil }
  }

  /// Corners on a grid over some bounds, the nearest to a point first; none covers the point.
  public static func corners(around point: Point, size: Size, in bounds: Rect) -> [Point] {
    let (columns, rows) = (25, 17)
    let room = Size(bounds.width - size.width, bounds.height - size.height)
    guard room.width >= 0, room.height >= 0 else { return [] }
    var candidates: [(corner: Point, distance: Double)] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let corner = Point(
          bounds.minX + room.width * Double(column) / Double(columns - 1),
          bounds.minY + room.height * Double(row) / Double(rows - 1))
        let near = Rect(x: corner.x, y: corner.y, width: size.width, height: size.height)
          .held(point)
        let (dx, dy) = (near.x - point.x, near.y - point.y)
        let distance = (dx * dx + dy * dy).squareRoot()
        // Steps of four points: among places about equally near, the right and upper one wins.
        if distance >= 9 { candidates.append((corner, (distance / 4).rounded())) }
      }
    }
    return candidates.sorted {
      ($0.distance, $0.corner.y, -$0.corner.x) < ($1.distance, $1.corner.y, -$1.corner.x)
    }.map(\.corner)
  }
}
