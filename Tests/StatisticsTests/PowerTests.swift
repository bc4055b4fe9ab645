import Statistics
import TestSupport
import Testing

@Suite struct PowerTests {
  @Test func powerMatchesTheNoncentralT() {
    let rows = Reference.rows("power")
    #expect(rows.count == 6)
    for row in rows {
      let power = PairedTPower.power(effect: row[0], count: Int(row[1]))
      #expect(power.isClose(to: row[2], within: 1e-8), "\(row)")
    }
  }

  @Test func detectableEffectsMatchARootFinder() {
    let rows = Reference.rows("detectable")
    #expect(rows.count == 6)
    for row in rows {
      let effect = PairedTPower.detectableEffect(count: Int(row[0]))
      #expect(effect.isClose(to: row[1], within: 1e-7), "\(row)")
    }
  }

  @Test func pairsNeededMatchACountFromTwoUp() {
    let rows = Reference.rows("pairsNeeded")
    #expect(rows.count == 5)
    for row in rows {
      #expect(PairedTPower.pairsNeeded(effect: row[0]) == Int(row[1]))
    }
    #expect(PairedTPower.pairsNeeded(effect: 0) == nil)
    #expect(PairedTPower.pairsNeeded(effect: 1e-6) == nil)
    #expect(PairedTPower.pairsNeeded(effect: .infinity) == 2)
  }

  @Test func twoPairsDetectOnlyTheEnormous() {
    let effect = PairedTPower.detectableEffect(count: 2)
    #expect(PairedTPower.power(effect: effect, count: 2).isClose(to: 0.8, within: 1e-8))
    #expect(effect > 10)
  }
}
