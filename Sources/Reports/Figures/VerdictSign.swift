internal import Drawing

/// The sign before a verdict's word: a disc with a tick, a cross, two bars, a query or a dot.
///
/// Drawn rather than set, so that it does not depend on a font.
enum VerdictSign {
  case better, worse, equal, open, few

  func primitives(in rect: Rect, disc: Color, ink: Color) -> [Primitive] {
    let side = rect.width
    func point(_ x: Double, _ y: Double) -> Point {
      Point(rect.minX + side * x, rect.minY + side * y)
    }
    func line(_ points: [(Double, Double)]) -> Primitive {
      .polyline(points.map(point), Stroke(ink, width: side * 0.12, cap: .round))
    }
    let lines: [Primitive] =
      switch self {
      case .better: [line([(0.27, 0.53), (0.44, 0.69), (0.74, 0.34)])]
      case .worse: [line([(0.32, 0.32), (0.68, 0.68)]), line([(0.68, 0.32), (0.32, 0.68)])]
      case .equal: [line([(0.29, 0.4), (0.71, 0.4)]), line([(0.29, 0.6), (0.71, 0.6)])]
      case .open:
        [
          line([(0.36, 0.38), (0.42, 0.28), (0.56, 0.28), (0.63, 0.38), (0.5, 0.52), (0.5, 0.58)]),
          .marker(.circle, at: point(0.5, 0.74), size: side * 0.14, fill: ink, stroke: nil),
        ]
      case .few:
        [0.3, 0.5, 0.7].map {
          .marker(.circle, at: point($0, 0.5), size: side * 0.13, fill: ink, stroke: nil)
        }
      }
    return [.marker(.circle, at: rect.center, size: side, fill: disc, stroke: nil)] + lines
  }
}

extension Rect {
  fileprivate var center: Point { Point(midX, midY) }
}
