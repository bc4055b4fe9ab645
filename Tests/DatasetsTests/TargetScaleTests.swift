import Datasets
import TestSupport
import Testing

@Suite struct TargetScaleTests {
  /// 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and the standard deviation 2.
  @Test func targetsGetMean0AndDeviation1OverTheTrainingRows() throws {
    let targets: [Double] = [2, 4, 4, 4, 5, 5, 7, 9, 15, 1]
    let data = Dataset(
      name: "made", features: Features(names: ["x"], values: targets, rowCount: 10),
      targets: .values(targets, names: ["y"]),
      validationMarks: (0..<10).map { $0 >= 8 })
    let prepared = try data.prepared(
      Preparation(split: .given, standardizesTarget: true), seed: 0)
    #expect(prepared.targetScale == TargetScale(fitting: Array(targets.prefix(8)), width: 1))
    #expect(prepared.targetScale?.means == [5] && prepared.targetScale?.scale == 2)
    #expect(
      prepared.training.targets
        == .values([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2], names: ["y"]))
    #expect(prepared.validation?.targets == .values([5, -2], names: ["y"]))
    #expect(prepared.training.features.values == Array(targets.prefix(8)))
  }

  @Test func severalTargetsShareAScale() {
    // Variances 1 and 7 about the means 1 and 0.
    let root = 7.0.squareRoot()
    let scale = TargetScale(fitting: [0, root, 2, -root], width: 2)
    #expect(scale.means == [1, 0] && scale.scale.isClose(to: 2, within: 1e-14))
  }

  @Test func constantTargetsKeepTheirUnit() {
    #expect(TargetScale(fitting: [0.1, 0.1, 0.1], width: 1).scale == 1)
  }

  @Test func classesHaveNoMean() throws {
    let data = try TwoBlobs().make(["rows": 10])
    let error = #expect(throws: DataError.self) {
      try data.prepared(Preparation(split: .none, standardizesTarget: true), seed: 0)
    }
    #expect(error?.option == "standardize-target")
  }
}
