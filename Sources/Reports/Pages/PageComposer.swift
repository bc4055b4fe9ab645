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
    /// The title of the template's page that it begins with.
    var title: String
    /// Whether the template's page began on an earlier sheet.
    var isContinued: Bool
    /// Whether a figure fills the whole page, its own head and foot included.
    var isFilled = false
    var isAppendix = false
    var shapes: [Primitive]
    var entries: [PageFlow.Entry]
  }

  /// What of a page must be left for long text to begin on it.
  private static let leastTextShare = 0.25

  static func body(of size: Size) -> Rect {
    size.width > size.height
      ? Rect(size).inset(left: 36, top: 40, right: 36, bottom: 32)
      : Rect(size).inset(left: 46, top: 58, right: 46, bottom: 52)
  }

  /// The room between rows.
  private var rowGap: Double { body.width > body.height ? 12 : 18 }

  private var body: Rect { PageComposer.body(of: template.layoutSize) }

  /// The sheets in their order.
  ///
  /// The contents name the other pages' numbers, so groups of pages without contents are laid out
  /// first; those with contents are laid out again where they turn out longer than was thought.
  func sheets() -> [Sheet] {
    let groups = groups
    let withContents = groups.map { group in
      group.contains { page in
        page.rows.contains { $0.panels.contains { $0.content == .part(.contents) } }
      }
    }
    var drawn = zip(groups, withContents).map { $1 ? [] : sheets(of: $0, panels) }
    for _ in 0..<3 where withContents.contains(true) {
      let lengths = drawn.map { max(1, $0.count) }
      var panels = panels
      panels.contents = contents(groups, drawn)
      for (index, group) in groups.enumerated() where withContents[index] {
        drawn[index] = sheets(of: group, panels)
      }
      if drawn.map({ max(1, $0.count) }) == lengths { break }
    }
    return drawn.flatMap(\.self)
  }

  /// Pages that have something to say, those that may share sheets together.
  private var groups: [[ReportTemplate.Page]] {
    var groups: [[ReportTemplate.Page]] = []
    var isAppendix = false
    for var page in template.pages {
      isAppendix = isAppendix || page.isAppendix
      let hasSomething = page.rows.contains { row in
        row.panels.contains { panels.hasSomething($0.content) }
      }
      guard hasSomething else { continue }
      page.isAppendix = isAppendix
      // An appendix has numbers of its own, so it begins a sheet.
      if page.runsOn, groups.last?.last?.isAppendix == isAppendix {
        groups[groups.count - 1].append(page)
      } else {
        groups.append([page])
      }
    }
    return groups
  }

  /// Every page's title with the sheet on which it begins, as far as these are laid out.
  private func contents(
    _ groups: [[ReportTemplate.Page]], _ drawn: [[Sheet]]
  ) -> [PanelMaker.ContentsEntry] {
    var entries: [PanelMaker.ContentsEntry] = []
    var (next, body, appendix) = (1, 0, 0)
    for (group, sheets) in zip(groups, drawn) {
      let isAppendix = group[0].isAppendix
      let count = max(1, sheets.count)
      for (offset, sheet) in sheets.enumerated() {
        for entry in sheet.entries where entry.isPage {
          entries.append(
            .init(
              title: entry.title, number: next + offset,
              label: SheetLabel((isAppendix ? appendix : body) + offset + 1, isAppendix)))
        }
      }
      if sheets.isEmpty {
        let label = SheetLabel((isAppendix ? appendix : body) + 1, isAppendix)
        entries += group.map { .init(title: $0.title, number: next, label: label) }
      }
      next += count
      if isAppendix { appendix += count } else { body += count }
    }
    return entries
  }

  private func sheets(of group: [ReportTemplate.Page], _ panels: PanelMaker) -> [Sheet] {
    if group.count == 1, let shapes = filled(group[0]) {
      let entry = PageFlow.Entry(title: group[0].title, y: 0, isPage: true)
      return [
        Sheet(
          title: group[0].title, isContinued: false, isFilled: true,
          isAppendix: group[0].isAppendix, shapes: shapes, entries: [entry])
      ]
    }
    var flow = PageFlow(body: body)
    var pending: [PageRow] = []
    for (index, page) in group.enumerated() {
      var panels = panels
      panels.contents.removeAll { $0.title == page.title }
      let rows = page.rows.compactMap { row($0, panels) }
      if index == 0 {
        flow.begin(page.title)
        pending = rows
        continue
      }
      let title = PageRow.title(page.title, titleBlock(page.title), x: body.minX)
      // On one sheet with what came before, so that charts of both share its room.
      if flow.isFresh, fitting((pending + [title] + rows)[...], in: flow.room) == nil {
        pending += [title] + rows
        continue
      }
      arrange(pending, in: &flow)
      pending = [title] + rows
      // A title needs something under it.
      let beginning = fitting(pending[...], in: flow.room) ?? pending.count
      if flow.isFresh || beginning < min(2, pending.count) {
        if !flow.isFresh { flow.turn() }
        flow.begin(page.title)
        pending = rows
      }
    }
    arrange(pending, in: &flow)
    var title = group[0].title
    return flow.finished.enumerated().map { index, sheet in
      let begins = sheet.entries.filter(\.isPage)
      let isContinued = index > 0 && begins.first?.y != body.minY
      if !isContinued, let first = begins.first { title = first.title }
      defer { title = begins.last?.title ?? title }
      return Sheet(
        title: title, isContinued: isContinued, isAppendix: group[0].isAppendix,
        shapes: sheet.shapes, entries: sheet.entries)
    }
  }

  /// The rows on as few sheets as hold them, the charts of each as high as its room allows.
  private func arrange(_ rows: [PageRow], in flow: inout PageFlow) {
    var rest = rows[...]
    while !rest.isEmpty {
      let count = fitting(rest, in: flow.room) ?? rest.count
      if count == 0, !flow.isFresh {
        flow.turn()
        continue
      }
      let placed = Array(rest.prefix(max(1, count)))
      rest = rest.dropFirst(placed.count)
      let kept = room(for: rest.first, under: placed, in: flow.room)
      for (row, height) in zip(placed, placed.heights(in: flow.room - kept, gap: rowGap)) {
        place(row, height: height, in: &flow)
        flow.gap(rowGap)
      }
      if rest.first?.share != nil { flow.turn() }
    }
  }

  /// What the charts of a sheet leave for long text to begin under them, where they have plenty.
  private func room(for next: PageRow?, under rows: [PageRow], in room: Double) -> Double {
    guard let next, isLong(next) else { return 0 }
    let kept = rowGap + leastText
    let needed = rows.reduce(0) { $0 + $1.least * ($1.share == nil ? 1 : 1.4) + rowGap }
    return needed + kept <= room ? kept : 0
  }

  private func place(_ row: PageRow, height: Double, in flow: inout PageFlow) {
    switch row {
    case .text(let columns): flow.add(columns)
    case .running(let blocks, let columns):
      let stretches = PageRow.stretches(blocks)
      for (index, stretch) in stretches.enumerated() {
        let isLast = index == stretches.count - 1
        // A heading needs a line of what follows under it.
        if !isLast, stretch.last?.keepsWithNext ?? false,
          Array(stretch).height + (stretches[index + 1].first?.height ?? 0) > flow.room - 4
        {
          flow.turn()
        }
        if stretch.first?.isColumn ?? false {
          flow.add(Array(stretch), through: columns)
        } else {
          flow.add([.init(x: columns.x, blocks: Array(stretch))])
        }
        if !isLast { flow.gap(stretch.last?.gap ?? 0) }
      }
    case .charts(let charts, _, _): flow.add(charts, height: height, panels)
    case .title(let title, let block, let x):
      flow.begin(title)
      flow.add([.init(x: x, blocks: [block])])
    }
  }

  /// How many of the rows fit with their charts as low as they may be; nil where all do.
  private func fitting(_ rows: ArraySlice<PageRow>, in room: Double) -> Int? {
    var height = -rowGap
    for (count, row) in rows.enumerated() {
      height += row.least + rowGap
      guard height > room else { continue }
      // Long text may begin here: alone, or under its page's title.
      let start = height - row.least + leastText
      let isBeginning = rows.prefix(count).allSatisfy {
        if case .title = $0 { true } else { false }
      }
      return isBeginning && isLong(row) && start <= room + 0.5 ? count + 1 : count
    }
    return nil
  }

  private var leastText: Double { PageComposer.leastTextShare * body.height }

  /// Whether a row is text that goes on overleaf, so that a beginning is enough for a sheet.
  private func isLong(_ row: PageRow) -> Bool { row.share == nil && row.least > leastText }

  /// A page of nothing but the card is the card, up to the paper's edge.
  private func filled(_ page: ReportTemplate.Page) -> [Primitive]? {
    let isCard = page.rows.count == 1 && page.rows[0].panels == [.init(.figure(SummaryFigure.name))]
    let size = template.layoutSize
    guard isCard, size.width > size.height else { return nil }
    return SummaryFigure(study: panels.study, findings: panels.findings)
      .picture(size: size, theme: template.theme, measurer: panels.easel.measurer).primitives
  }

  private func titleBlock(_ title: String) -> PageBlock {
    let easel = panels.easel
    let rule = Primitive.polyline(
      [Point(0, 0), Point(body.width, 0)], Stroke(easel.theme.line, width: 0.5))
    let text = TextBlock([easel.theme.strong(title)])
    return PageBlock(
      [rule, .text(text, at: Point(body.width, 5), Anchor(.trailing, .top))],
      height: 5 + easel.size(text).height, gap: 0, keepsWithNext: true)
  }

  private func row(_ row: ReportTemplate.Row, _ panels: PanelMaker) -> PageRow? {
    let column = (body.width + PageColumns.gap) / Double(TemplateTable.columnCount)
    func place(_ columns: ClosedRange<Int>) -> (x: Double, width: Double) {
      (
        body.minX + Double(columns.lowerBound - 1) * column,
        Double(columns.count) * column - PageColumns.gap
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
      // A page across is low: the text beside a chart is worth more than the chart's proportions.
      let least = min(heights.map(\.lowerBound).max() ?? 0, 0.6 * body.height)
      let most = max(least, heights.map(\.upperBound).max() ?? 0)
      return .charts(charts, share: share, heights: least...most)
    }
    if row.panels.count == 1, let panel = row.panels.first {
      let (x, width) = place(panel.columns)
      let columns = panels.columns(of: panel.content, x: x, width: width)
      let blocks = panels.blocks(panel.content, width: width, column: columns.width)
      return blocks.isEmpty ? nil : .running(blocks, columns)
    }
    let columns = row.panels.compactMap { panel -> PageFlow.TextColumn? in
      let (x, width) = place(panel.columns)
      let measure = panels.columns(of: panel.content, x: x, width: width)
      let column = measure.count > 1 ? min(width, panels.longestLine) : measure.width
      let blocks = panels.blocks(panel.content, width: width, column: column)
      return blocks.isEmpty ? nil : PageFlow.TextColumn(x: x, blocks: blocks)
    }
    return columns.isEmpty ? nil : .text(columns)
  }
}

/// What a sheet is called: "3", or "A-1" in an appendix.
struct SheetLabel: Equatable, CustomStringConvertible {
  var number: Int
  var isAppendix: Bool

  init(_ number: Int, _ isAppendix: Bool) {
    self.number = number
    self.isAppendix = isAppendix
  }

  var description: String { isAppendix ? "A-\(number)" : "\(number)" }
}
