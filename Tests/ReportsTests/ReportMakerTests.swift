import CairoBackend
import Charts
import Diagnostics
import Drawing
import Records
import Reports
import Storage
import TestSupport
import Testing

@Suite struct ReportMakerTests {
  @Test func makesTheFilesOfTheChosenFormats() async throws {
    let texts = ["results.json", "series.csv", "summary.md"]
    let figures = try ReportTemplate.named("full").pictures.map(\.name).filter { name in
      let figure = FigureList.figure(name, study: Sample.wine, findings: judge(Sample.wine))
      return try !#require(figure).isEmpty
    }
    #expect(figures.starts(with: ["summary", "loss"]))
    let cases: [(Set<ReportFormat>, [String])] = [
      ([], []), ([.pdf], ["report.pdf"]), ([.png], figures.map { "\($0).png" }),
      ([.png, .svg], figures.flatMap { ["\($0).png", "\($0).svg"] }),
      ([.pdf, .svg], ["report.pdf"] + figures.map { "\($0).svg" }),
    ]
    for (formats, names) in cases {
      let maker = Sample.maker(template: try .named("full"), formats: formats)
      let files = try await maker.files(measurer: FixedMeasurer(), encoder: PrintingEncoder())
      #expect(files.map(\.name) == names + texts)
    }
  }

  @Test func makesTheSameBytesTwice() async throws {
    let maker = Sample.maker(template: try .named("full"), formats: [.png, .pdf, .svg])
    let first = try await maker.files(measurer: FixedMeasurer(), encoder: PrintingEncoder())
    let second = try await maker.files(measurer: FixedMeasurer(), encoder: PrintingEncoder())
    #expect(first == second)
  }

  @Test func summaryLinksThePicturesThatAreThere() async throws {
    let maker = Sample.maker(template: try .named("ticket"), formats: [.svg])
    let files = try await maker.files(measurer: FixedMeasurer(), encoder: PrintingEncoder())
    let summary = try #require(files.first { $0.name == "summary.md" })
    let text = String(decoding: summary.bytes, as: UTF8.self)
    for name in ["summary", "loss", "gradients", "features"] {
      #expect(text.contains("(\(name).svg)"))
    }
  }

  @Test func aPictureThatFailsIsAnError() async throws {
    struct Failing: PictureEncoder {
      struct Fault: Error {}
      func png(_ picture: Picture, text: [(key: String, value: String)]) throws -> [UInt8] {
        throw Fault()
      }
      func svg(_ picture: Picture) throws -> [UInt8] { throw Fault() }
      func pdf(_ document: Document) throws -> [UInt8] { throw Fault() }
    }
    let maker = Sample.maker(template: try .named("full"))
    await #expect(throws: Failing.Fault.self) {
      try await maker.files(measurer: FixedMeasurer(), encoder: Failing())
    }
  }

  /// With the real fonts: the pages hold, and the PDF can be read by machines.
  @Test(arguments: ["full", "ticket"])
  func thePDFCanBeReadByMachines(_ template: String) throws {
    let measurer = try PangoMeasurer()
    let maker = Sample.maker(template: try .named(template))
    let document = try #require(maker.document(measurer: measurer))
    for page in document.pages {
      let faults = PictureChecks(picture: page.picture, measurer: measurer).faults
      #expect(faults.isEmpty, "\(page.label): \(faults.prefix(5).joined(separator: "\n"))")
    }
    let pdf = try encodePDF(document) { Issue.record("\($0)") }
    #expect(try pdf == encodePDF(document))
    #expect(pdf.count < 250_000)
    #expect(try Tool.run("qpdf", ["--check"], on: pdf).status == 0)
    let words = try Tool.run("pdftotext", ["-raw"], on: pdf).output
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let comparison = try #require(maker.findings.comparisons.first)
    let ratio = NumberText.significant(try #require(comparison.ratio))
    for part in [maker.findings.headline, "IMPROVED", "8 of 8 seeds", "p = 0.008", ratio] {
      #expect(words.contains(part), "\(part) in \(words)")
    }
    guard template == "full" else { return }
    for part in document.pages.dropFirst().map(\.picture.title) + [maker.study.specDigest] {
      #expect(words.contains(part), "\(part)")
    }
  }
}
