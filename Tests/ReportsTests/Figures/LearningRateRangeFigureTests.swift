import Charts
import Diagnostics
import Drawing
import Records
import Reports
import TestSupport
import Testing

@Suite struct LearningRateRangeFigureTests {
  private func fixture(_ name: String) throws -> StudyFixture {
    try #require(StudyFixture.cases.first { $0.name == name })
  }

  private func texts(_ study: StudyRecord, _ findings: Findings) -> [String] {
    LearningRateRangeFigure(study: study, findings: findings)
      .primitives(in: Rect(Size(752, 466)), theme: .light, measurer: FixedMeasurer()).texts
  }

  @Test func withoutARangeTestThereIsNoFigure() {
    var study = StudyFixture.wine.study
    for arm in study.arms.indices {
      for run in study.arms[arm].runs.indices { study.arms[arm].runs[run].learningRateRange = nil }
    }
    #expect(LearningRateRangeFigure(study: study, findings: Findings()).isEmpty)
  }

  @Test func theRatesAreNamedAtTheLines() {
    let fixture = StudyFixture.wine
    let texts = texts(fixture.study, fixture.findings)
    for words in [
      "unscaled\nblows up at ", "standardised\nblows up at ", "suggested ", "steepest at ",
    ] {
      #expect(texts.contains { $0.hasPrefix(words) }, "\(words)")
    }
    #expect(texts.contains("trained with 0.01"))
  }

  /// The steepest place is where the loss falls most for a factor of the rate.
  @Test func theSteepestDescentIsFoundOverLogarithms() {
    var study = StudyFixture.wine.study
    let range = LearningRateRange(
      rates: [1e-4, 1e-3, 1e-2, 1e-1, 1], losses: [1, 0.98, 0.6, 0.5, 30], suggestedRate: 1e-2,
      divergenceRate: 1)
    for arm in study.arms.indices {
      for run in study.arms[arm].runs.indices {
        study.arms[arm].runs[run].learningRateRange = range
      }
    }
    let figure = LearningRateRangeFigure(study: study, findings: Findings())
    #expect(figure.title == "Loss blows up at a learning rate of 1 in both arms")
    // From 0.001 to 0.1 the loss falls by 0.48, from 0.0001 to 0.01 by 0.4.
    #expect(figure.caption.contains("steepest 0.01"))
  }

  @Test func whatBlowsUpDoesNotFlattenTheRest() throws {
    let fixture = try fixture("some-diverged")
    let texts = texts(fixture.study, fixture.findings)
    #expect(texts.contains { ["0.6", "0.60"].contains($0) })
    #expect(!texts.contains("100"))
  }

  @Test func runsWithoutAFiniteLossAreSaidToHaveNone() throws {
    let fixture = try fixture("nan-arm")
    let figure = LearningRateRangeFigure(study: fixture.study, findings: fixture.findings)
    #expect(figure.title == "No learning rate gives a finite loss in unscaled")
  }
}
