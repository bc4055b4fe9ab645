/// A line's colour, width and dashes.
public struct Stroke: Equatable, Hashable, Sendable {
  public enum Cap: Sendable {
    case butt, round
  }

  public var color: Color
  public var width: Double
  /// Lengths on and off in turn; empty is solid.
  public var dashes: [Double]
  public var cap: Cap

  public init(_ color: Color, width: Double, dashes: [Double] = [], cap: Cap = .butt) {
    self.color = color
    self.width = width
    self.dashes = dashes
    self.cap = cap
  }
}

/// The shapes that mark a point.
public enum MarkerShape: Sendable, Hashable {
  case circle, triangle, square, diamond, cross, plus
}

/// Where in its extent a block of text is held.
public struct Anchor: Equatable, Hashable, Sendable {
  public enum Vertical: Sendable {
    case top, middle, baseline, bottom
  }

  public var horizontal: TextBlock.Alignment
  public var vertical: Vertical

  public init(_ horizontal: TextBlock.Alignment, _ vertical: Vertical) {
    self.horizontal = horizontal
    self.vertical = vertical
  }
}

/// Cells of one colour each, row by row from the top: a heat map.
public struct Raster: Equatable, Hashable, Sendable {
  public var columns: Int
  public var rows: Int
  public var cells: [Color]

  public init(columns: Int, rows: Int, cells: [Color]) {
    precondition(cells.count == columns * rows, "\(cells.count) cells for \(columns) x \(rows)")
    self.columns = columns
    self.rows = rows
    self.cells = cells
  }
}

/// Where a link leads.
public enum LinkTarget: Equatable, Hashable, Sendable {
  /// A place in the same document, named by a `destination` primitive.
  case destination(String)
  case page(Int)
  case url(String)
}

/// One step of a drawing: the display list that charts make and canvases draw.
public indirect enum Primitive: Equatable, Sendable {
  /// An open line through points.
  case polyline([Point], Stroke)
  /// A filled closed shape.
  case polygon([Point], Color)
  case rectangle(Rect, fill: Color?, stroke: Stroke?, cornerRadius: Double)
  /// A mark around a point; `size` is the width of the shape's box.
  case marker(MarkerShape, at: Point, size: Double, fill: Color?, stroke: Stroke?)
  /// Text held at a point, turned by `rotation` degrees clockwise about it.
  case text(TextBlock, at: Point, anchor: Anchor, rotation: Double)
  /// Cells that fill a rectangle, drawn without smoothing.
  case raster(Raster, Rect)
  /// Children that show only inside a rectangle.
  case clip(Rect, [Primitive])
  /// Children that lead somewhere when clicked in a PDF.
  case link(LinkTarget, Rect)
  /// A named place in a PDF.
  case destination(String, Point)
}

extension Primitive {
  public static func rectangle(_ rect: Rect, fill: Color) -> Primitive {
    .rectangle(rect, fill: fill, stroke: nil, cornerRadius: 0)
  }

  public static func text(_ block: TextBlock, at point: Point, _ anchor: Anchor) -> Primitive {
    .text(block, at: point, anchor: anchor, rotation: 0)
  }
}
