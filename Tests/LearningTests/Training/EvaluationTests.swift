import Glibc
import Learning
import Tensors
import TestSupport
import Testing

@Suite struct EvaluationTests {
  /// Predictions 1, 2, 3 of 1, 4, 4: squared errors sum to 5, absolute ones to 3, spread is 6.
  @Test func regressionIsScored() throws {
    let result = try train(
      lineJob(weight: 1, bias: 0, rate: 0, epochs: 0), on: line([1, 2, 3], [1, 4, 4]))
    let finals = result.finals
    #expect(try #require(finals["train.loss"]).isClose(to: 5.0 / 3, within: 1e-6))
    #expect(try #require(finals["train.mae"]).isClose(to: 1, within: 1e-6))
    #expect(try #require(finals["train.rmse"]).isClose(to: (5.0 / 3).squareRoot(), within: 1e-6))
    #expect(try #require(finals["train.r2"]).isClose(to: 1.0 / 6, within: 1e-6))
    #expect(finals["train.accuracy"] == nil && finals["validation.loss"] == nil)
  }

  /// Logits x of classes 0, 1, 1 at −1, 1, −1.
  @Test func classificationIsScored() throws {
    let rows = LabelledRows(
      features: [-1, 1, -1], rowCount: 3, rowShape: [1], targets: .classes([0, 1, 1], count: 2))
    let job = lineJob(weight: 1, bias: 0, rate: 0, epochs: 0) {
      $0.loss = BinaryCrossEntropyWithLogits()
    }
    let finals = try train(job, on: rows).finals
    let (low, high) = (log1p(exp(-1.0)), log1p(exp(1.0)))
    let loss = (2 * low + high) / 3
    #expect(try #require(finals["train.accuracy"]).isClose(to: 2.0 / 3, within: 1e-12))
    #expect(try #require(finals["train.loss"]).isClose(to: loss, within: 1e-6))
    #expect(try #require(finals["train.nll"]).isClose(to: loss, within: 1e-6))
    let (p, q) = (1 / (1 + exp(1.0)), 1 / (1 + exp(-1.0)))
    #expect(try #require(finals["train.brier"]).isClose(to: (2 * p * p + q * q) / 3, within: 1e-6))
  }

  /// Squared error knows no probabilities, so there is an accuracy but no −ln p.
  @Test func scoresWithoutProbabilitiesHaveNoLikelihood() throws {
    let finals = try train(quadrantJob(epochs: 0) { $0.loss = MeanSquaredError() }, on: quadrants())
      .finals
    #expect(finals["train.accuracy"] != nil && finals["train.nll"] == nil)
  }

  /// 1000 rows pass in several chunks; their mean is that of a smaller limit's chunks.
  @Test func chunksDoNotShow() throws {
    let rows = quadrants(rows: 1000)
    let few = try train(quadrantJob(epochs: 0) { $0.probes.rows = 1000 }, on: rows)
    let many = try train(quadrantJob(epochs: 0) { $0.probes.rows = 1 }, on: rows)
    let (a, b) = (few.finals["train.loss"] ?? 0, many.finals["train.loss"] ?? 1)
    #expect(a.isClose(to: b, within: 1e-6))
  }

  /// In training half the units are dropped; evaluation sees them all.
  @Test func dropoutIsOffInEvaluation() throws {
    let rows = quadrants()
    let plain = try train(quadrantJob(epochs: 0), on: rows)
    let dropping = try train(
      quadrantJob(epochs: 0) { $0.network = Network([Dense(8), Tanh(), Dropout(), Dense(2)]) },
      on: rows)
    #expect(plain.finals == dropping.finals)
  }

  /// The N × N mean is mean (o − t̄)² plus the targets' variance: here 1 and 1.
  @Test func broadcastLossHasTheVarianceAsFloor() throws {
    let job = lineJob(weight: 0, bias: 3, rate: 0, epochs: 0) { $0.loss = BroadcastSquaredError() }
    let finals = try train(job, on: line([0, 0], [1, 3])).finals
    #expect(try #require(finals["train.loss"]).isClose(to: 2, within: 1e-6))
    let training = lineJob(weight: 0, bias: 0, rate: 0.1, epochs: 200) {
      $0.loss = BroadcastSquaredError()
    }
    let result = try train(training, on: line([-1, 1], [-1, 1]))
    #expect(try #require(result.finals["train.loss"]).isClose(to: 1, within: 1e-5))
  }

  /// A sum's gradient differs, but losses are told as means.
  @Test func evaluationIsAMeanForSumsToo() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 0, epochs: 1) {
      $0.loss = MeanSquaredError(reduction: .sum)
    }
    let result = try train(job, on: line([1, 2, 3], [1, 4, 4]))
    #expect(try #require(result.finals["train.loss"]).isClose(to: 5.0 / 3, within: 1e-6))
    #expect(try #require(result.series["step.loss"]?.values.last).isClose(to: 5, within: 1e-6))
  }
}
