import JSONTrees
import Statistics
import TestSupport
import Testing

@Suite struct ProportionTests {
  @Test func wilsonSolvesItsQuadratic() {
    let rows = Reference.rows("wilson")
    #expect(rows.count == 5)
    for row in rows {
      let (lower, upper) = wilsonInterval(successes: row[0], trials: Int(row[1]))
      #expect([lower, upper].isClose(to: [row[2], row[3]], within: 1e-12, absolute: 1e-12))
    }
    #expect(wilsonInterval(successes: 0, trials: 0) == (0, 1))
  }

  @Test func mcNemarMatchesTheBinomial() {
    let rows = Reference.rows("mcNemar")
    #expect(rows.count == 5)
    for row in rows {
      let p = mcNemarPValue(onlyFirst: Int(row[0]), onlySecond: Int(row[1]))
      #expect(p.isClose(to: row[2], within: 1e-12))
    }
    #expect(mcNemarPValue(onlyFirst: 0, onlySecond: 0) == 1)
  }

  @Test func holmStepsDown() throws {
    let sample = try #require(Reference.fixture["holm"])
    #expect(
      holmAdjusted(sample.numbers("p")).isClose(to: sample.numbers("adjusted"), within: 1e-14))
    #expect(holmAdjusted([0.03]) == [0.03])
    #expect(holmAdjusted([]) == [])
  }
}
