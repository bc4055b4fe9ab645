internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// A picture that a template asks for: a figure or a chart panel, and its size.
struct ReportPicture: Sendable {
  private enum Content: Sendable {
    case figure(any Figure)
    case panel(ChartPanel)
  }

  let name: String
  let caption: String
  private let content: Content
  private let size: Size
  /// Whether the template says how high the picture is; else it is no higher than it must be.
  private let hasHeight: Bool

  /// Nil where the record lacks what the picture shows.
  init?(_ wanted: ReportTemplate.Picture, study: StudyRecord, findings: Findings) {
    let own: Size
    if let kind = ChartPanel.Kind(rawValue: wanted.name) {
      let panel = ChartPanel(kind: kind, study: study, findings: findings)
      guard !panel.isEmpty else { return nil }
      (content, caption, own) = (.panel(panel), panel.caption, ChartPanel.size)
    } else {
      let figure = FigureList.figure(wanted.name, study: study, findings: findings)
      guard let figure, !figure.isEmpty else { return nil }
      (content, caption, own) = (.figure(figure), figure.caption, type(of: figure).size)
    }
    name = wanted.name
    hasHeight = wanted.height != nil
    let width = wanted.width ?? wanted.height.map { $0 * own.width / own.height } ?? own.width
    size = Size(width, wanted.height ?? width * own.height / own.width)
  }

  func picture(theme: Theme, measurer: any TextMeasurer) -> Picture {
    switch content {
    case .figure(let figure) where theme.hasTitles:
      let size = hasHeight ? size : figure.fitted(size, theme: theme, measurer: measurer)
      return figure.picture(size: size, theme: theme, measurer: measurer)
    case .figure(let figure):
      // A paper sets its own margins.
      let margins = Plot.Margins(left: 2, top: 2, right: 2, bottom: 2)
      let size =
        hasHeight
        ? size : figure.fitted(size, margins: margins, theme: theme, measurer: measurer)
      let rect = Rect(size).inset(left: 2, top: 2, right: 2, bottom: 2)
      return picture(
        figure.primitives(in: rect, theme: theme, measurer: measurer), size, title: figure.title,
        theme)
    case .panel(let panel):
      let margin = theme.hasTitles ? 12.0 : 2
      let rect = Rect(size).inset(left: margin, top: margin, right: margin, bottom: margin)
      return picture(
        panel.primitives(in: rect, Easel(theme: theme, measurer: measurer)), size,
        title: panel.findings.headline, theme)
    }
  }

  private func picture(
    _ shapes: [Primitive], _ size: Size, title: String, _ theme: Theme
  ) -> Picture {
    Picture(
      size: size, background: theme.background, title: title, caption: caption, primitives: shapes)
  }
}
