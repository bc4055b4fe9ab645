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
    let sheets = PageComposer(template: template, panels: panels).sheets()
    guard !sheets.isEmpty else { return nil }
    let (study, findings) = (panels.study, panels.findings)
    let summary = SummaryFigure(study: study, findings: findings)
    let keywords =
      ["lossreport", study.metric] + findings.comparisons.map(\.verdict.rawValue)
      + study.arms.map(\.name)
    return Document(
      title: summary.title, subject: summary.caption, keywords: keywords.joined(separator: ", "),
      date: date,
      pages: sheets.enumerated().map { index, sheet in
        let picture = Picture(
          size: template.page.size, background: template.theme.background, title: sheet.title,
          caption: sheet.title,
          primitives: (sheet.shapes + furniture(sheet, number: index + 1, of: sheets.count)).map {
            $0.scaled(by: template.scale)
          })
        return Document.Page(
          picture: picture, label: "\(index + 1)", outline: [sheet.title])
      })
  }

  /// The lines above and below a page: the study and the page's title, what it is made from, number.
  private func furniture(
    _ sheet: PageComposer.Sheet, number: Int, of count: Int
  ) -> [Primitive] {
    guard !sheet.isFilled else { return [] }
    let (theme, easel) = (template.theme, panels.easel)
    let size = template.layoutSize
    let body = PageComposer.body(of: size)
    var shapes: [Primitive] = []
    if number > 1 {
      let title = sheet.title + (sheet.isContinued ? ", continued" : "")
      let right = easel.fitted(
        [theme.strong(title)], width: body.width * 0.45, alignment: .trailing)
      let left = easel.fitted(
        [theme.small(panels.study.title)], width: body.width - easel.size(right).width - 20)
      shapes += [
        .text(left, at: Point(body.minX, 34), Anchor(.leading, .middle)),
        .text(right, at: Point(body.maxX, 34), Anchor(.trailing, .middle)),
        .polyline(
          [Point(body.minX, 43), Point(body.maxX, 43)], Stroke(theme.line, width: 0.5)),
        .link(.page(1), Rect(x: body.minX, y: 28, width: easel.size(left).width, height: 12)),
      ]
    }
    let y = size.height - 28
    let right = TextBlock(
      [theme.small(count > 1 ? "\(number) of \(count)" : "")], alignment: .trailing)
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
