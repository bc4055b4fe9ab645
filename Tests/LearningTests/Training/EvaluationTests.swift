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
    #expect(try #require(finals["train.class-loss.0"]).isClose(to: low, within: 1e-6))
    #expect(try #require(finals["train.class-loss.1"]).isClose(to: (low + high) / 2, within: 1e-6))
    let (p, q) = (1 / (1 + exp(1.0)), 1 / (1 + exp(-1.0)))
    #expect(try #require(finals["train.brier"]).isClose(to: (2 * p * p + q * q) / 3, within: 1e-6))
  }

  /// Zero weights give three classes the probabilities of their biases: −ln p of each, on the
  /// held-out rows alone; the third has none there.
  @Test func classesHaveTheirOwnLoss() throws {
    func rows(_ labels: [Int32]) -> LabelledRows {
      LabelledRows(
        features: labels.map { _ in 1 }, rowCount: labels.count, rowShape: [1],
        targets: .classes(labels, count: 3))
    }
    let job = quadrantJob(epochs: 0) {
      $0.network = Network([Dense(3)])
      $0.initialParameters = ["dense1.weight": [0, 0, 0], "dense1.bias": [0, 1, 2]]
    }
    let finals = try train(job, on: rows([0, 1, 2, 2]), validating: rows([0, 1, 1])).finals
    let total = log(1 + exp(1.0) + exp(2.0))
    #expect(try #require(finals["validation.class-loss.0"]).isClose(to: total, within: 1e-6))
    #expect(try #require(finals["validation.class-loss.1"]).isClose(to: total - 1, within: 1e-6))
    let kept = finals.keys.filter { $0.contains("class-loss") }.sorted()
    #expect(kept == ["validation.class-loss.0", "validation.class-loss.1"])
  }

  /// A label's loss is over all rows, those with it and those without.
  @Test func labelsHaveTheirOwnLoss() throws {
    let rows = LabelledRows(
      features: [1, 1], rowCount: 2, rowShape: [1], targets: .values([1, 0, 0, 0], width: 2))
    let job = quadrantJob(epochs: 0) {
      $0.network = Network([Dense(2)])
      $0.loss = BinaryCrossEntropyWithLogits()
      $0.initialParameters = ["dense1.weight": [0, 0], "dense1.bias": [1, -2]]
    }
    let finals = try train(job, on: rows).finals
    let (first, second) = ((log1p(exp(-1.0)) + log1p(exp(1.0))) / 2, log1p(exp(-2.0)))
    #expect(try #require(finals["train.class-loss.0"]).isClose(to: first, within: 1e-6))
    #expect(try #require(finals["train.class-loss.1"]).isClose(to: second, within: 1e-6))
  }

  /// Of 12 classes recalls are kept at the end, and none is followed over epochs; of 51 nothing is.
  @Test(arguments: [(12, 12), (51, 0)])
  func manyClassesAreKeptAtTheEnd(count: Int, kept: Int) throws {
    let labels = (0..<count).map { Int32($0) }
    let rows = LabelledRows(
      features: labels.map { Scalar($0) }, rowCount: count, rowShape: [1],
      targets: .classes(labels, count: count))
    let result = try train(
      quadrantJob(epochs: 1) { $0.network = Network([Dense(count)]) }, on: rows)
    #expect(result.finals.keys.count { $0.contains("recall") } == kept)
    #expect(result.finals.keys.count { $0.contains("class-loss") } == kept)
    #expect(!result.series.keys.contains { $0.contains("recall") || $0.contains("class-loss") })
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
