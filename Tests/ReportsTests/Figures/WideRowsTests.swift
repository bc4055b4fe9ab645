import Records
import Reports
import TestSupport
import Testing

/// What pages say of images, series and texts.
@Suite struct WideRowsTests {
  /// A condition number that is not computed is none, rather than infinite.
  @Test func rowsWithoutAConditionNumberAreToldByTheirRange() throws {
    let fixture = try #require(StudyFixture.cases.first { $0.name == "one-feature" })
    var study = fixture.study
    for arm in study.arms.indices {
      for run in study.arms[arm].runs.indices {
        study.arms[arm].runs[run].features.rawCondition = .nan
        study.arms[arm].runs[run].features.preparedCondition = .nan
      }
    }
    let figure = FeaturesFigure(study: study, findings: fixture.findings)
    #expect(figure.title.hasPrefix("The features lie from "))
    #expect(!figure.title.contains("∞") && !figure.caption.contains("condition"))
  }

  @Test(
    arguments: [
      ([13], nil, "178 rows × 13 features"), (nil, nil, "178 rows × 13 features"),
      ([1, 8, 8], nil, "178 rows of 1 × 8 × 8"), (nil, 40, "178 rows of 13 tokens"),
    ] as [([Int]?, Int?, String)])
  func extentsNameTheShape(shape: [Int]?, vocabulary: Int?, words: String) throws {
    var dataset = try #require(StudyFixture.cases.first).study.dataset
    dataset.rows = 178
    dataset.features = 13
    dataset.rowShape = shape?.count == 1 ? nil : shape
    dataset.vocabulary = vocabulary
    #expect(dataset.extent == words)
  }
}
