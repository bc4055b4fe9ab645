internal import Drawing

extension Primitive {
  /// The same drawn elsewhere: everything moved right by `x` and down by `y`.
  func moved(_ x: Double, _ y: Double) -> Primitive {
    func moved(_ point: Point) -> Point { Point(point.x + x, point.y + y) }
    func moved(_ rect: Rect) -> Rect {
      Rect(x: rect.x + x, y: rect.y + y, width: rect.width, height: rect.height)
    }
    return switch self {
    case .polyline(let points, let stroke): .polyline(points.map(moved), stroke)
    case .polygon(let points, let color): .polygon(points.map(moved), color)
    case .rectangle(let rect, let fill, let stroke, let radius):
      .rectangle(moved(rect), fill: fill, stroke: stroke, cornerRadius: radius)
    case .marker(let shape, let center, let size, let fill, let stroke):
      .marker(shape, at: moved(center), size: size, fill: fill, stroke: stroke)
    case .text(let block, let point, let anchor, let rotation):
      .text(block, at: moved(point), anchor: anchor, rotation: rotation)
    case .raster(let raster, let rect): .raster(raster, moved(rect))
    case .clip(let rect, let children): .clip(moved(rect), children.map { $0.moved(x, y) })
    case .link(let target, let rect): .link(target, moved(rect))
    case .destination(let name, let point): .destination(name, moved(point))
    }
  }
}
