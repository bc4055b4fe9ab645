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

  let body: Rect
  private var sheets: [[Primitive]] = [[]]
  private var top: Double

  init(body: Rect) {
    self.body = body
    top = body.minY
  }

  /// What is left of the sheet.
  var room: Double { max(0, body.maxY - top) }

  var isFresh: Bool { top == body.minY }

  var finished: [[Primitive]] { sheets.filter { !$0.isEmpty } }

  mutating func turn() {
    sheets.append([])
    top = body.minY
  }

  mutating func gap(_ height: Double) {
    if !isFresh { top += height }
  }

  mutating func add(_ charts: [Chart], height: Double, _ panels: PanelMaker) {
    for chart in charts {
      let rect = Rect(x: chart.x, y: top, width: chart.width, height: height)
      sheets[sheets.count - 1] += panels.chart(chart.content, in: rect)
    }
    top += height
  }

  /// Text beside each other; each column goes on where it stopped.
  mutating func add(_ columns: [TextColumn]) {
    let height = columns.map(\.blocks.height).max() ?? 0
    // What fits on a sheet of its own is not torn, unless it is long.
    let isShort = height <= 0.3 * body.height || room < 0.25 * body.height
    if height > room, height <= body.height, isShort, !isFresh { turn() }
    var columns = columns
    while true {
      var end = top
      var isDone = true
      for i in columns.indices {
        let (shapes, bottom, count) = fill(columns[i])
        sheets[sheets.count - 1] += shapes
        columns[i].blocks.removeFirst(count)
        end = max(end, bottom)
        if !columns[i].blocks.isEmpty { isDone = false }
      }
      top = end
      if isDone { return }
      turn()
    }
  }

  /// As many of a column's blocks as fit, where they end, and how many they are.
  private func fill(_ column: TextColumn) -> (shapes: [Primitive], bottom: Double, count: Int) {
    var shapes: [Primitive] = []
    var y = top
    var count = 0
    while count < column.blocks.count {
      let block = column.blocks[count]
      let head = count == 0 && isFresh ? block.headHeight : 0
      if !(isFresh && count == 0), y + head + needed(column.blocks[count...]) > body.maxY { break }
      if head > 0 { shapes += block.head.map { $0.moved(column.x, y) } }
      y += head
      shapes += block.shapes.map { $0.moved(column.x, y) }
      y += block.height + block.gap
      count += 1
    }
    let gap = count > 0 ? column.blocks[count - 1].gap : 0
    return (shapes, y - gap, count)
  }

  /// The height up to the first block that may stand last on a sheet.
  private func needed(_ blocks: ArraySlice<PageBlock>) -> Double {
    var height = 0.0
    for block in blocks {
      height += block.height
      if !block.keepsWithNext { break }
      height += block.gap
    }
    return height
  }
}
