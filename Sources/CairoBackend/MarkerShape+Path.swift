internal import Drawing

extension MarkerShape {
  /// Whether the shape has no inside to fill.
  var isOpen: Bool { self == .cross || self == .plus }

  /// Adds the outline; the shapes' areas are near each other's, so that none looks heavier.
  func addPath(to canvas: CairoCanvas, around center: Point, radius: Double) {
    func at(_ x: Double, _ y: Double) -> Point {
      Point(center.x + x * radius, center.y + y * radius)
    }
    func polygon(_ points: [Point]) {
      canvas.move(to: points[0])
      for point in points.dropFirst() { canvas.line(to: point) }
      canvas.closePath()
    }
    func strokes(_ ends: [(Point, Point)]) {
      for (from, to) in ends {
        canvas.move(to: from)
        canvas.line(to: to)
      }
    }
    switch self {
    case .circle: canvas.addCircle(at: center, radius: radius)
    // Held by its centre of mass, which lies a third of the height above the base.
    case .triangle: polygon([at(0, -1.15), at(1, 0.58), at(-1, 0.58)])
    case .square: polygon([at(-0.9, -0.9), at(0.9, -0.9), at(0.9, 0.9), at(-0.9, 0.9)])
    case .diamond: polygon([at(0, -1.2), at(1.2, 0), at(0, 1.2), at(-1.2, 0)])
    case .cross: strokes([(at(-0.8, -0.8), at(0.8, 0.8)), (at(-0.8, 0.8), at(0.8, -0.8))])
    case .plus: strokes([(at(-1, 0), at(1, 0)), (at(0, -1), at(0, 1))])
    }
  }
}
