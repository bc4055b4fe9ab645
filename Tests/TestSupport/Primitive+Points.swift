public import Drawing

extension Primitive {
  /// Every coordinate that the primitive names: corners of rectangles, places of texts and markers.
  public var points: [Point] {
    switch self {
    case .polyline(let line, _): line
    case .polygon(let shape, _): shape
    case .rectangle(let rect, _, _, _), .raster(_, let rect), .link(_, let rect):
      [Point(rect.minX, rect.minY), Point(rect.maxX, rect.maxY)]
    case .marker(_, let point, _, _, _), .text(_, let point, _, _), .destination(_, let point):
      [point]
    case .clip(_, let children): children.flatMap(\.points)
    }
  }
}
