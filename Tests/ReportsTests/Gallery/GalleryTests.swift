import CairoBackend
import Charts
import Drawing
import Foundation
import Reports
import TestSupport
import Testing

/// Renders every figure of every fixture into the folder that RENDER_GALLERY names, to be looked at.
///
/// GALLERY_ONLY narrows it down to names that contain every one of its words: "wine light loss".
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RENDER_GALLERY"] != nil))
struct GalleryTests {
  static let cases = StudyFixture.cases + [.million]

  static func isWanted(_ name: String) -> Bool {
    let words = ProcessInfo.processInfo.environment["GALLERY_ONLY"] ?? ""
    return words.split(separator: " ").allSatisfy { name.contains($0) }
  }

  /// The pictures that a fixture has in some themes, by their names.
  private static func pictures(
    _ fixture: StudyFixture, _ themes: [Theme], measurer: any TextMeasurer
  ) -> [(name: String, column: String, picture: Picture)] {
    func name(_ figure: any Figure.Type, _ theme: Theme) -> String {
      "\(fixture.name)-\(figure.name)-\(theme.name)"
    }
    // A million points take a debug build seconds a picture: one theme tells what there is to see.
    let themes = fixture.epochs > 10_000 ? themes.filter { $0.name == "light" } : themes
    let wanted = FigureList.all.flatMap { figure in
      themes.filter { isWanted(name(figure, $0)) }.map { (figure, $0) }
    }
    guard !wanted.isEmpty else { return [] }
    let (study, findings) = (fixture.study, fixture.findings)
    return wanted.compactMap { type, theme in
      let figure = type.init(study: study, findings: findings)
      guard !figure.isEmpty else { return nil }
      return (
        name(type, theme), "\(type.name), \(theme.name)",
        figure.picture(theme: theme, measurer: measurer)
      )
    }
  }

  static func write(_ picture: Picture, named name: String, scale: Double = 2) throws {
    let folder = try #require(ProcessInfo.processInfo.environment["RENDER_GALLERY"])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(encodePNG(picture, scale: scale)).write(to: URL(filePath: folder + "/\(name).png"))
  }

  @Test(arguments: cases, Theme.all.map(\.name))
  func everyFigureBecomesAPicture(fixture: StudyFixture, themeName: String) throws {
    let theme = try #require(Theme.named(themeName))
    let measurer = try PangoMeasurer()
    for (name, _, picture) in Self.pictures(fixture, [theme], measurer: measurer) {
      let faults = PictureChecks(picture: picture, measurer: measurer).faults
      #expect(faults.isEmpty, "\(name): \(faults.prefix(4).joined(separator: "\n"))")
      try Self.write(picture, named: name)
    }
  }

  /// As a paper has them, which leaves the card out: small and without titles.
  @Test(arguments: cases.dropLast())
  func everyFigureFitsAPaper(fixture: StudyFixture) throws {
    let wanted = FigureList.all.filter {
      $0.name != SummaryFigure.name && Self.isWanted("\(fixture.name)-\($0.name)-paper")
    }
    guard !wanted.isEmpty else { return }
    var theme = Theme.light
    theme.hasTitles = false
    let measurer = try PangoMeasurer()
    let (study, findings) = (fixture.study, fixture.findings)
    for type in wanted {
      let figure = type.init(study: study, findings: findings)
      guard !figure.isEmpty else { continue }
      let picture = figure.picture(size: Size(516, 300), theme: theme, measurer: measurer)
      let faults = PictureChecks(picture: picture, measurer: measurer).faults
      let name = "\(fixture.name)-\(type.name)-paper"
      #expect(faults.isEmpty, "\(name): \(faults.prefix(4).joined(separator: "\n"))")
      try Self.write(picture, named: name)
    }
  }

  /// All of them on one sheet, which an eye goes over in a minute.
  @Test func theyFillOneContactSheet() throws {
    let measurer = try PangoMeasurer()
    let entries = Self.cases.flatMap { fixture in
      Self.pictures(fixture, Theme.all, measurer: measurer).map {
        ContactSheet.Entry(row: fixture.name, column: $0.column, picture: $0.picture)
      }
    }
    let columns = FigureList.all.flatMap { figure in
      Theme.all.map { "\(figure.name), \($0.name)" }
    }
    let ordered = columns.flatMap { column in entries.filter { $0.column == column } }
    let rows = Self.cases.map(\.name)
    try Self.write(
      ContactSheet(
        entries: ordered.sorted {
          (rows.firstIndex(of: $0.row) ?? 0) < (rows.firstIndex(of: $1.row) ?? 0)
        }
      ).picture, named: "contact-sheet")
  }
}
