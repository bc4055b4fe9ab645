import JSONTrees
import Statistics
import TestSupport
import Testing

@Suite struct LinearAlgebraTests {
  @Test func eigenvaluesMatchNumPy() throws {
    let sample = try #require(Reference.fixture["eigenvalues"])
    let values = try #require(symmetricEigenvalues(sample.numbers("matrix"), order: 5))
    #expect(values.isClose(to: sample.numbers("values"), within: 1e-12))
    #expect(symmetricEigenvalues([.nan], order: 1) == nil)
    #expect(symmetricEigenvalues([], order: 0) == [])
  }

  @Test func aLinearModelsFiguresMatchNumPy() throws {
    let sample = try #require(Reference.fixture["linear"])
    let features = sample.numbers("features")
    let condition = conditionNumber(features: features, rows: 20, columns: 4)
    #expect(condition.isClose(to: sample.value("condition"), within: 1e-6))
    let curvature = try #require(largestLinearCurvature(features: features, rows: 20, columns: 4))
    #expect(curvature.isClose(to: sample.value("curvature"), within: 1e-12))
    let optimum = try #require(
      linearOptimum(
        features: features, rows: 20, columns: 4, targets: sample.numbers("targets"), width: 2))
    #expect(optimum.isClose(to: sample.value("optimum"), within: 1e-10))
  }

  /// X = [x 1] with x = ±1: X'X/n is the identity.
  @Test func orthonormalFeaturesHaveCondition1() {
    #expect(conditionNumber(features: [-1, 1], rows: 2, columns: 1).isClose(to: 1, within: 1e-14))
    #expect(
      largestLinearCurvature(features: [-1, 1], rows: 2, columns: 1)?.isClose(to: 2, within: 1e-14)
        == true)
  }

  @Test func dependentColumnsAreInfinitelyConditioned() {
    #expect(conditionNumber(features: [1, 1, 2, 2, 4, 4], rows: 3, columns: 2) == .infinity)
    #expect(conditionNumber(features: [1, 2, 3, 4], rows: 2, columns: 2) == .infinity)
    #expect(conditionNumber(features: [3, 3, 3], rows: 3, columns: 1) == .infinity)
    #expect(conditionNumber(features: [1, .nan, 3], rows: 3, columns: 1).isNaN)
  }

  /// A repeated column fits no better than the column alone: y = x² at −1, 0, 1 leaves 2/9.
  @Test func theOptimumSurvivesDependentColumns() {
    let optimum = linearOptimum(
      features: [-1, -1, 0, 0, 1, 1], rows: 3, columns: 2, targets: [1, 0, 1])
    #expect(optimum?.isClose(to: 2.0 / 9, within: 1e-13) == true)
    let exact = linearOptimum(features: [1e9, 2e9], rows: 2, columns: 1, targets: [1, 5])
    #expect(exact?.isClose(to: 0, within: 0, absolute: 1e-20) == true)
  }
}
