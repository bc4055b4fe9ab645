import JSONTrees
import Statistics
import TestSupport
import Testing

@Suite struct SignFlipBandTests {
  private func referenceCurves() throws -> (sample: JSON, curves: [[Double]]) {
    let sample = try #require(Reference.fixture["band"])
    let curves = sample["curves"]?.elements.map { $0.elements.compactMap(\.number) } ?? []
    return (sample, curves)
  }

  @Test func matchesEnumerationInNumPy() throws {
    let (sample, curves) = try referenceCurves()
    let band = try #require(SignFlipBand(curves: curves))
    #expect(band.pValues == sample.numbers("p"))
    let halves = zip(band.upper, band.lower).map { ($0 - $1) / 2 }
    let expected = sample.numbers("sem").map { $0 * sample.value("critical") }
    #expect(halves.isClose(to: expected, within: 1e-10))
  }

  @Test func bandExcludesZeroExactlyWherePIsSmall() throws {
    let (_, curves) = try referenceCurves()
    let band = try #require(SignFlipBand(curves: curves))
    for k in band.means.indices {
      #expect((band.lower[k] > 0 || band.upper[k] < 0) == (band.pValues[k] < 0.05))
    }
    #expect(band.onset == 2)
  }

  @Test func fivePairsCannotExcludeZero() {
    #expect(SignFlipBand(curves: [[Double]](repeating: [1, 2], count: 5)) == nil)
  }

  @Test func equalCurvesNeverSeparate() throws {
    let band = try #require(SignFlipBand(curves: [[Double]](repeating: [0, 0, 0], count: 8)))
    #expect(band.onset == nil)
    #expect(band.lower == [0, 0, 0])
  }

  /// Half the pairs one way, half the other: no onset, though each pair differs much.
  @Test func balancedCurvesNeverSeparate() throws {
    let curves = (0..<8).map { i in (0..<4).map { k in (i % 2 == 0 ? 1.0 : -1.0) * Double(k + 1) } }
    #expect(try #require(SignFlipBand(curves: curves)).onset == nil)
  }

  @Test func aNonFiniteCurveIsRefused() {
    let curves = [[Double]](repeating: [1, .nan], count: 8)
    #expect(SignFlipBand(curves: curves) == nil)
  }
}
