import CairoBackend
import Charts
import Diagnostics
import Drawing
import JSONTrees
import Records
import Reports
import TestSupport
import Testing

/// Whole reports as PDFs, read back by programs that know PDFs better than we do.
@Suite struct PDFReportTests {
  /// A template's report of a fixture, with what `qpdf` and `pdftotext` read of it.
  struct Read: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var maker: ReportMaker
    var document: Document
    var bytes: [UInt8]
    var structure: JSON
    /// All words, parted by single spaces; letters that ligatures join are letters again.
    var words: String

    init(_ fixture: String, _ template: String) throws {
      testDescription = "\(template) of \(fixture)"
      let fixture = try #require(StudyFixture.cases.first { $0.name == fixture })
      maker = Sample.maker(fixture, template: try .named(template))
      let measurer = try PangoMeasurer()
      document = try #require(maker.document(measurer: measurer))
      bytes = try encodePDF(document)
      structure = try JSON.parse(
        Array(try Tool.run("qpdf", ["--json"], on: bytes, writes: false).output.utf8))
      words = Read.plain(try Tool.run("pdftotext", ["-raw"], on: bytes).output)
    }

    static func plain(_ text: String) -> String {
      text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{a0}" }).joined(separator: " ")
    }

    func says(_ text: String) -> Bool { words.contains(Read.plain(text)) }
  }

  static let reports: [Read] = {
    do {
      return try ["wine", "some-diverged"].flatMap { fixture in
        try ["full", "ci"].map { try Read(fixture, $0) }
      }
    } catch {
      Issue.record(error)
      return []
    }
  }()

  @Test func thereAreFour() { #expect(Self.reports.count == 4) }

  @Test(arguments: reports) func isSoundSmallAndTheSameTwice(_ report: Read) throws {
    let check = try Tool.run("qpdf", ["--check"], on: report.bytes)
    #expect(check.status == 0, "\(check.output)")
    #expect(report.bytes.count <= 250_000)
    let again = try #require(report.maker.document(measurer: try PangoMeasurer()))
    #expect(try encodePDF(again) == report.bytes)
  }

  @Test(arguments: reports) func everyFontIsAnEmbeddedSubset(_ report: Read) throws {
    let fonts = try Tool.run("pdffonts", [], on: report.bytes).output
      .split(separator: "\n").dropFirst(2)
    #expect(!fonts.isEmpty)
    for font in fonts { #expect(font.contains(" yes yes yes "), "\(font)") }
  }

  @Test(arguments: reports) func saysWhatItIs(_ report: Read) throws {
    let info = Read.plain(try Tool.run("pdfinfo", [], on: report.bytes).output)
    let document = report.document
    for part in [
      "Title: \(document.title)", "Subject: \(document.subject)", "Pages: \(document.pages.count)",
      "Page size: 595 x 842 pts (A4)", "Keywords: lossreport", "Creator: lossreport", "Tagged: yes",
    ] {
      #expect(info.contains(Read.plain(part)), "\(part) in \(info)")
    }
  }

  /// Titles, verdicts and the numbers that verdicts, arms and symptoms give can all be searched for.
  @Test(arguments: reports) func everyFindingIsText(_ report: Read) throws {
    let (study, findings) = (report.maker.study, report.maker.findings)
    func expect(_ texts: [String]) {
      for text in texts { #expect(report.says(text), "\(text)") }
    }
    expect([findings.headline, study.title, study.specDigest])
    expect(report.document.outline.filter { $0.level == 0 && $0.page > 1 }.map(\.title))
    for figure in FigureList.all where report.maker.template.hasPanel(figure.name) {
      let figure = figure.init(study: study, findings: findings)
      if !figure.isEmpty { expect([figure.title]) }
    }
    for comparison in findings.comparisons {
      expect([comparison.verdict.rawValue.uppercased()])
      let numbers = [comparison.ratio, comparison.ratioInterval?.lower, comparison.pValue]
      expect(
        numbers.compactMap(\.self).map { NumberText.significant($0, digits: 1) }.filter {
          $0.count > 3
        })
    }
    for arm in study.arms { expect([arm.name]) }
    for symptom in findings.symptoms where symptom.state == .fired {
      expect(symptom.sentence.split(separator: " ").suffix(4).map(String.init))
      expect(
        [symptom.value, symptom.threshold].compactMap(\.self).filter(\.isFinite).map {
          NumberText.significant($0, trims: true)
        })
    }
  }

  @Test(arguments: reports) func theOutlineHasPagesAndTheirParts(_ report: Read) throws {
    let outline = report.structure["outlines"]?.elements ?? []
    let pages = report.document.outline.filter { $0.level == 0 }
    #expect(outline.compactMap { $0["title"]?.string } == pages.map(\.title))
    #expect(outline.compactMap { $0["destpageposfrom1"]?.integer } == pages.map(\.page))
    let parts = outline.flatMap { $0["kids"]?.elements ?? [] }.compactMap { $0["title"]?.string }
    #expect(parts == report.document.outline.filter { $0.level == 1 }.map(\.title))
    for name in ["Why", "Arms"] + report.maker.study.arms.map(\.name) {
      #expect(parts.contains(name), "\(name)")
    }
    let fired = report.maker.findings.symptoms.filter { $0.state == .fired }.map(\.code)
    for code in Set(fired) {
      let words = code.split(separator: "-").joined(separator: " ")
      #expect(parts.contains { $0.lowercased().hasPrefix(words + ":") }, "\(code)")
    }
  }

  @Test(arguments: reports) func theAppendixHasNumbersOfItsOwn(_ report: Read) throws {
    let labels = report.document.pages.map(\.label)
    let body = labels.prefix { !$0.hasPrefix("A-") }
    #expect(Array(body) == (1...body.count).map(String.init))
    #expect(labels.dropFirst(body.count).first == "A-1")
    let ranges = report.structure["pagelabels"]?.elements ?? []
    let appendix = try #require(ranges.last)
    #expect(appendix["index"]?.integer == body.count)
    #expect(appendix["label"]?["/P"]?.string == "u:A-")
    #expect(report.says("A-1 of A-\(labels.count - body.count)"))
  }

  /// Cairo writes a link's destination as a name or as a page; each must exist.
  @Test(arguments: reports) func everyLinkLeadsSomewhere(_ report: Read) throws {
    let plain = try Tool.run(
      "qpdf", ["--qdf", "--object-streams=disable"], on: report.bytes, writes: true
    ).output
    let links = plain.split(separator: "/Subtype /Link").count - 1
    let wanted = report.document.pages.flatMap(\.picture.primitives).count {
      if case .link = $0 { true } else { false }
    }
    #expect(links > 0 && links == wanted, "a link that leads nowhere is left out")
  }

  /// A reader gets from a reason to its symptom, on to the figure that shows it, and back to both.
  @Test func reasonsSymptomsAndFiguresLeadToEachOther() throws {
    let report = try #require(Self.reports.first)
    func targets(_ title: String) -> Set<String> {
      let pages = report.document.pages.filter { $0.picture.title.hasPrefix(title) }
      return Set(
        pages.flatMap(\.picture.primitives).compactMap { primitive in
          if case .link(.destination(let name), _) = primitive { name } else { nil }
        })
    }
    let fired = report.maker.findings.symptoms.filter { $0.state == .fired }.map {
      "rule-\($0.code)"
    }
    #expect(!targets("Verdict").isDisjoint(with: fired))
    #expect(
      targets("Symptoms and remedies").isSuperset(of: ["why", "figure-loss", "figure-features"]))
    #expect(!targets("Data and feature scale").isDisjoint(with: fired))
  }
}

extension ReportTemplate {
  fileprivate func hasPanel(_ figure: String) -> Bool {
    pages.flatMap(\.rows).flatMap(\.panels).contains { $0.content == .figure(figure) }
  }
}
