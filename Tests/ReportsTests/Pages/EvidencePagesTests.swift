import Charts
import Diagnostics
import Drawing
import Reports
import TestSupport
import Testing

/// What the page of symptoms and remedies holds, and where its links lead.
@Suite struct EvidencePagesTests {
  private func document(_ name: String, _ size: ReportTemplate.PageSize = .a4) throws -> Document {
    let fixture = try #require(StudyFixture.cases.first { $0.name == name })
    var template = try ReportTemplate.named("full")
    template.page = size
    return try #require(
      Sample.maker(fixture, template: template).document(measurer: FixedMeasurer()))
  }

  /// Whether the matrix has room for them or a table must take them: no number of a rule is lost.
  @Test(
    arguments: ["wine", "one-seed", "some-diverged", "twelve-experiments"],
    ReportTemplate.PageSize.allCases)
  func everyRulesNumbersArePrinted(name: String, size: ReportTemplate.PageSize) throws {
    let fixture = try #require(StudyFixture.cases.first { $0.name == name })
    let texts = try document(name, size).pages.flatMap(\.picture.primitives.texts)
    let all = texts.joined(separator: "\n").replacing("\u{a0}", with: " ")
    for finding in judge(fixture.study).symptoms where finding.state != .notApplicable {
      let numbers = [
        finding.value.map { Figures.number($0) }, finding.threshold.map { Figures.number($0) },
        finding.margin.map { Figures.number($0, digits: 2) },
      ]
      for case let number? in numbers { #expect(all.contains(number), "\(finding.code) \(number)") }
    }
  }

  @Test func reasonsAndEvidenceLeadToEachOther() throws {
    let document = try document("wine")
    func page(of place: String) -> Int? {
      document.pages.firstIndex { page in
        page.picture.primitives.contains {
          if case .destination(place, _) = $0 { true } else { false }
        }
      }
    }
    func links(on page: Int) -> [String] {
      document.pages[page].picture.primitives.compactMap {
        if case .link(.destination(let place), _) = $0 { place } else { nil }
      }
    }
    let why = try #require(page(of: "why"))
    let reasons = links(on: why).filter { $0.hasPrefix("rule-") }
    #expect(!reasons.isEmpty)
    for reason in reasons {
      let evidence = try #require(page(of: reason))
      #expect(links(on: evidence).contains("why"))
      #expect(links(on: evidence).contains { $0.hasPrefix("figure-") })
    }
  }

  /// The matrix comes first, then what fired, then the ranking.
  @Test func theMatrixOpensThePageAndTheRankingFollows() throws {
    let document = try document("twelve-experiments")
    let places = document.pages.flatMap(\.picture.primitives).compactMap { shape -> String? in
      if case .destination(let place, _) = shape { place } else { nil }
    }
    let matrix = try #require(places.firstIndex(of: "figure-diagnosis"))
    let fired = try #require(places.firstIndex { $0.hasPrefix("rule-") })
    let ranking = try #require(places.firstIndex(of: "figure-remedies"))
    #expect(matrix < fired && fired < ranking)
  }

  /// A template without the matrix keeps all numbers in its table.
  @Test func withoutTheMatrixATableHasTheNumbers() throws {
    let template = ReportTemplate(
      name: "t", description: "", page: .a4, theme: .light, footer: "", pictures: [],
      pages: [.init(title: "Rules", rows: [.init(panels: [.init(.part(.rules))])])])
    let document = try #require(
      Sample.maker(template: template).document(measurer: FixedMeasurer()))
    let texts = document.pages.flatMap(\.picture.primitives.texts)
    #expect(texts.contains("Every rule in every arm"))
    let dead = try #require(
      judge(Sample.wine).symptoms.first { $0.state == .clear && $0.margin != nil })
    #expect(
      texts.contains { $0.contains("margin\u{a0}\(Figures.number(dead.margin ?? 0, digits: 2))") })
  }
}
