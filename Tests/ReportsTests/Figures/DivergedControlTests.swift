import Diagnostics
import Drawing
import Records
import Reports
import TestSupport
import Testing

/// What the card shows where every run of the control diverged, so that no ratio exists.
@Suite struct DivergedControlTests {
  private func findings(of fixture: StudyFixture) -> Findings {
    var findings = judge(fixture.study)
    for index in findings.comparisons.indices {
      let count = findings.comparisons[index].controlValues.count
      findings.comparisons[index].controlValues = Array(repeating: .infinity, count: count)
      findings.comparisons[index].differences = Array(repeating: -.infinity, count: count)
      findings.comparisons[index].ratio = nil
      findings.comparisons[index].ratioInterval = nil
      findings.comparisons[index].meanDifference = nil
      findings.comparisons[index].differenceInterval = nil
    }
    return findings
  }

  @Test func cardSaysWhoDivergedAndInventsNoRatio() throws {
    let fixture = try #require(StudyFixture.cases.first { $0.name == "twelve-experiments" })
    let study = fixture.study
    let figure = SummaryFigure(study: study, findings: findings(of: fixture))
    let picture = figure.picture(measurer: FixedMeasurer())
    let texts = picture.primitives.compactMap { primitive in
      if case .text(let block, _, _, _) = primitive { block.string } else { nil }
    }
    let control = study.arms[0].name
    let count = study.arms[0].runs.count
    #expect(
      texts.contains { $0.contains("\(count) of \(count) runs of \(control) diverged") },
      "\(texts)")
    #expect(!texts.contains { $0.hasPrefix("×") }, "an axis of ratios without a ratio")
    let faults = PictureChecks(picture: picture, measurer: FixedMeasurer()).faults
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }
}
