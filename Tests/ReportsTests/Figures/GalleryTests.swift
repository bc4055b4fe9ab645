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
  private static func isWanted(_ name: String) -> Bool {
    let words = ProcessInfo.processInfo.environment["GALLERY_ONLY"] ?? ""
    return words.split(separator: " ").allSatisfy { name.contains($0) }
  }

  @Test(arguments: StudyFixture.cases, Theme.all.map(\.name))
  func everyFigureBecomesAPicture(fixture: StudyFixture, themeName: String) throws {
    let folder = try #require(ProcessInfo.processInfo.environment["RENDER_GALLERY"])
    let theme = try #require(Theme.named(themeName))
    let (study, findings) = (fixture.study, fixture.findings)
    let measurer = try PangoMeasurer()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for type in FigureList.all {
      let name = "\(fixture.name)-\(type.name)-\(theme.name).png"
      guard Self.isWanted(name) else { continue }
      let figure = type.init(study: study, findings: findings)
      if figure.isEmpty { continue }
      let picture = figure.picture(theme: theme, measurer: measurer)
      let faults = PictureChecks(picture: picture, measurer: measurer).faults
      #expect(faults.isEmpty, "\(type.name): \(faults.prefix(4).joined(separator: "\n"))")
      try Data(encodePNG(picture)).write(to: URL(filePath: folder + "/" + name))
    }
  }
}
