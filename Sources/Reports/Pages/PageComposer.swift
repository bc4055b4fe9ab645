internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Lays a template's pages out: charts fill, text flows, pages with nothing to say are left out.
struct PageComposer {
  var template: ReportTemplate
  var panels: PanelMaker

  /// A finished page without header and footer.
  struct Sheet {
    var title: String
    /// Whether the template's page began on an earlier sheet.
    var isContinued: Bool
    /// Whether a figure fills the whole page, its own head and foot included.
    var isFilled = false
    var shapes: [Primitive]
  }

  private static let rowGap = 18.0
  private static let gutter = 20.0
  /// What of a page must be left for long text to begin on it.
  private static let leastTextShare = 0.25

  static func body(of size: Size) -> Rect {
    Rect(size).inset(left: 46, top: 58, right: 46, bottom: 52)
  }

  private var body: Rect { PageComposer.body(of: template.layoutSize) }

  func sheets() -> [Sheet] {
    let pages = template.pages.filter { hasSomething($0) }
    let withContents = pages.map { page in
      page.rows.contains { $0.panels.contains { $0.content == .part(.contents) } }
    }
    // The contents name the other pages' numbers: these are laid out first.
    var drawn = pages.indices.map { withContents[$0] ? [] : sheets(of: pages[$0], contents: []) }
    for _ in 0..<2 where withContents.contains(true) {
      var (next, contents): (Int, [(title: String, number: Int)]) = (1, [])
      for i in pages.indices {
        contents.append((pages[i].title, next))
        next += max(1, drawn[i].count)
      }
      let before = drawn.map(\.count)
      for i in pages.indices where withContents[i] {
        drawn[i] = sheets(of: pages[i], contents: contents)
      }
      if drawn.map({ max(1, $0.count) }) == before.map({ max(1, $0) }) { break }
    }
    return drawn.flatMap(\.self)
  }

  private func hasSomething(_ page: ReportTemplate.Page) -> Bool {
    page.rows.contains { row in row.panels.contains { panels.hasSomething($0.content) } }
  }

  private func sheets(
    of page: ReportTemplate.Page, contents: [(title: String, number: Int)]
  ) -> [Sheet] {
    if let shapes = filled(page) {
      return [Sheet(title: page.title, isContinued: false, isFilled: true, shapes: shapes)]
    }
    var panels = panels
    panels.contents = contents.filter { $0.title != page.title }
    let rows = page.rows.compactMap { row in self.row(row, panels) }
    return arranged(rows, panels).enumerated().map { index, shapes in
      Sheet(title: page.title, isContinued: index > 0, shapes: shapes)
    }
  }

  /// The rows on as few sheets as hold them, the charts of each as high as its room allows.
  private func arranged(_ rows: [LaidRow], _ panels: PanelMaker) -> [[Primitive]] {
    var flow = PageFlow(body: body)
    var rest = rows[...]
    while !rest.isEmpty {
      let count = fitting(rest, in: flow.room)
      if count == 0, !flow.isFresh {
        flow.turn()
        continue
      }
      let placed = rest.prefix(max(1, count))
      rest = rest.dropFirst(placed.count)
      for (row, height) in zip(placed, heights(of: placed, before: rest.first, in: flow.room)) {
        switch row {
        case .text(let columns): flow.add(columns)
        case .charts(_, let charts, _): flow.add(charts, height: height, panels)
        }
        flow.gap(PageComposer.rowGap)
      }
      if case .charts? = rest.first { flow.turn() }
    }
    return flow.finished
  }

  /// How many of the rows fit with their charts as low as they may be.
  private func fitting(_ rows: ArraySlice<LaidRow>, in room: Double) -> Int {
    var height = -PageComposer.rowGap
    var count = 0
    for row in rows {
      height += row.least + PageComposer.rowGap
      guard height > room else {
        count += 1
        continue
      }
      let start = height - row.least + leastText
      return count == 0 && isLong(row) && start <= room ? 1 : count
    }
    return count
  }

  private var leastText: Double { PageComposer.leastTextShare * body.height }

