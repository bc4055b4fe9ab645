extension Primitive {
  /// The same drawn elsewhere: everything moved right by `x` and down by `y`.
  public func moved(_ x: Double, _ y: Double) -> Primitive { scaled(by: 1, to: Point(x, y)) }

  /// The same drawn larger or smaller, with the origin at a corner; type and lines grow with it.
  public func scaled(by factor: Double, to corner: Point = Point(0, 0)) -> Primitive {
    func scaled(_ point: Point) -> Point {
      Point(corner.x + point.x * factor, corner.y + point.y * factor)
    }
    func scaled(_ rect: Rect) -> Rect {
      let origin = scaled(Point(rect.x, rect.y))
      return Rect(
        x: origin.x, y: origin.y, width: rect.width * factor, height: rect.height * factor)
    }
    return switch self {
    case .polyline(let points, let stroke): .polyline(points.map(scaled), stroke.scaled(by: factor))
    case .polygon(let points, let color): .polygon(points.map(scaled), color)
    case .rectangle(let rect, let fill, let stroke, let radius):
      .rectangle(
        scaled(rect), fill: fill, stroke: stroke?.scaled(by: factor), cornerRadius: radius * factor)
    case .marker(let shape, let center, let size, let fill, let stroke):
      .marker(
        shape, at: scaled(center), size: size * factor, fill: fill,
        stroke: stroke?.scaled(by: factor))
    case .text(let block, let point, let anchor, let rotation):
      .text(block.scaled(by: factor), at: scaled(point), anchor: anchor, rotation: rotation)
    case .raster(let raster, let rect): .raster(raster, scaled(rect))
    case .clip(let rect, let children):
      .clip(scaled(rect), children.map { $0.scaled(by: factor, to: corner) })
    case .link(let target, let rect): .link(target, scaled(rect))
    case .destination(let name, let point): .destination(name, scaled(point))
    }
  }
}

extension Stroke {
  fileprivate func scaled(by factor: Double) -> Stroke {
    factor == 1
      ? self : Stroke(color, width: width * factor, dashes: dashes.map { $0 * factor }, cap: cap)
  }
}

extension TextBlock {
  fileprivate func scaled(by factor: Double) -> TextBlock {
    guard factor != 1 else { return self }
    var block = self
    // A hair more than in proportion, so that rounding wraps no line anew.
    block.width = width.map { $0 * factor * 1.002 }
    for index in runs.indices { block.runs[index].style.size *= factor }
    return block
  }
}
