import Charts
import Drawing
import TestSupport
import Testing

@Suite struct ScaleTests {
  static let scales: [any Scale] = [
    LinearScale(-3...7), LinearScale(2...2), LinearScale(-1e308...1e308), LogScale(1e-300...1e300),
    LogScale(0.1...0.2), SymmetricLogScale(-1e6...3, threshold: 0.1),
    SymmetricLogScale(0...1, threshold: 1e-6), BandScale(["a", "b", "c"]), PointScale(["a", "b"]),
    PointScale(["a"]), PointScale(["a"], margin: 0), BandScale([]),
  ]

  @Test(arguments: scales) func endsStandAtZeroAndOne(scale: any Scale) throws {
    let low = try #require(scale.unit(scale.domain.lowerBound))
    let high = try #require(scale.unit(scale.domain.upperBound))
    #expect(low.isClose(to: 0, within: 0, absolute: 1e-12))
    #expect(high.isClose(to: 1, within: 1e-12))
  }

  @Test(arguments: scales) func valuesComeBack(scale: any Scale) throws {
    for unit in [0.0, 0.1, 0.25, 0.5, 0.9, 1] {
      let back = try #require(scale.unit(scale.value(at: unit)))
      #expect(back.isClose(to: unit, within: 1e-9, absolute: 1e-9))
    }
  }

  @Test(arguments: scales) func largerValuesStandHigher(scale: any Scale) {
    let units = stride(from: 0.0, through: 1, by: 0.05).compactMap {
      scale.unit(scale.value(at: $0))
    }
    #expect(zip(units, units.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(arguments: scales) func valuesThatAreNoNumbersHaveNoPlace(scale: any Scale) {
    #expect(scale.unit(.nan) == nil)
    #expect(scale.unit(.infinity) == nil)
    #expect(scale.unit(-.infinity) == nil)
  }

  @Test(arguments: scales) func manyValuesStandWhereEachDoes(scale: any Scale) {
    let values = [scale.domain.lowerBound, scale.value(at: 0.3), 0, -1, .nan, .infinity, 1e-300]
    for (value, unit) in zip(values, scale.units(of: values)) {
      #expect(scale.unit(value) == (unit.isNaN ? nil : unit))
      #expect((scale.unit(value) != nil) == (value.isFinite && value > scale.infimum))
    }
  }

  @Test(arguments: scales) func ticksLieInTheDomainInOrder(scale: any Scale) {
    for length in [20.0, 100, 700] {
      let room = TickRoom(
        length: length, direction: .horizontal, style: TextStyle(size: 7),
        measurer: FixedMeasurer())
      let ticks = scale.ticks(in: room)
      #expect(ticks.values.count == ticks.labels.count)
      #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
      for value in ticks.values + ticks.minor {
        let unit = scale.unit(value) ?? -1
        #expect(unit > -1e-6 && unit < 1 + 1e-6)
      }
    }
  }

  @Test func zeroHasNoPlaceOnALogScale() {
    #expect(LogScale(1...10).unit(0) == nil)
    #expect(LogScale(1...10).unit(-1) == nil)
  }

  @Test func bandsShareTheAxis() {
    let scale = BandScale(["a", "b", "c", "d"], padding: 0.2)
    #expect(scale.unit(0) == 0.125)
    #expect(scale.unit(3) == 0.875)
    #expect(scale.bandwidth == 0.2)
  }

  @Test func looksComeAgainInTurn() {
    let scale = OrdinalScale(["a", "b", "c"], [1, 2])
    #expect(scale.look("b") == 2 && scale.look("c") == 1 && scale.look("d") == nil)
    #expect(scale.entries.map(\.look) == [1, 2, 1])
  }

  @Test func ridgesHaveHeadroomAboveTheLastBand() {
    let scale = BandScale(["a", "b"], padding: 0, headroom: 2)
    #expect(scale.unit(0) == 0.125 && scale.unit(1) == 0.375 && scale.bandwidth == 0.25)
  }

  @Test func aDecadeOfPositiveValuesChoosesALogScale() {
    #expect(fittingScale(for: [0.1, 5]) is LogScale)
    #expect(fittingScale(for: [1, 5]) is LinearScale)
    #expect(fittingScale(for: [0, 5]) is LinearScale)
    #expect(fittingScale(for: [-1, 500, .nan, .infinity]) is LinearScale)
    #expect(fittingScale(for: [.nan]) is LinearScale)
    #expect(fittingScale(for: [1e-300, 1e300]).unit(1e300) != nil)
  }
}
