public import Drawing

/// Every value as a dot beside its place, spread across so that dots don't hide each other.
///
/// The spread is the same each time. Few values swarm: each dot moves as little as it must to touch
/// no other. Where they are many, or the swarm is wider than the strip, dots take places in turn.
/// Values without a place or beyond the frame are left out.
public struct StripMark: Mark {
  public var orientation: Orientation
  public var values: [Double]
  public var place: Double
  public var thickness: Thickness
  public var offset: Thickness
  public var shape: MarkerShape
  public var size: Double
  public var color: Color

  public init(
    _ orientation: Orientation, values: [Double], place: Double,
    thickness: Thickness = .share(0.7), offset: Thickness = .points(0),
    shape: MarkerShape = .circle, size: Double = 3, color: Color
  ) {
    self.orientation = orientation
    self.values = values
    self.place = place
    self.thickness = thickness
    self.offset = offset
    self.shape = shape
    self.size = size
    self.color = color
  }

  /// Beyond this many dots a swarm is wider than any strip.
  private static let mostSwarming = 1500

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, orientation)
    guard let across = lane.across(place) else { return [] }
    let middle = across + lane.points(offset, at: place)
    let places = values.filter { lane.scale.holds($0) }.compactMap { lane.along($0) }
    let half = max(0, lane.points(thickness, at: place) / 2 - size / 2)
    let moves = moves(places, within: half)
    let points = zip(places, moves).map { lane.point($0, middle + $1) }
      .filter { lane.frame.contains($0) }
    let isOpen = shape == .cross || shape == .plus
    return thinned(points, in: lane.frame).map {
      .marker(
        shape, at: $0, size: size, fill: isOpen ? nil : color,
        stroke: isOpen ? Stroke(color, width: size / 4) : nil)
    }
  }

  private func moves(_ places: [Double], within half: Double) -> [Double] {
    if places.count <= Self.mostSwarming {
      let moves = swarm(places)
      if moves.allSatisfy({ $0.magnitude <= half + 1e-9 }) { return moves }
    }
    // The golden ratio's multiples fill the strip evenly however many there are.
    return places.indices.map { index in
      let turn = Double(index + 1) * 0.618_033_988_749_895
      return (2 * (turn - turn.rounded(.down)) - 1) * half
    }
  }

  /// How far each dot moves so that none comes closer to another than its size.
  private func swarm(_ places: [Double]) -> [Double] {
    var moves = places.map { _ in 0.0 }
    var settled: [Int] = []
    for index in places.indices.sorted(by: { (places[$0], $0) < (places[$1], $1) }) {
      // Only dots within a size along the axis can touch.
      let near = settled.reversed().prefix { places[index] - places[$0] < size }
      func isFree(_ move: Double) -> Bool {
        near.allSatisfy { other in
          let (x, y) = (places[index] - places[other], move - moves[other])
          return x * x + y * y >= size * size * (1 - 1e-9)
        }
      }
      var choices = [0.0]
      for other in near {
        let x = places[index] - places[other]
        let y = (size * size - x * x).squareRoot()
        choices += [moves[other] + y, moves[other] - y]
      }
      moves[index] =
        choices.sorted { ($0.magnitude, -$0) < ($1.magnitude, -$1) }.first(where: isFree) ?? 0
      settled.append(index)
    }
    return moves
  }
}
