import Learning
import Tensors
import TestSupport
import Testing

@Suite struct MixUpTests {
  /// y = wx with w = 1 on two rows, whose mixtures, loss and gradient are written out here.
  @Test func lossAndGradientAreThoseOfTheFormula() throws {
    let (x, y): ([Scalar], [Scalar]) = ([1, 4], [3, -2])
    var observed: UpdateObservation?
    let job = lineJob(weight: 1, bias: 0, rate: 0.01, epochs: 1) {
      $0.mixUp = MixUp(alpha: 0.7)
      $0.shuffles = false
      $0.seed = 9
    }
    _ = try train(job, on: line(x, y), observing: { observed = $0 })
    var random = Philox(seed: 9, purpose: "augmentation", name: "mix-up")
    let share = Scalar(random.beta(0.7))
    let mixed = [share * x[0] + (1 - share) * x[1], share * x[1] + (1 - share) * x[0]]
    var (loss, gradient): (Scalar, Scalar) = (0, 0)
    for row in 0..<2 {
      let (own, other) = (mixed[row] - y[row], mixed[row] - y[1 - row])
      loss += (share * own * own + (1 - share) * other * other) / 2
      gradient += mixed[row] * (share * own + (1 - share) * other)
    }
    let update = try #require(observed)
    #expect(update.loss.isClose(to: Double(loss), within: 1e-5))
    #expect(
      try #require(update.gradients["dense1.weight"]).isClose(to: [gradient], within: 1e-5))
  }

  @Test func aBatchOfOneRowStaysAsItIs() throws {
    let plain = quadrantJob { $0.batchSize = 1 }
    var mixing = plain
    mixing.mixUp = MixUp(alpha: 1)
    let rows = quadrants(rows: 12)
    #expect(
      try train(mixing, on: rows).finals["train.loss"]
        == train(plain, on: rows).finals["train.loss"])
  }

  @Test func mixturesLearnAndRepeat() throws {
    let job = quadrantJob(epochs: 60) { $0.mixUp = MixUp(alpha: 0.2) }
    let result = try train(job, on: quadrants())
    #expect(result == (try train(job, on: quadrants())))
    let losses = try #require(result.series["train.loss"]?.values)
    #expect(try #require(losses.last) < 0.8 * losses[0])
  }
}