  /// Whether a row is text that goes on overleaf, so that a beginning is enough for a sheet.
  private func isLong(_ row: LaidRow) -> Bool {
    if case .text = row { row.least > leastText } else { false }
  }

  /// The heights of rows that share a sheet: what text leaves, dealt to the charts by their shares.
  private func heights(
    of rows: ArraySlice<LaidRow>, before next: LaidRow?, in room: Double
  ) -> [Double] {
    var free = room - PageComposer.rowGap * Double(rows.count - 1)
    if let next, isLong(next) { free -= PageComposer.rowGap + leastText }
    var heights = rows.map(\.least)
    var open: [Int] = []
    for (index, row) in rows.enumerated() {
      if case .charts = row { open.append(index) } else { free -= row.least }
    }
    let list = Array(rows)
    // Rows that reach a bound are set, and the others share what is left.
    while !open.isEmpty {
      let shares = open.reduce(0) { $0 + list[$1].share }
      let wanted = open.map { free * list[$0].share / shares }
      let tooLow = zip(open, wanted).filter { $1 < list[$0].least }.map(\.0)
      let tooHigh = zip(open, wanted).filter { $1 > list[$0].most }.map(\.0)
      guard !tooLow.isEmpty || !tooHigh.isEmpty else {
        for (index, height) in zip(open, wanted) { heights[index] = height }
        break
      }
      let set = tooLow.isEmpty ? tooHigh : tooLow
      for index in set {
        heights[index] = tooLow.isEmpty ? list[index].most : list[index].least
        free -= heights[index]
      }
      open.removeAll { set.contains($0) }
    }
    return heights.map { min($0, room) }
  }

  /// A page of nothing but the card is the card, up to the paper's edge.
  private func filled(_ page: ReportTemplate.Page) -> [Primitive]? {
    let isCard = page.rows.count == 1 && page.rows[0].panels == [.init(.figure(SummaryFigure.name))]
    let size = template.layoutSize
    guard isCard, size.width > size.height else { return nil }
    return SummaryFigure(study: panels.study, findings: panels.findings)
      .picture(size: size, theme: template.theme, measurer: panels.easel.measurer).primitives
  }

  private enum LaidRow {
    case text([PageFlow.TextColumn])
    case charts(share: Double, [PageFlow.Chart], heights: ClosedRange<Double>)

    /// The height of text, or the least that charts bear.
    var least: Double {
      switch self {
      case .text(let columns): columns.map(\.blocks.height).max() ?? 0
      case .charts(_, _, let heights): heights.lowerBound
      }
    }

    var most: Double {
      if case .charts(_, _, let heights) = self { heights.upperBound } else { least }
    }

    var share: Double {
      if case .charts(let share, _, _) = self { share } else { 0 }
    }
  }

  private func row(_ row: ReportTemplate.Row, _ panels: PanelMaker) -> LaidRow? {
    let column = (body.width + PageComposer.gutter) / 12
    func place(_ columns: ClosedRange<Int>) -> (x: Double, width: Double) {
      (
        body.minX + Double(columns.lowerBound - 1) * column,
        Double(columns.count) * column - PageComposer.gutter
      )
    }
    if let share = row.height {
      let charts = row.panels.compactMap { panel -> PageFlow.Chart? in
        guard panels.hasSomething(panel.content) else { return nil }
        let (x, width) = place(panel.columns)
        return PageFlow.Chart(x: x, width: width, content: panel.content)
      }
      guard !charts.isEmpty else { return nil }
      let heights = charts.map { panels.heights(of: $0.content, width: $0.width) }
      let least = heights.map(\.lowerBound).max() ?? 0
      let most = max(least, heights.map(\.upperBound).max() ?? 0)
      return .charts(share: share, charts, heights: least...most)
    }
    let columns = row.panels.compactMap { panel -> PageFlow.TextColumn? in
      let (x, width) = place(panel.columns)
      let blocks = panels.blocks(panel.content, width: width)
      return blocks.isEmpty ? nil : PageFlow.TextColumn(x: x, blocks: blocks)
    }
    return columns.isEmpty ? nil : .text(columns)
  }
}
