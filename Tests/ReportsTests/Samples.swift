import Diagnostics
import Drawing
import Records
import Reports
import TestSupport

/// Studies with their findings, and reports made of them without fonts or drawing libraries.
enum Sample {
  static let environment = RenderingEnvironment(
    cairo: "1.16.0", fonts: ["Inter", "DejaVu Sans Mono"],
    command: "lossreport compare wine.json")

  static let wine = StudyFixture.wine.study

  static func maker(
    _ fixture: StudyFixture = .wine, template: ReportTemplate,
    formats: Set<ReportFormat> = [.png, .pdf]
  ) -> ReportMaker {
    let study = fixture.study
    return ReportMaker(
      study: study, findings: judge(study), template: template, formats: formats,
      environment: environment, date: 1_700_000_000)
  }
}

/// "Encodes" a picture as its printed value: equal pictures have equal bytes.
struct PrintingEncoder: PictureEncoder {
  func png(_ picture: Picture, text: [(key: String, value: String)]) throws -> [UInt8] {
    Array("png \(picture) \(text)".utf8)
  }

  func svg(_ picture: Picture) throws -> [UInt8] { Array("svg \(picture)".utf8) }

  func pdf(_ document: Document) throws -> [UInt8] { Array("pdf \(document)".utf8) }
}
