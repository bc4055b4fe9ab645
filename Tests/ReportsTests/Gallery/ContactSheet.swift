import Charts
import Drawing

/// Many pictures made small, side by side: a row for each case, a column for each figure and theme.
struct ContactSheet {
  struct Entry {
    var row: String
    var column: String
    var picture: Picture
  }

  var entries: [Entry]

  private static let cell = Size(160, 120)
  private static let gap = 6.0
  private static let rowLabel = 92.0
  private static let head = 20.0

  private static func names(_ all: [String]) -> [String] {
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }

  var picture: Picture {
    let (rows, columns) = (Self.names(entries.map(\.row)), Self.names(entries.map(\.column)))
    let size = Size(
      Self.rowLabel + Double(columns.count) * (Self.cell.width + Self.gap) + Self.gap,
      Self.head + Double(rows.count) * (Self.cell.height + Self.gap) + Self.gap)
    let style = TextStyle(size: 9, weight: .semibold, color: Color(0x1A2233))
    var shapes: [Primitive] = []
    for (index, name) in columns.enumerated() {
      let block = TextBlock(name, style, width: Self.cell.width, maximumLines: 1)
      shapes.append(.text(block, at: corner(row: 0, column: index, up: 16), Anchor(.leading, .top)))
    }
    for (index, name) in rows.enumerated() {
      let block = TextBlock(name, style, width: Self.rowLabel - 10, maximumLines: 3)
      let corner = corner(row: index, column: 0)
      shapes.append(.text(block, at: Point(6, corner.y), Anchor(.leading, .top)))
    }
    for entry in entries {
      guard let row = rows.firstIndex(of: entry.row),
        let column = columns.firstIndex(of: entry.column)
      else { continue }
      shapes += thumbnail(entry.picture, at: corner(row: row, column: column))
    }
    return Picture(
      size: size, background: Color(0xD5D9DF), title: "Every figure in every hard case",
      caption: "\(entries.count) pictures, \(rows.count) cases by \(columns.count) figures.",
      primitives: shapes)
  }

  private func corner(row: Int, column: Int, up: Double = 0) -> Point {
    Point(
      Self.rowLabel + Double(column) * (Self.cell.width + Self.gap),
      Self.head + Double(row) * (Self.cell.height + Self.gap) - up)
  }

  private func thumbnail(_ picture: Picture, at corner: Point) -> [Primitive] {
    let factor = min(
      Self.cell.width / picture.size.width, Self.cell.height / picture.size.height)
    let frame = Rect(
      x: corner.x, y: corner.y, width: picture.size.width * factor,
      height: picture.size.height * factor)
    return [
      .rectangle(frame, fill: picture.background),
      .clip(frame, picture.primitives.map { $0.scaled(by: factor, to: corner) }),
    ]
  }
}

extension Primitive {
  /// The same drawn smaller, with the origin at a corner; type and line widths shrink with it.
  func scaled(by factor: Double, to corner: Point) -> Primitive {
    func scaled(_ point: Point) -> Point {
      Point(corner.x + point.x * factor, corner.y + point.y * factor)
    }
    func scaled(_ rect: Rect) -> Rect {
      let origin = scaled(Point(rect.x, rect.y))
      return Rect(
        x: origin.x, y: origin.y, width: rect.width * factor, height: rect.height * factor)
    }
    func scaled(_ stroke: Stroke) -> Stroke {
      Stroke(
        stroke.color, width: stroke.width * factor, dashes: stroke.dashes.map { $0 * factor },
        cap: stroke.cap)
    }
    func scaled(_ block: TextBlock) -> TextBlock {
      var block = block
      // A hair more than in proportion, so that rounding wraps no line anew.
      block.width = block.width.map { $0 * factor * 1.002 }
      for index in block.runs.indices { block.runs[index].style.size *= factor }
      return block
    }
    return switch self {
    case .polyline(let points, let stroke): .polyline(points.map(scaled), scaled(stroke))
    case .polygon(let points, let color): .polygon(points.map(scaled), color)
    case .rectangle(let rect, let fill, let stroke, let radius):
      .rectangle(
        scaled(rect), fill: fill, stroke: stroke.map(scaled), cornerRadius: radius * factor)
    case .marker(let shape, let point, let size, let fill, let stroke):
      .marker(
        shape, at: scaled(point), size: size * factor, fill: fill, stroke: stroke.map(scaled))
    case .text(let block, let point, let anchor, let rotation):
      .text(scaled(block), at: scaled(point), anchor: anchor, rotation: rotation)
    case .raster(let raster, let rect): .raster(raster, scaled(rect))
    case .clip(let rect, let children):
      .clip(scaled(rect), children.map { $0.scaled(by: factor, to: corner) })
    case .link(let target, let rect): .link(target, scaled(rect))
    case .destination(let name, let point): .destination(name, scaled(point))
    }
  }
}
