internal import Drawing

/// Fills sheets from the top; what doesn't fit goes on overleaf.
struct PageFlow {
  struct TextColumn {
    var x: Double
    var blocks: [PageBlock]
  }

  struct Chart {
    var x: Double
    var width: Double
    var content: ReportTemplate.Panel.Content
  }

  /// A place that the outline lists.
  struct Entry: Equatable {
    var title: String
    var y: Double
    /// Whether a page of the template begins here.
    var isPage = false
  }

  struct Sheet {
    var shapes: [Primitive] = []
    var entries: [Entry] = []
  }

  let body: Rect
  private var sheets = [Sheet()]
  private var top: Double

  init(body: Rect) {
    self.body = body
    top = body.minY
  }

  /// What is left of the sheet.
  var room: Double { max(0, body.maxY - top) }

  var isFresh: Bool { top == body.minY }

  var finished: [Sheet] { sheets.filter { !$0.shapes.isEmpty } }

  mutating func turn() {
    sheets.append(Sheet())
    top = body.minY
  }

  mutating func gap(_ height: Double) {
    if !isFresh { top += height }
  }

  /// Notes that a page of the template begins here.
  mutating func begin(_ title: String) { note(title, at: top, isPage: true) }

  private mutating func note(_ title: String, at y: Double, isPage: Bool = false) {
    sheets[sheets.count - 1].entries.append(Entry(title: title, y: y, isPage: isPage))
  }

  mutating func add(_ charts: [Chart], height: Double, _ panels: PanelMaker) {
    for chart in charts {
      let rect = Rect(x: chart.x, y: top, width: chart.width, height: height)
      sheets[sheets.count - 1].shapes += panels.chart(chart.content, in: rect)
      if let entry = panels.entry(of: chart.content) { note(entry, at: top) }
    }
    top += height
  }

  /// Text beside each other; each column goes on where it stopped.
  mutating func add(_ columns: [TextColumn]) {
    let height = columns.map(\.blocks.height).max() ?? 0
    turnIfTorn(height)
    var columns = columns
    while true {
      var end = top
      var isDone = true
      for i in columns.indices {
        let filled = columns[i].blocks[...].filling(room, isFirst: isFresh)
        place(columns[i].blocks.prefix(filled.count), at: columns[i].x)
        columns[i].blocks.removeFirst(filled.count)
        end = max(end, top + filled.height)
        if !columns[i].blocks.isEmpty { isDone = false }
      }
      top = end
      if isDone { return }
      turn()
    }
  }

  /// Text that runs through columns, which end level on its last sheet.
  mutating func add(_ blocks: [PageBlock], through columns: PageColumns) {
    guard columns.count > 1 else { return add([TextColumn(x: columns.x, blocks: blocks)]) }
    var rest = blocks[...]
    if rest.balancedHeight(columns: columns.count, room: room, isFirst: isFresh) == nil,
      let whole = rest.balancedHeight(columns: columns.count, room: body.height, isFirst: true)
    {
      turnIfTorn(whole)
    }
    while !rest.isEmpty {
      let height =
        rest.balancedHeight(columns: columns.count, room: room, isFirst: isFresh) ?? room
      var end = top
      let before = rest.count
      for x in columns.lefts where !rest.isEmpty {
        let isFirst = isFresh && rest.count == before
        let filled = rest.filling(height, isFirst: isFirst)
        place(rest.prefix(filled.count), at: x)
        rest = rest.dropFirst(filled.count)
        end = max(end, top + filled.height)
      }
      top = end
      if !rest.isEmpty { turn() }
    }
  }

  /// What fits on a sheet of its own is not torn, unless it is long.
  private mutating func turnIfTorn(_ height: Double) {
    let isShort = height <= 0.3 * body.height || room < 0.25 * body.height
    if height > room, height <= body.height, isShort, !isFresh { turn() }
  }

  /// Draws blocks under each other from the top of what is left.
  private mutating func place(_ blocks: ArraySlice<PageBlock>, at x: Double) {
    var y = top
    for (index, block) in blocks.enumerated() {
      if index == 0, isFresh, block.headHeight > 0 {
        sheets[sheets.count - 1].shapes += block.head.map { $0.moved(x, y) }
        y += block.headHeight
      }
      sheets[sheets.count - 1].shapes += block.shapes.map { $0.moved(x, y) }
      if let entry = block.entry { note(entry, at: y) }
      y += block.height + block.gap
    }
  }
}
