public import Charts
public import Diagnostics
public import Drawing
public import Records

/// One picture of a report: a function of a study and what was found in it.
///
/// Its title is a finding and its caption works as alternative text. It draws into any rectangle, so
/// that a page can hold it as a panel.
public protocol Figure: Sendable {
  init(study: StudyRecord, findings: Findings)

  /// The file's name without its extension, and what a template calls the figure.
  static var name: String { get }

  /// What a picture of its own is as large as, in points.
  static var size: Size { get }

  /// What it shows, for the documentation of templates.
  static var summary: String { get }

  /// Whether the record lacks what the figure shows; then pages and pictures leave it out.
  var isEmpty: Bool { get }

  var title: String { get }
  var caption: String { get }

  /// Draws all but the background, title and subtitle included; nothing leaves the rectangle.
  func primitives(in rect: Rect, theme: Theme, measurer: any TextMeasurer) -> [Primitive]

  /// The height that suits what there is to show, title included; nil where any height does.
  ///
  /// A page never makes the figure higher, so that several with few rows share one.
  func naturalHeight(width: Double, theme: Theme, measurer: any TextMeasurer) -> Double?

  /// The figure as a picture of its own.
  func picture(size: Size, theme: Theme, measurer: any TextMeasurer) -> Picture
}

extension Figure {
  public var isEmpty: Bool { false }

  public func naturalHeight(
    width: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? { nil }

  /// The figure in its own size, no higher than it has something to show for.
  public func picture(theme: Theme = .light, measurer: any TextMeasurer) -> Picture {
    picture(
      size: fitted(Self.size, margins: pictureMargins, theme: theme, measurer: measurer),
      theme: theme, measurer: measurer)
  }

  /// A picture's size without the height that its figure would leave empty.
  func fitted(
    _ size: Size, margins: Plot.Margins? = nil, theme: Theme, measurer: any TextMeasurer
  ) -> Size {
    let margins = margins ?? pictureMargins
    let width = size.width - margins.left - margins.right
    guard let height = naturalHeight(width: width, theme: theme, measurer: measurer) else {
      return size
    }
    let needed = (height + margins.top + margins.bottom).rounded(.up)
    return Size(size.width, min(size.height, needed))
  }

  private var pictureMargins: Plot.Margins {
    Plot.Margins(left: 24, top: 18, right: 24, bottom: 16)
  }

  /// The figure with a margin around it.
  public func picture(size: Size, theme: Theme, measurer: any TextMeasurer) -> Picture {
    let margins = pictureMargins
    let page = Rect(size).inset(
      left: margins.left, top: margins.top, right: margins.right, bottom: margins.bottom)
    return Picture(
      size: size, background: theme.background, title: title, caption: caption,
      primitives: primitives(in: page, theme: theme, measurer: measurer))
  }
}
