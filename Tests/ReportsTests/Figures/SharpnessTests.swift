import Records
import Reports
import TestSupport
import Testing

/// What the curvature's figure says of curvature beside its limit.
@Suite struct SharpnessTests {
  /// The study of one seed at rate 0.01, whose limit is 200, with the arms' curvatures put in.
  private func title(_ control: [Double], _ experiment: [Double], momentum: Double? = 0) throws
    -> String
  {
    let fixture = try #require(StudyFixture.cases.first { $0.name == "one-seed" })
    var study = fixture.study
    for (arm, values) in [control, experiment].enumerated() {
      study.arms[arm].momentum = momentum
      var series = Series()
      for (epoch, value) in values.enumerated() {
        series.append(step: epoch * 9, epoch: Double(epoch), value: value)
      }
      study.arms[arm].runs[0].series[SeriesName.curvature] = series
    }
    return CurvatureFigure(study: study, findings: fixture.findings).title
  }

  @Test func curvatureAtTheLimitIsToldAndNotFaulted() throws {
    #expect(
      try title([10, 100, 195, 205], [10, 20, 30, 40]) == "Curvature settles at 2/lr (unscaled)")
    #expect(
      try title([10, 20, 30, 40], [10, 20, 30, 40]) == "Curvature ends below 2/lr in both arms")
  }

  @Test func curvatureBeyondTheLimitIsMeasuredByIt() throws {
    #expect(
      try title([10, 20, 30, 40], [10, 400, 500, 600])
        == "Curvature ends at 3 times 2/lr (standardised)")
    #expect(
      try title([400, 20, 10, 10], [10, 20, 30, 40])
        == "Curvature starts at 2 times 2/lr and falls below (unscaled)")
  }

  /// Heavy ball with 0.9 bears 1.9 times the curvature; adaptive steps have no such limit.
  @Test func theLimitIsTheOptimisers() throws {
    #expect(
      try title([10, 100, 370, 390], [10, 20, 30, 40], momentum: 0.9)
        == "Curvature settles at 2(1 + β)/lr (unscaled)")
    #expect(
      try title([10, 100, 195, 205], [10, 20, 30, 40], momentum: nil)
        == "Curvature ends at 210 (unscaled), ends at 40 (standardised)")
  }
}
