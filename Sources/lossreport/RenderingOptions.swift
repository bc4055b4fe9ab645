internal import ArgumentParser
internal import Reports

/// What is drawn, shared by the commands that draw.
struct RenderingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The report's shape: \(ReportTemplate.names.joined(separator: ", ")), or a file of your own.",
      valueName: "name|file"), completion: .list(ReportTemplate.names))
  var template = "full"

  @Option(
    help: ArgumentHelp(
      "The kinds of files to draw, separated by commas: png, pdf, svg.", valueName: "kinds"))
  var format = "png,pdf"

  @Option(
    help: ArgumentHelp(
      "The colours instead of the template's: \(ReportTemplate.themeNames.joined(separator: ", ")).",
      valueName: "name"), completion: .list(ReportTemplate.themeNames))
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "The paper instead of the template's: \(Self.papers.joined(separator: ", ")).",
      valueName: "size"), completion: .list(Self.papers))
  var page: String?

  static let papers = ReportTemplate.PageSize.allCases.map(\.rawValue)

  @Option(
    help: ArgumentHelp(
      """
      The pictures instead of the template's, separated by commas, or all: \
      \(ReportTemplate.pictureNames.joined(separator: ", ")).
      """, valueName: "names"), completion: .list(["all"] + ReportTemplate.pictureNames))
  var pictures: String?

  private var pictureNames: [String] {
    let names = (pictures ?? "").split(separator: ",", omittingEmptySubsequences: false)
    return pictures == "all" ? FigureList.names : names.map(String.init)
  }

  @Option(
    help: ArgumentHelp(
      """
      What to do where no installed font has a character: error names it and the package to \
      install, question-marks draws "?" and warns.
      """, valueName: "what"))
  var missingGlyphs = MissingGlyphPolicy.error

  @Flag(help: "Write how long each part took into results.json; then its bytes differ run by run.")
  var timings = false

  /// The chosen template with what other options say instead.
  func applied(to template: ReportTemplate) -> ReportTemplate {
    var template = template
    if let theme { template.recolour(as: theme) }
    if let page = page.flatMap(ReportTemplate.PageSize.init) { template.page = page }
    if pictures != nil { template.pictures = pictureNames.map { .init($0) } }
    return template
  }

  func validate() throws {
    let names = ReportTemplate.themeNames
    if let theme, !names.contains(theme) {
      throw ValidationError(
        "--theme takes one of \(names.joined(separator: ", ")), not \"\(theme)\".")
    }
    if let page, !Self.papers.contains(page) {
      throw ValidationError(
        "--page takes one of \(Self.papers.joined(separator: ", ")), not \"\(page)\".")
    }
    if pictures != nil {
      for name in pictureNames where !ReportTemplate.pictureNames.contains(name) {
        let known = ReportTemplate.pictureNames.joined(separator: ", ")
        throw ValidationError("--pictures takes all, or some of \(known), not \"\(name)\".")
      }
      if Set(pictureNames).count < pictureNames.count {
        throw ValidationError("--pictures names a picture twice.")
      }
    }
    for kind in format.split(separator: ",", omittingEmptySubsequences: false) {
      guard ["png", "pdf", "svg"].contains(kind) else {
        throw ValidationError(
          "--format takes png, pdf and svg separated by commas, not \"\(kind)\".")
      }
    }
  }
}

/// What happens to characters that no installed font has.
enum MissingGlyphPolicy: String, ExpressibleByArgument, CaseIterable {
  /// Nothing is written.
  case error
  /// They are drawn as question marks, and a warning says so.
  case questionMarks = "question-marks"
}
