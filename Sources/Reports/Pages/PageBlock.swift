internal import Charts
internal import Drawing

/// A piece of a page that stays in one piece, drawn from its own top left corner.
struct PageBlock {
  var shapes: [Primitive]
  var height: Double
  /// The room under it, dropped at a page's end.
  var gap: Double
  /// A heading: never the last on a page.
  var keepsWithNext = false
  /// Drawn above the block where it begins a page: a table's head.
  var head: [Primitive] = []
  var headHeight = 0.0
  /// Whether it runs in one of several columns where the page is wide.
  var isColumn = false
  /// What the outline calls it; nil for what is not listed there.
  var entry: String?

  init(_ shapes: [Primitive], height: Double, gap: Double, keepsWithNext: Bool = false) {
    self.shapes = shapes
    self.height = height
    self.gap = gap
    self.keepsWithNext = keepsWithNext
  }

  /// Lines of text, wrapped at a width; `link` makes the whole of it a link.
  static func text(
    _ runs: [TextRun], width: Double, gap: Double, link: LinkTarget? = nil, indent: Double = 0,
    _ easel: Easel
  ) -> PageBlock {
    let block = TextBlock(runs, width: width - indent)
    let size = easel.size(block)
    var shapes: [Primitive] = [.text(block, at: Point(indent, 0), Anchor(.leading, .top))]
    if let link {
      shapes.append(
        .link(link, Rect(x: indent, y: 0, width: size.width, height: size.height)))
    }
    return PageBlock(shapes, height: size.height, gap: gap)
  }

  /// The heading of a panel, kept with what follows it and listed in the outline.
  static func heading(_ title: String, width: Double, _ easel: Easel) -> PageBlock {
    var block = text([easel.theme.heading(title)], width: width, gap: 4, easel)
    block.keepsWithNext = true
    block.entry = title
    return block
  }

  /// The same with a named place at its top, that links lead to.
  func named(_ name: String) -> PageBlock {
    var block = self
    block.shapes.insert(.destination(name, Point(0, 0)), at: 0)
    return block
  }

  /// The same, running in columns where the page is wide.
  var inColumns: PageBlock {
    var block = self
    block.isColumn = true
    return block
  }
}

extension [PageBlock] {
  /// The height of all under each other.
  var height: Double {
    reduce(0) { $0 + $1.height + $1.gap } - (last?.gap ?? 0)
  }
}
