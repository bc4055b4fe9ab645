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
