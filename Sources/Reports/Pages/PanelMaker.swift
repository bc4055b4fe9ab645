internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Makes the parts that a template places: charts into a rectangle, text as blocks.
struct PanelMaker {
  var study: StudyRecord
  var findings: Findings
  var environment: RenderingEnvironment
  var timings: [Timing]
  var easel: Easel
  /// The other pages.
  var contents: [ContentsEntry] = []
  /// The height of a page's body, beyond which nothing in one piece may reach.
  var pageHeight = 700.0
  /// The figures that the document has, read from the record once; links lead to no others.
  var figures: [String: any Figure] = [:]
  /// The panels of text that it has.
  var placedPanels: Set<PanelKind> = []

  /// A page with the sheet on which it begins.
  struct ContentsEntry {
    var title: String
    var number: Int
    var label: SheetLabel
  }

  var theme: Theme { easel.theme }

  func hasSomething(_ content: ReportTemplate.Panel.Content) -> Bool {
    switch content {
    case .text(let text): !text.isEmpty
    case .part(.contents): false
    case .part(let kind):
      chartPanel(kind).map { !$0.isEmpty } ?? !blocks(content, width: 400, column: 400).isEmpty
    case .figure(let name): figure(name) != nil
    }
  }

  private func chartPanel(_ kind: PanelKind) -> ChartPanel? {
    ChartPanel.Kind(rawValue: kind.rawValue).map {
      ChartPanel(kind: $0, study: study, findings: findings)
    }
  }

  private func figure(_ name: String) -> (any Figure)? { figures[name] }

  /// The heights between which a chart is at its best at a width.
  ///
  /// A figure is not pressed below three quarters of its design's proportions, nor stretched beyond
  /// what it has to show; much higher than wide nothing is easy to read.
  func heights(of content: ReportTemplate.Panel.Content, width: Double) -> ClosedRange<Double> {
    let most = width * 1.3
    guard case .figure(let name) = content, let figure = figure(name) else {
      return min(130, most)...most
    }
    let size = type(of: figure).size
    let least = width * size.height / size.width * 0.75
    guard
      let natural = figure.naturalHeight(width: width, theme: theme, measurer: easel.measurer)
    else { return least...most }
    let held = max(1, min(natural, most))
    // What is made of rows would lose some.
    return max(min(least, held), 0.85 * held)...held
  }

  /// A chart; text blocks are drawn where a template gives them a height, as many as fit.
  func chart(_ content: ReportTemplate.Panel.Content, in rect: Rect) -> [Primitive] {
    switch content {
    case .part(let kind) where !kind.isText:
      return chartPanel(kind)?.primitives(in: rect, easel) ?? []
    case .figure(let name):
      guard let figure = figure(name) else { return [] }
      return [.destination("figure-\(name)", Point(rect.minX, rect.minY))] + back(from: name, rect)
        + figure.primitives(in: rect, theme: theme, measurer: easel.measurer)
    default:
      var shapes: [Primitive] = []
      var top = rect.minY
      for block in blocks(content, width: rect.width, column: rect.width)
      where top + block.height <= rect.maxY {
        shapes += block.shapes.map { $0.moved(rect.minX, top) }
        top += block.height + block.gap
      }
      return shapes
    }
  }

  /// A link over a figure's title to the first symptom whose evidence it is.
  private func back(from figure: String, _ rect: Rect) -> [Primitive] {
    let symptom = findings.symptoms.first {
      $0.state == .fired && PanelMaker.figure(for: $0.code) == figure
    }
    guard let symptom, placedPanels.contains(.symptoms), theme.hasTitles else { return [] }
    let title = Rect(x: rect.minX, y: rect.minY, width: rect.width, height: theme.type.title * 1.2)
    return [.link(.destination(PanelMaker.place(of: symptom.code)), title)]
  }

  /// Beyond this, some 95 letters of the body's size, lines are hard to follow.
  var longestLine: Double { theme.type.heading * 49 }

  /// The columns through which a panel's running text goes; tables and heads go across.
  func columns(
    of content: ReportTemplate.Panel.Content, x: Double, width: Double
  ) -> PageColumns {
    let least: Double =
      switch content {
      case .part(.spec): 230
      case .part(.symptoms), .part(.contents): theme.type.small * 30
      case .part(.method), .part(.explanation), .text: theme.type.heading * 33
      default: width
      }
    return PageColumns(
      x: x, width: width, least: least, most: least == width ? width : longestLine)
  }

  /// What the outline calls a chart.
  func entry(of content: ReportTemplate.Panel.Content) -> String? {
    switch content {
    case .part(let kind): chartPanel(kind)?.entry
    case .figure(let name): figure(name)?.title
    case .text: nil
    }
  }

  /// The blocks of a text panel; none where there is nothing to say.
  ///
  /// - Parameters:
  ///   - content: What the template places.
  ///   - width: The width of the panel.
  ///   - column: The width of a column of running text.
  /// - Returns: The blocks from the top down.
  func blocks(
    _ content: ReportTemplate.Panel.Content, width: Double, column: Double
  ) -> [PageBlock] {
    switch content {
    case .text(let text):
      text.isEmpty
        ? []
        : [
          .text([theme.body(Placeholders(self).filled(text))], width: column, gap: 4, easel)
            .inColumns
        ]
    case .part(let kind):
      switch kind {
      case .verdict: verdict(width: width)
      case .explanation: explanation(width: column)
      case .changes: changes(width: width)
      case .arms: arms(width: width)
      case .contents: contentsList(width: width, column: column)
      case .expectations: expectations(width: width)
      case .symptoms: symptoms(width: width, column: column)
      case .rules: rules(width: width)
      case .levels: levels(width: width)
      case .scores: scores(width: width)
      case .method: method(width: width, column: column)
      case .reproduction: reproduction(width: width)
      case .spec: spec(width: width, column: column)
      case .curves, .pairs: []
      }
    case .figure: []
    }
  }
}

/// What a template's own words may name in braces.
struct Placeholders {
  private let values: [(name: String, value: String)]

  init(_ panels: PanelMaker) {
    let study = panels.study
    values = [
      ("title", study.title), ("name", study.name), ("headline", panels.findings.headline),
      ("settings", study.settingsParts.joined(separator: " · ")),
      ("origin", study.originParts.joined(separator: "  ·  ")),
      ("version", study.environment.lossreport), ("spec", String(study.specDigest.prefix(8))),
    ]
  }

  func filled(_ text: String) -> String {
    values.reduce(text) { $0.replacing("{\($1.name)}", with: $1.value) }
  }
}
