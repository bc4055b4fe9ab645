import CairoBackend
import Charts
import Foundation
import Reports
import TestSupport
import Testing

/// Holds a handful of painted pictures to those that somebody looked at, up to what fonts' and
/// processors' rounding moves.
///
/// `make record` (RECORD_GOLDENS=1) writes them anew and fails, so that recording never passes.
@Suite struct PictureGoldenTests {
  static let pictures = [
    ("wine", "summary", "light"), ("some-diverged", "loss", "dark"), ("wine", "gradients", "print"),
    ("many-features", "features", "light"),
  ]

  @Test(arguments: pictures)
  func paintedPicturesStayAsTheyWereSeen(
    name: String, figureName: String, themeName: String
  ) throws {
    let prepared = try #require(FigureTests.cases.first { $0.fixture.name == name })
    let type = try #require(FigureList.all.first { $0.name == figureName })
    let theme = try #require(Theme.named(themeName))
    let figure = type.init(study: prepared.study, findings: prepared.findings)
    let picture = figure.picture(theme: theme, measurer: try PangoMeasurer())
    let found = try encodePNG(picture, scale: 0.5)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Goldens/\(figureName)-\(name)-\(themeName).png").standardized
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Data(found).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
      return
    }
    let expected = try ReadPNG(Array(Data(contentsOf: file)))
    let difference = try #require(try ReadPNG(found).difference(from: expected), "the sizes differ")
    // The same fonts and Cairo differ by nothing; another FreeType's edges by one or two levels.
    #expect(difference.rootMeanSquare < 3)
    #expect(difference.share < 0.002, "a label moved, or a mark is missing")
  }
}
