internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Puts header, footer and numbers on laid-out pages, and what a PDF says about itself.
struct ReportDocument {
  var template: ReportTemplate
  var panels: PanelMaker
  /// Seconds since 1970 for the file's dates.
  var date: Int

  /// Nil where the template has no page with something to say.
  func document() -> Document? {
    var panels = panels
    panels.pageHeight = PageComposer.body(of: template.layoutSize).height
    let placed = template.pages.flatMap(\.rows).flatMap(\.panels).map(\.content)
    for case .figure(let name) in placed where panels.figures[name] == nil {
      let figure = FigureList.figure(name, study: panels.study, findings: panels.findings)
      if let figure, !figure.isEmpty { panels.figures[name] = figure }
    }
    for case .part(let kind) in placed where panels.hasSomething(.part(kind)) {
      panels.placedPanels.insert(kind)
    }
    let sheets = PageComposer(template: template, panels: panels).sheets()
    guard !sheets.isEmpty else { return nil }
    let (study, findings) = (panels.study, panels.findings)
    let summary = SummaryFigure(study: study, findings: findings)
    let keywords =
      ["lossreport", study.metric] + findings.comparisons.map(\.verdict.rawValue)
      + study.arms.map(\.name)
    let labels = sheets.indices.map { index in
      let same = sheets[...index].count { $0.isAppendix == sheets[index].isAppendix }
      return SheetLabel(same, sheets[index].isAppendix)
    }
    let pages = zip(sheets, labels).enumerated().map { index, pair in
      let (sheet, label) = pair
      let last = labels.last { $0.isAppendix == label.isAppendix } ?? label
      let foot = sheets.count > 1 ? "\(label) of \(last)" : ""
      let shapes = sheet.shapes + furniture(sheet, foot: foot, isFirst: index == 0)
      return Document.Page(
        picture: Picture(
          size: template.page.size, background: template.theme.background, title: sheet.title,
          caption: sheet.title, primitives: shapes.map { $0.scaled(by: template.scale) }),
        label: "\(label)")
    }
    return Document(
      title: summary.title, subject: summary.caption, keywords: keywords.joined(separator: ", "),
      date: date, pages: pages, outline: outline(of: sheets))
  }

  /// Pages, and under them their panels, symptoms and arms.
  private func outline(of sheets: [PageComposer.Sheet]) -> [Document.OutlineEntry] {
    sheets.enumerated().flatMap { index, sheet in
      sheet.entries.map { entry in
        // A page's own entry leads to its head.
        let y = entry.y <= PageComposer.body(of: template.layoutSize).minY ? 0 : entry.y
        return .init(
          entry.title, level: entry.isPage ? 0 : 1, page: index + 1, y: y * template.scale)
      }
    }
  }

  /// The lines above and below a page: the study and the page's title, what it is made from, number.
  private func furniture(
    _ sheet: PageComposer.Sheet, foot: String, isFirst: Bool
  ) -> [Primitive] {
    guard !sheet.isFilled else { return [] }
    let (theme, easel) = (template.theme, panels.easel)
    let size = template.layoutSize
    let body = PageComposer.body(of: size)
    let head = body.minY - (size.width > size.height ? 18 : 24)
    var shapes: [Primitive] = []
    if !isFirst {
      let title = sheet.title + (sheet.isContinued ? ", continued" : "")
      let right = easel.fitted(
        [theme.strong(title)], width: body.width * 0.45, alignment: .trailing)
      let left = easel.fitted(
        [theme.small(panels.study.title)], width: body.width - easel.size(right).width - 20)
      shapes += [
        .text(left, at: Point(body.minX, head), Anchor(.leading, .middle)),
        .text(right, at: Point(body.maxX, head), Anchor(.trailing, .middle)),
        .polyline(
          [Point(body.minX, head + 9), Point(body.maxX, head + 9)], Stroke(theme.line, width: 0.5)),
        .link(.page(1), Rect(x: body.minX, y: head - 6, width: easel.size(left).width, height: 12)),
      ]
    }
    let y = size.height - (size.width > size.height ? 18 : 28)
    let right = TextBlock(
      [theme.small(foot)], alignment: .trailing)
    let left = easel.fitted(
      [theme.small(Placeholders(panels).filled(template.footer))],
      width: body.width - easel.size(right).width - 20)
    if !left.string.isEmpty {
      shapes.append(.text(left, at: Point(body.minX, y), Anchor(.leading, .middle)))
    }
    if !right.string.isEmpty {
      shapes.append(.text(right, at: Point(body.maxX, y), Anchor(.trailing, .middle)))
    }
    return shapes
  }
}
