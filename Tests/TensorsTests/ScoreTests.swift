import Glibc
import Tensors
import TestSupport
import Testing

@Suite struct ScoreTests {
  /// Logits of one output: σ(x) is the probability of class 1, predicted where it exceeds a half.
  @Test func oneOutputStandsForClassOne() throws {
    let bench = try Bench([2, -1, 0, 3], [1, 1, 0, 0])
    let scores = bench.arena.scoreClasses(
      outputs: bench.regions[0], classes: bench.regions[1], link: .sigmoid, rows: 4, width: 1)
    let p = [2.0, -1, 0, 3].map { 1 / (1 + exp(-$0)) }
    #expect(scores.right == 2)
    let loss = -log(p[0]) - log(p[1]) - log(1 - p[2]) - log(1 - p[3])
    #expect(scores.logLoss.isClose(to: loss, within: 1e-14))
    let brier = (1 - p[0]) * (1 - p[0]) + (1 - p[1]) * (1 - p[1]) + p[2] * p[2] + p[3] * p[3]
    #expect(scores.brier.isClose(to: brier, within: 1e-14))
  }

  /// Softmax of (0, x) is (1 − σ(x), σ(x)), so both networks score alike.
  @Test func twoOutputsAgreeWithOne() throws {
    let bench = try Bench([2, -1, 0.5], [0, 2, 0, -1, 0, 0.5], [1, 1, 0])
    let r = bench.regions
    let one = bench.arena.scoreClasses(
      outputs: r[0], classes: r[2], link: .sigmoid, rows: 3, width: 1)
    let two = bench.arena.scoreClasses(
      outputs: r[1], classes: r[2], link: .softmax, rows: 3, width: 2)
    #expect(one.right == two.right)
    #expect(one.logLoss.isClose(to: two.logLoss, within: 1e-14))
    #expect(one.brier.isClose(to: two.brier, within: 1e-14))
  }

  /// Scores lead or not, and one alone says class 1 above 0: there is no probability in them.
  @Test func marginsOnlyRank() throws {
    let bench = try Bench([0.25, -0.25, 0.25], [0, 0, 1], [-5, -7, 2, 1, 0, 3])
    let r = bench.regions
    let one = bench.arena.scoreClasses(
      outputs: r[0], classes: r[1], link: .margin, rows: 3, width: 1)
    #expect(one.right == 2 && one.logLoss == 0)
    #expect(
      one.tallies == [
        ClassTally(present: 2, said: 1, hits: 1), ClassTally(present: 1, said: 2, hits: 1),
      ])
    let two = bench.arena.scoreClasses(
      outputs: r[2], classes: r[1], link: .margin, rows: 3, width: 2)
    #expect(two.right == 3)
  }

  /// Labels 1 0, 1 1, 0 0 against logits + +, − +, − −.
  @Test func eachLabelCounts() throws {
    let bench = try Bench([1, 1, -1, 1, -1, -1], [1, 0, 1, 1, 0, 0])
    let scores = bench.arena.scoreLabels(
      outputs: bench.regions[0], targets: bench.regions[1], link: .sigmoid, rows: 3, width: 2)
    #expect(scores.right == 4)
    #expect(
      scores.tallies == [
        ClassTally(present: 2, said: 1, hits: 1), ClassTally(present: 1, said: 2, hits: 1),
      ])
    let (low, high) = (log1p(exp(-1.0)), log1p(exp(1.0)))
    #expect(scores.logLoss.isClose(to: 4 * low + 2 * high, within: 1e-14))
    // The first label's logits are right twice and wrong once.
    #expect(scores.losses[0].isClose(to: log1p(exp(-1.0)) * 2 + high, within: 1e-14))
    #expect(scores.losses.reduce(0, +).isClose(to: scores.logLoss, within: 1e-14))
  }

  @Test func aRowOfNaNIsNotRight() throws {
    let bench = try Bench([.nan, .nan, .nan], [0], [.nan], [0])
    let r = bench.regions
    let several = bench.arena.scoreClasses(
      outputs: r[0], classes: r[1], link: .softmax, rows: 1, width: 3)
    let single = bench.arena.scoreClasses(
      outputs: r[2], classes: r[3], link: .sigmoid, rows: 1, width: 1)
    #expect(several.right == 0 && single.right == 0)
    #expect(several.tallies[0] == ClassTally(present: 1, said: 0, hits: 0))
  }

  @Test func errorsOfOneColumn() throws {
    let bench = try Bench([1, 9, 2, 9, 6, 9], [1, 0, 4, 0, 4, 0])
    let scores = bench.arena.scoreValues(
      outputs: bench.regions[0], width: 2, targets: bench.regions[1], targetWidth: 2, column: 0,
      link: .none, rows: 3)
    #expect(scores.absoluteError == 4 && scores.squaredError == 8 && scores.targetSpread == 6)
  }

  /// Two outputs a row stand against one target: the logarithm and the logit of a half.
  @Test func outputsAreLinkedBeforeTheyAreScored() throws {
    let bench = try Bench([Scalar(-log(2.0)), 9, 0, 9], [0.25, 0.25])
    func errors(_ link: ScoreLink) -> ValueScores {
      bench.arena.scoreValues(
        outputs: bench.regions[0], width: 2, targets: bench.regions[1], targetWidth: 1, column: 0,
        link: link, rows: 2)
    }
    #expect(errors(.exponential).absoluteError.isClose(to: 0.25 + 0.75, within: 1e-6))
    #expect(errors(.sigmoid).absoluteError.isClose(to: 1.0 / 3 - 0.25 + 0.25, within: 1e-6))
  }
}
