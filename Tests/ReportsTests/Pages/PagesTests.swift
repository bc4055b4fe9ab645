import Charts
import Diagnostics
import Drawing
import JSONTrees
import Records
import Reports
import TestSupport
import Testing

@Suite struct PagesTests {
  private func text(_ page: Document.Page) -> String {
    page.picture.primitives.compactMap { primitive in
      if case .text(let block, _, _, _) = primitive { block.string } else { nil }
    }.joined(separator: "\n")
  }

  /// Nothing overlaps, is clipped or too small on any page of any case.
  @Test(arguments: StudyFixture.cases)
  func pagesKeepTheRules(_ fixture: StudyFixture) throws {
    try check(fixture, .a4)
  }

  @Test(
    arguments: ["wine", "long-names", "twelve-experiments"],
    [ReportTemplate.PageSize.letter, .widescreen])
  func otherPapersKeepThemToo(_ name: String, _ size: ReportTemplate.PageSize) throws {
    try check(#require(StudyFixture.cases.first { $0.name == name }), size)
  }

  private func check(_ fixture: StudyFixture, _ size: ReportTemplate.PageSize) throws {
    var template = try ReportTemplate.named("full")
    template.page = size
    let maker = Sample.maker(fixture, template: template)
    let document = try #require(maker.document(measurer: FixedMeasurer()))
    for (number, page) in document.pages.enumerated() {
      let faults = PictureChecks(picture: page.picture, measurer: FixedMeasurer()).faults
      #expect(faults.isEmpty, "page \(number + 1): \(faults.prefix(5).joined(separator: "\n"))")
      #expect(page.picture.size == size.size)
      let appendix = document.pages.count { $0.label.hasPrefix("A-") }
      let body = document.pages.count - appendix
      let isBody = number < body
      #expect(page.label == (isBody ? "\(number + 1)" : "A-\(number + 1 - body)"))
      #expect(text(page).contains(page.label + " of " + (isBody ? "\(body)" : "A-\(appendix)")))
    }
  }

  @Test func hasTheReportsPagesInTheirOrder() throws {
    let document = try #require(
      Sample.maker(template: .named("full")).document(measurer: FixedMeasurer()))
    #expect(
      document.outline.filter { $0.level == 0 }.map(\.title) == [
        "Verdict", "Loss", "Gradients", "Activations", "Data and feature scale",
        "Symptoms and remedies", "Method and reproduction",
      ])
    #expect(document.title == judge(Sample.wine).headline)
    #expect(document.date == 1_700_000_000)
  }

  @Test func leavesOutPagesWithNothingToSay() throws {
    var study = Sample.wine
    for arm in study.arms.indices {
      for run in study.arms[arm].runs.indices {
        study.arms[arm].runs[run].gradientHistograms = []
        study.arms[arm].runs[run].learningRateRange = nil
        study.arms[arm].runs[run].series = study.arms[arm].runs[run].series.filter {
          !$0.key.hasPrefix("layer.") && $0.key != SeriesName.gradientNorm
        }
      }
    }
    let maker = ReportMaker(
      study: study, findings: Findings(), template: try .named("full"),
      environment: Sample.environment)
    let document = try #require(maker.document(measurer: FixedMeasurer()))
    let titles = Set(document.outline.map(\.title))
    #expect(!titles.contains("Gradients"))
    #expect(!titles.contains("Symptoms and remedies"))
    #expect(titles.contains("Loss"))
  }

  @Test func linksLeadSomewhere() throws {
    let document = try #require(
      Sample.maker(template: .named("full")).document(measurer: FixedMeasurer()))
    var (places, targets): (Set<String>, Set<String>) = ([], [])
    var pages: [Int] = []
    for primitive in document.pages.flatMap(\.picture.primitives) {
      switch primitive {
      case .destination(let name, _): places.insert(name)
      case .link(.destination(let name), _): targets.insert(name)
      case .link(.page(let number), _): pages.append(number)
      default: continue
      }
    }
    #expect(targets.isSubset(of: places), "\(targets.subtracting(places))")
    #expect(places.contains("figure-loss"))
    #expect(pages.allSatisfy { (1...document.pages.count).contains($0) })
    // The contents lead to the first page of each title.
    let numbers = document.outline.filter { $0.level == 0 && $0.page > 1 }.map(\.page)
    #expect(Set(numbers).isSubset(of: Set(pages)))
  }

  @Test func theVerdictPageSaysWhatHappened() throws {
    let findings = judge(Sample.wine)
    let document = try #require(
      Sample.maker(template: .named("full")).document(measurer: FixedMeasurer()))
    let page = text(try #require(document.pages.first))
    for part in [
      findings.headline, "IMPROVED", "8 of 8 seeds", "The only change", "unscaled", "standardised",
      "Why", "On the next pages",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test func aLongSpecFlowsOverPages() throws {
    var study = Sample.wine
    study.spec = .object((0..<250).map { .init("key-number-\($0)", ["a": 1, "b": [1, 2]]) })
    let maker = ReportMaker(
      study: study, findings: judge(study), template: try .named("full"),
      environment: Sample.environment)
    let document = try #require(maker.document(measurer: FixedMeasurer()))
    let all = document.pages.map(text).joined(separator: "\n")
    for i in [0, 120, 249] { #expect(all.contains("\"key-number-\(i)\"")) }
    #expect(all.contains("Method and reproduction, continued"))
    for page in document.pages {
      #expect(PictureChecks(picture: page.picture, measurer: FixedMeasurer()).faults.isEmpty)
    }
  }

  @Test func ownTextFillsItsPlaceholders() throws {
    let template = ReportTemplate(
      name: "t", description: "", page: .letter, theme: .light, footer: "{version}", pictures: [],
      pages: [
        .init(title: "One", rows: [.init(panels: [.init(.text("About {name}: {headline}"))])])
      ])
    let document = try #require(
      Sample.maker(template: template).document(measurer: FixedMeasurer()))
    let headline = judge(Sample.wine).headline
    #expect(text(document.pages[0]).contains("About \(Sample.wine.name): \(headline)"))
    #expect(text(document.pages[0]).contains(Sample.wine.environment.lossreport))
  }

  private func document(_ pages: [ReportTemplate.Page]) throws -> Document {
    let template = ReportTemplate(
      name: "t", description: "", page: .a4, theme: .light, footer: "", pictures: [], pages: pages)
    return try #require(Sample.maker(template: template).document(measurer: FixedMeasurer()))
  }

  @Test func aPageThatRunsOnSharesTheSheetBefore() throws {
    let method = ReportTemplate.Row(panels: [.init(.part(.method))])
    let chart = ReportTemplate.Row(height: 1, panels: [.init(.part(.curves))])
    let apart = try document([.init(title: "A", rows: [chart]), .init(title: "B", rows: [method])])
    let shared = try document([
      .init(title: "A", rows: [chart]), .init(title: "B", rows: [method], runsOn: true),
    ])
    #expect(apart.pages.count == 2)
    #expect(shared.pages.count == 1)
    let begins = shared.outline.filter { $0.level == 0 }
    #expect(begins.map(\.title) == ["A", "B"])
    #expect(begins.map(\.page) == [1, 1])
    #expect(begins[1].y > begins[0].y + 130, "the chart stands above the second page's title")
  }

  /// A page that can't begin on the sheet before begins one of its own, though it may run on.
  @Test func aPageWithoutRoomBeginsASheet() throws {
    let chart = ReportTemplate.Row(height: 1, panels: [.init(.figure("loss"))])
    let pages = try document(
      ["A", "B", "C", "D"].map { .init(title: $0, rows: [chart], runsOn: true) })
    #expect(pages.pages.count == 2)
    #expect(pages.outline.filter { $0.level == 0 }.map(\.page) == [1, 1, 2, 2])
  }

  @Test(arguments: ReportTemplate.PageSize.allCases)
  func linesOfRunningTextCanBeFollowed(_ size: ReportTemplate.PageSize) throws {
    var template = try ReportTemplate.named("full")
    template.page = size
    let maker = Sample.maker(template: template)
    let document = try #require(maker.document(measurer: FixedMeasurer()))
    var widest = 0.0
    for case .text(let block, _, _, _) in document.pages.flatMap(\.picture.primitives) {
      guard block.string.count > 120, block.string.hasSuffix("."), block.width != nil else {
        continue
      }
      let lines = Double(FixedMeasurer().measure(block).lines)
      guard lines > 1 else { continue }
      widest = max(widest, Double(block.string.count) / lines)
    }
    #expect((40...100).contains(widest), "\(widest) letters a line")
  }
}
