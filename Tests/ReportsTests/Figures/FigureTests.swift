import Charts
import Diagnostics
import Drawing
import Records
import Reports
import TestSupport
import Testing

@Suite struct FigureTests {
  static let figures = FigureList.all.map { $0.name }

  /// A fixture made once for all tests.
  struct Prepared: CustomTestStringConvertible {
    var fixture: StudyFixture
    var study: StudyRecord
    var findings: Findings

    init(_ fixture: StudyFixture) {
      (self.fixture, study, findings) = (fixture, fixture.study, fixture.findings)
    }

    var testDescription: String { fixture.name }
  }

  static let cases = StudyFixture.cases.map(Prepared.init)

  private func figure(_ name: String, _ fixture: Prepared) throws -> any Figure {
    let type = try #require(FigureList.all.first { $0.name == name })
    return type.init(study: fixture.study, findings: fixture.findings)
  }

  private func prepared(_ name: String) throws -> Prepared {
    try #require(Self.cases.first { $0.fixture.name == name })
  }

  /// On the picture's own size: nothing overlaps or leaves the page, three sizes and two weights.
  @Test(arguments: cases, figures)
  func picturesKeepTheRules(fixture: Prepared, name: String) throws {
    let figure = try figure(name, fixture)
    let picture = figure.picture(measurer: FixedMeasurer())
    let checks = PictureChecks(picture: picture, measurer: FixedMeasurer())
    let faults = checks.faults
    #expect(faults.isEmpty, "\(faults.prefix(6).joined(separator: "\n"))")
    #expect(checks.styles.sizes.count <= 3 && checks.styles.weights.count <= 2)
    #expect(picture.primitives.count < 1500, "display lists stay small")
    #expect(!figure.title.isEmpty)
    #expect(figure.caption.count > 20 && figure.caption.hasSuffix("."))
    #expect(!figure.caption.hasSuffix(".."), "a caption is a sentence")
  }

  /// As panels of a page: half of A4, a tall column, a slide.
  @Test(arguments: cases, figures)
  func panelsFitOtherRectangles(fixture: Prepared, name: String) throws {
    let figure = try figure(name, fixture)
    for size in [Size(523, 380), Size(523, 700), Size(800, 430)] {
      let picture = Picture(
        size: size, background: .white, title: "", caption: "",
        primitives: figure.primitives(in: Rect(size), theme: .light, measurer: FixedMeasurer()))
      let faults = PictureChecks(picture: picture, measurer: FixedMeasurer()).faults
      #expect(faults.isEmpty, "\(size): \(faults.prefix(6).joined(separator: "\n"))")
    }
  }

  @Test(arguments: figures) func themesChangeColoursOnly(name: String) throws {
    let figure = try figure(name, prepared("wine"))
    let pictures = Theme.all.map { $0.map(figure) }
    #expect(Set(pictures.map(\.primitives.count)).count == 1)
  }

  @Test func aDivergedRunDoesNotFlattenTheOthers() throws {
    let picture = try figure("loss", prepared("some-diverged")).picture(measurer: FixedMeasurer())
    let texts = picture.primitives.compactMap { primitive -> String? in
      if case .text(let block, _, _, _) = primitive { block.string } else { nil }
    }
    #expect(texts.contains { $0.hasPrefix("× 5 of 8 seeds diverged") })
    #expect(texts.contains("1.0"))
    #expect(!texts.contains("10") || !texts.contains("100"))
  }

  @Test func theCardPrintsCountIntervalAndVerdict() throws {
    let picture = try figure("summary", prepared("wine")).picture(measurer: FixedMeasurer())
    let text = picture.primitives.compactMap { primitive -> String? in
      if case .text(let block, _, _, _) = primitive { block.string } else { nil }
    }.joined(separator: "\n")
    for part in [
      "IMPROVED", "8 of 8 seeds", "p = 0.008", "n = 8", "[0.111, 0.166]", "8 paired seeds",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }
}

extension Theme {
  fileprivate func map(_ figure: any Figure) -> Picture {
    figure.picture(theme: self, measurer: FixedMeasurer())
  }
}
