import Charts
import Diagnostics
import Drawing
import Reports
import TestSupport
import Testing

@Suite struct RemediesFigureTests {
  private func many(_ count: Int, seeds: Int = 8) -> StudyFixture {
    var fixture = StudyFixture(
      name: "many",
      arms: [StudyFixture.Arm("control", .stuck(1.085))]
        + (1...count).map { index in
          // Every seventh one never trains.
          let curve: StudyFixture.Curve =
            index % 7 == 0
            ? .diverging(epoch: 2, seeds: seeds)
            : .falling(to: 0.05 * Double((index * 11) % count + 1))
          return StudyFixture.Arm("remedy \(index)", curve)
        })
    fixture.seeds = seeds
    return fixture
  }

  private func texts(_ fixture: StudyFixture, _ size: Size = Size(752, 466)) -> [String] {
    RemediesFigure(study: fixture.study, findings: fixture.findings)
      .primitives(in: Rect(size), theme: .light, measurer: FixedMeasurer()).texts
  }

  @Test func oneExperimentIsNoRanking() {
    let fixture = StudyFixture.wine
    #expect(RemediesFigure(study: fixture.study, findings: fixture.findings).isEmpty)
  }

  @Test func theBestStandsFirstAndAlone() throws {
    let fixture = try #require(StudyFixture.cases.first { $0.name == "twelve-experiments" })
    let figure = RemediesFigure(study: fixture.study, findings: fixture.findings)
    #expect(figure.title.hasPrefix("Of 12 changes learning rate 1e-3 helps most: "))
    let shapes = figure.primitives(
      in: Rect(Size(752, 466)), theme: .light, measurer: FixedMeasurer())
    let strong = shapes.compactMap { shape -> String? in
      guard case .text(let block, _, _, _) = shape else { return nil }
      return block.runs.contains { $0.style.size < 9 && $0.style.weight == .semibold }
        ? block.string : nil
    }
    #expect(strong.first == "learning rate 1e-3")
    #expect(!strong.contains { $0.hasPrefix("learning rate 2e-3") })
    let names = shapes.texts.filter { $0.hasPrefix("learning rate ") }
    #expect(names == (1...12).map { "learning rate \($0)e-3" })
  }

  /// Thirty rows of which four have no estimate, on a card and on a page.
  @Test(arguments: [Size(752, 466), Size(503, 600), Size(503, 420)])
  func allThirtyAreListedWithoutOverlaps(size: Size) {
    let fixture = many(30, seeds: 6)
    let figure = RemediesFigure(study: fixture.study, findings: fixture.findings)
    let shapes = figure.primitives(in: Rect(size), theme: .light, measurer: FixedMeasurer())
    let picture = Picture(
      size: size, background: .white, title: "", caption: "", primitives: shapes)
    let faults = PictureChecks(picture: picture, measurer: FixedMeasurer()).faults
    #expect(faults.isEmpty, "\(faults.prefix(4))")
    for index in 1...30 {
      #expect(shapes.texts.contains { $0 == "remedy \(index)" || $0.hasPrefix("remedy \(index) ") })
    }
    #expect(shapes.texts.count { $0 == "6 of 6 diverged" } == 4)
  }

  /// Without a finite run of the control no ratio exists: the values themselves are ranked.
  @Test func aDivergedControlLeavesValuesToRank() throws {
    var fixture = StudyFixture(
      name: "lost",
      arms: [
        StudyFixture.Arm("control", .diverging(epoch: 2, seeds: 8)),
        StudyFixture.Arm("worse", .falling(to: 0.5)), StudyFixture.Arm("better", .falling(to: 0.1)),
      ])
    fixture.hasValidation = true
    let figure = RemediesFigure(study: fixture.study, findings: fixture.findings)
    #expect(figure.title.contains("better helps most: it ends at "))
    let texts = texts(fixture)
    #expect(!texts.contains { $0.contains("×") })
    let better = try #require(texts.firstIndex(of: "better"))
    #expect(try better < #require(texts.firstIndex(of: "worse")))
  }
}
