import CairoBackend
import Charts
import Drawing
import Foundation
import TestSupport
import Testing

/// The whole grammar on three sheets: held to rules and goldens, and rendered to be looked at.
@Suite struct GrammarGalleryTests {
  @Test(arguments: GrammarSheet.names, Theme.all.map(\.name))
  func sheetsKeepTheRules(name: String, themeName: String) throws {
    let theme = try #require(Theme.named(themeName))
    let picture = GrammarSheet(theme: theme, measurer: FixedMeasurer()).picture(name)
    let checks = PictureChecks(picture: picture, measurer: FixedMeasurer())
    #expect(checks.faults.isEmpty, "\(checks.faults.prefix(6).joined(separator: "\n"))")
    #expect(checks.styles.sizes.count <= 3 && checks.styles.weights.count <= 2)
  }

  @Test(arguments: GrammarSheet.names) func sheetsStayAsTheyWereSeen(name: String) throws {
    let sheet = GrammarSheet(theme: .light, measurer: FixedMeasurer())
    try checkGolden(of: sheet.picture(name), named: "grammar-\(name)")
  }

  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["RENDER_GALLERY"] != nil),
    arguments: GrammarSheet.names, Theme.all.map(\.name))
  func sheetsBecomePictures(name: String, themeName: String) throws {
    let theme = try #require(Theme.named(themeName))
    let file = "grammar-\(name)-\(theme.name)"
    guard GalleryTests.isWanted(file) else { return }
    let measurer = try PangoMeasurer()
    let picture = GrammarSheet(theme: theme, measurer: measurer).picture(name)
    let faults = PictureChecks(picture: picture, measurer: measurer).faults
    #expect(faults.isEmpty, "\(faults.prefix(6).joined(separator: "\n"))")
    try GalleryTests.write(picture, named: file)
  }
}
