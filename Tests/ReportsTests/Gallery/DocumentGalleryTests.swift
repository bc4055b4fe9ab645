import CairoBackend
import Charts
import Drawing
import Foundation
import Reports
import TestSupport
import Testing

/// Renders templates' documents and pictures into the folder that RENDER_DOCUMENTS names.
///
/// DOCUMENTS_ONLY narrows it down to names that contain every one of its words: "wine full a4".
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RENDER_DOCUMENTS"] != nil))
struct DocumentGalleryTests {
  @Test(arguments: StudyFixture.cases, ReportTemplate.names)
  func everyTemplateBecomesADocument(fixture: StudyFixture, name: String) throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = try #require(environment["RENDER_DOCUMENTS"])
    let words = (environment["DOCUMENTS_ONLY"] ?? "").split(separator: " ")
    for size in ReportTemplate.PageSize.allCases {
      let label = "\(fixture.name)-\(name)-\(size == .widescreen ? "wide" : size.rawValue)"
      guard words.allSatisfy(label.contains) else { continue }
      let measurer = try PangoMeasurer()
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      var template = try ReportTemplate.named(name)
      let ownSize = template.page
      template.page = size
      let maker = Sample.maker(fixture, template: template)
      if let document = maker.document(measurer: measurer) {
        for page in document.pages {
          let faults = PictureChecks(picture: page.picture, measurer: measurer).faults
          #expect(faults.isEmpty, "\(label) \(page.label): \(faults.prefix(4))")
        }
        try Data(encodePDF(document)).write(to: URL(filePath: "\(folder)/\(label).pdf"))
      }
      guard size == ownSize else { continue }
      for (figure, picture) in maker.pictures(measurer: measurer) {
        let faults = PictureChecks(picture: picture, measurer: measurer).faults
        #expect(faults.isEmpty, "\(label) \(figure): \(faults.prefix(4))")
        try Data(encodePNG(picture)).write(to: URL(filePath: "\(folder)/\(label)-\(figure).png"))
      }
    }
  }
}
