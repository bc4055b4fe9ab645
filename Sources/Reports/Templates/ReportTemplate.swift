public import Charts
public import Drawing

/// What a report consists of and how it is laid out; read from a small JSON file.
///
/// docs/templates.md describes the file.
public struct ReportTemplate: Equatable, Sendable {
  /// The paper or screen that pages are made for.
  public enum PageSize: String, CaseIterable, Sendable {
    case a4
    case letter
    case widescreen = "16:9"

    /// What readers call it.
    public var label: String {
      switch self {
      case .a4: "A4"
      case .letter: "Letter"
      case .widescreen: "16:9"
      }
    }

    /// In points.
    public var size: Size {
      switch self {
      case .a4: Size(595, 842)
      case .letter: Size(612, 792)
      case .widescreen: Size(960, 540)
      }
    }
  }

  /// A page, or several where its text needs them.
  public struct Page: Equatable, Sendable {
    /// Stands in the page's header and in the outline.
    public var title: String
    public var rows: [Row]
    /// Whether it begins on the sheet before, where all of it has room there.
    public var runsOn: Bool
    /// Whether it and all later pages are numbered apart, ….
    public var isAppendix: Bool

    public init(
      title: String, rows: [Row], runsOn: Bool = false, isAppendix: Bool = false
    ) {
      self.title = title
      self.rows = rows
      self.runsOn = runsOn
      self.isAppendix = isAppendix
    }
  }

  /// Panels beside each other.
  public struct Row: Equatable, Sendable {
    /// The share of the page's room that is left; nil for as high as the text is.
    public var height: Double?
    public var panels: [Panel]

    public init(height: Double? = nil, panels: [Panel]) {
      self.height = height
      self.panels = panels
    }
  }

  /// A part of a page.
  public struct Panel: Equatable, Sendable {
    public enum Content: Equatable, Sendable {
      case part(PanelKind)
      /// A figure by its name, as ``FigureList`` has it.
      case figure(String)
      /// The template's own words.
      case text(String)
    }

    public var content: Content
    /// Of the page's twelve columns, counted from 1.
    public var columns: ClosedRange<Int>

    public init(_ content: Content, columns: ClosedRange<Int> = 1...12) {
      self.content = content
      self.columns = columns
    }
  }

  /// A figure or a chart panel that is written as a picture of its own.
  public struct Picture: Equatable, Sendable {
    public var name: String
    /// In points; nil for the figure's own, or for what keeps its proportions.
    public var width: Double?
    public var height: Double?

    public init(_ name: String, width: Double? = nil, height: Double? = nil) {
      self.name = name
      self.width = width
      self.height = height
    }
  }

  /// What themes are called.
  public static let themeNames = Theme.all.map(\.name)

  /// Takes a theme's colours for the template's own; whether figures carry titles stays.
  ///
  /// A name that no theme has changes nothing.
  public mutating func recolour(as themeName: String) {
    guard var theme = Theme.named(themeName) else { return }
    theme.hasTitles = self.theme.hasTitles
    self.theme = theme
  }

  public var name: String
  public var description: String
  public var page: PageSize
  /// The colours, and whether figures carry their titles.
  public var theme: Theme
  /// How much larger than on paper pages are drawn.
  public var scale: Double
  /// The size on which pages are laid out, to be drawn larger by `scale`.
  var layoutSize: Size { Size(page.size.width / scale, page.size.height / scale) }

  /// At the left of each page's foot; names in braces stand for values, as in panels' texts.
  public var footer: String
  public var pictures: [Picture]
  public var pages: [Page]

  public init(
    name: String, description: String, page: PageSize, theme: Theme, scale: Double = 1,
    footer: String, pictures: [Picture], pages: [Page]
  ) {
    self.name = name
    self.description = description
    self.page = page
    self.theme = theme
    self.scale = scale
    self.footer = footer
    self.pictures = pictures
    self.pages = pages
  }
}

extension ReportTemplate {
  /// The words that the template itself puts on pages.
  public var texts: [String] {
    let contents = pages.flatMap(\.rows).flatMap(\.panels).map(\.content)
    let own = contents.compactMap { if case .text(let text) = $0 { text } else { nil } }
    return [footer] + pages.map(\.title) + own
  }
}

/// The panels that a template can place beside the figures.
public enum PanelKind: String, CaseIterable, Sendable {
  /// The finding, the settings and the verdict's badge.
  case verdict
  /// The declared loss over training, all arms.
  case curves
  /// Each seed's pair with the estimate, or the estimates of several experiments.
  case pairs
  /// Why, in sentences, and what to read with care.
  case explanation
  case changes
  case arms
  case contents
  case expectations
  case symptoms
  case rules
  case levels
  case scores
  case method
  case reproduction
  case spec

  /// Whether the panel is as high as its text, and may go on over pages.
  public var isText: Bool { ChartPanel.Kind(rawValue: rawValue) == nil }

  /// What the panel shows, for the template's documentation.
  public var summary: String {
    switch self {
    case .verdict: "the finding as a title, the shared settings, the verdict with its evidence"
    case .curves: "the declared loss over training: seeds thin, medians bold"
    case .pairs: "each seed in both arms and the estimate; with several experiments all estimates"
    case .explanation: "the verdict in words, why it came about, what to read with care"
    case .changes: "the settings in which each arm differs from the control"
    case .arms: "a table of the arms"
    case .contents: "the other pages, each a link"
    case .expectations: "what the spec expects and whether it was met"
    case .symptoms:
      "every symptom that fired, with what was seen, links to its figure and to the verdict"
    case .rules:
      "every rule's value, threshold and margin in every arm, where the page's `diagnosis` has no "
        + "room for them; what could not be looked at, and why"
    case .scores: "accuracy, errors and each class's recall, beside the declared metric"
    case .levels: "the reference levels, and the plateaus that match them"
    case .method: "how the numbers were found"
    case .reproduction: "command, versions, seeds, kernel, checksum"
    case .spec: "the spec in full, flowing over pages"
    }
  }
}
