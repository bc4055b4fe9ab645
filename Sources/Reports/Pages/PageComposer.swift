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
  private static let leastChartHeight = 150.0
  /// Charts much higher than wide are hard to read; the room is left white instead.
  private static let highestChart = 1.3

  static func body(of size: Size) -> Rect {
    Rect(size).inset(left: 46, top: 58, right: 46, bottom: 52)
  }

  private var body: Rect { PageComposer.body(of: template.page.size) }

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
    var flow = PageFlow(body: body)
    for (index, row) in rows.enumerated() {
      switch row {
      case .text(let columns): flow.add(columns)
      case .charts(let share, let charts):
        let later = rows[(index + 1)...]
        let text = later.reduce(0) { sum, row in
          guard case .text(let columns) = row else { return sum }
          return sum + (columns.map(\.blocks.height).max() ?? 0) + PageComposer.rowGap
        }
        let shares = later.reduce(share) { sum, row in
          if case .charts(let share, _) = row { sum + share } else { sum }
        }
        let gaps =
          PageComposer.rowGap * Double(later.count { if case .charts = $0 { true } else { false } })
        var height = (flow.room - text - gaps) * share / shares
        if height < PageComposer.leastChartHeight { height = flow.room * share / shares }
        if height < PageComposer.leastChartHeight {
          flow.turn()
          height = flow.room * share / shares
        }
        let widest = charts.map(\.width).max() ?? body.width
        flow.add(charts, height: min(height, widest * PageComposer.highestChart), panels)
      }
      flow.gap(PageComposer.rowGap)
    }
    return flow.finished.enumerated().map { index, shapes in
      Sheet(title: page.title, isContinued: index > 0, shapes: shapes)
    }
  }

  /// A page of nothing but the card is the card, up to the paper's edge.
  private func filled(_ page: ReportTemplate.Page) -> [Primitive]? {
    let isCard = page.rows.count == 1 && page.rows[0].panels == [.init(.figure(SummaryFigure.name))]
    let size = template.page.size
    guard isCard, size.width > size.height else { return nil }
    return SummaryFigure(study: panels.study, findings: panels.findings)
      .picture(size: size, theme: template.theme, measurer: panels.easel.measurer).primitives
  }

  private enum LaidRow {
    case text([PageFlow.TextColumn])
    case charts(share: Double, [PageFlow.Chart])
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
      return charts.isEmpty ? nil : .charts(share: share, charts)
    }
    let columns = row.panels.compactMap { panel -> PageFlow.TextColumn? in
      let (x, width) = place(panel.columns)
      let blocks = panels.blocks(panel.content, width: width)
      return blocks.isEmpty ? nil : PageFlow.TextColumn(x: x, blocks: blocks)
    }
    return columns.isEmpty ? nil : .text(columns)
  }
}
