public import Charts
internal import Drawing
public import Testing

/// The frame in which marks are checked: not at the origin, not square.
private let frame = Rect(x: 30, y: 10, width: 200, height: 120)

/// Lists of x and y that real runs hold: gaps, spikes, constants, all magnitudes.
private let hardInputs: [(name: String, x: [Double], y: [Double])] = [
  ("rising", [0, 1, 2, 3, 4], [0.1, 0.4, 0.2, 0.9, 0.7]),
  ("empty", [], []),
  ("single", [1], [0.5]),
  ("constant", [1, 1, 1], [0.5, 0.5, 0.5]),
  ("reversed", [4, 3, 2, 1, 0], [0.9, 0.1, 0.8, 0.2, 0.7]),
  ("gaps", [0, 1, 2, 3, 4], [0.1, .nan, 0.3, .infinity, -.infinity]),
  ("no numbers", [.nan, .infinity, -.infinity], [.nan, .infinity, -.infinity]),
  ("zero and negative", [-1, 0, 1, 2], [-1, 0, -0.0, 0.5]),
  ("all magnitudes", [1e-300, 1e-9, 1, 1e9, 1e300], [1e-300, 1e300, 1e-9, -1e300, 1]),
  ("overflowing", [0, 1, 2], [1.7e308, -1.7e308, 1.7e308]),
  ("beyond", [50, 60, 70], [50, 60, 70]),
]

/// The scales that both sides are given in turn.
private let scales: [any Scale] = [
  LinearScale(0...4), LogScale(1e-3...10), SymmetricLogScale(-10...10, threshold: 0.1),
  BandScale(["a", "b", "c", "d", "e"]), PointScale(["a", "b", "c"]), LinearScale(-1e308...1e308),
  LogScale(1e-300...1e300),
]

/// Checks what every mark promises, of a mark made from two lists of equal length.
///
/// Whatever the data, on whatever scales: all coordinates are finite and in the frame; the same data
/// make the same list; data beyond the domain never pull the frame's inside towards them, as a mark
/// that computes a domain would; and twenty thousand values become no more primitives and points than
/// a frame can show.
public func checkLaws(
  of name: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ make: (_ x: [Double], _ y: [Double]) -> any Mark
) {
  let room = frame.inset(left: -1e-6, top: -1e-6, right: -1e-6, bottom: -1e-6)
  for x in scales {
    for y in scales {
      let area = PlotArea(frame: frame, x: x, y: y)
      for input in hardInputs {
        let mark = make(input.x, input.y)
        let shapes = mark.primitives(in: area)
        let strays = shapes.flatMap(\.points).filter { !$0.isFinite || !room.contains($0) }
        #expect(
          strays.isEmpty,
          "\(name), \(input.name) on \(x) and \(y): \(strays.prefix(2))",
          sourceLocation: sourceLocation)
        #expect(mark.primitives(in: area) == shapes, "\(name)", sourceLocation: sourceLocation)
      }
    }
  }

  let unit = PlotArea(frame: frame, x: LinearScale(0...1), y: LinearScale(0...1))
  let beyond = make([50, 60, 70], [50, 60, 70]).primitives(in: unit).flatMap(\.points)
  let inner = frame.inset(left: 1e-6, top: 1e-6, right: 1e-6, bottom: 1e-6)
  #expect(
    !beyond.contains {
      inner.minX < $0.x && $0.x < inner.maxX && inner.minY < $0.y && $0.y < inner.maxY
    },
    "\(name) draws inside what lies outside: \(beyond.prefix(4))", sourceLocation: sourceLocation)

  let count = 20_000
  let places = (0..<count).map { Double($0) / Double(count) }
  let values = (0..<count).map { Double($0 * 7919 % 10_007) / 10_007 }
  let gaps = values.enumerated().map { $0 % 3 == 0 ? .nan : $1 }
  let limit = 10 * Int(frame.width + frame.height)
  for values in [values, gaps] {
    let many = make(places, values).primitives(in: unit)
    #expect(many.count <= limit, "\(name): \(many.count)", sourceLocation: sourceLocation)
    let points = many.reduce(0) { $0 + $1.points.count }
    #expect(points <= 3 * limit, "\(name): \(points)", sourceLocation: sourceLocation)
  }
}
