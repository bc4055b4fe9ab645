import Learning
import Tensors
import TestSupport
import Testing

@Suite struct ProbeTests {
  /// One row (3, 2) at w = b = 0: gradient (−12, −4), norm √160; a rate of 0.5 makes w = 6, b = 2.
  @Test func normsAndUpdateRatio() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 0.5, epochs: 1)
    let result = try train(job, on: line([3], [5]))
    func value(_ name: String) throws -> Double {
      try #require(result.series[name]?.values.last)
    }
    let norm = 160.0.squareRoot()
    #expect(try value("gradient-norm").isClose(to: norm, within: 1e-6))
    #expect(try value("layer.dense1.gradient-norm").isClose(to: norm, within: 1e-6))
    #expect(try value("layer.dense1.weight-norm").isClose(to: 53.0.squareRoot(), within: 1e-6))
    #expect(try value("layer.dense1.update-ratio").isClose(to: norm / 2, within: 1e-6))
  }

  @Test func histogramsCountEveryComponent() throws {
    let result = try train(quadrantJob(), on: quadrants())
    #expect(result.gradientHistograms.map(\.layer) == ["dense1", "dense2"])
    for (histogram, count) in zip(result.gradientHistograms, [24, 18]) {
      #expect(histogram.epochs == [1, 2, 3, 4])
      for (counts, zeros) in zip(histogram.counts, histogram.zeros) {
        #expect(counts.count == 100 && counts.reduce(zeros, +) == count)
      }
    }
  }

  /// Gradient components |2e·3| and |2e·1| of the two features share 3 to 1.
  @Test func featureSharesFollowTheFeatures() throws {
    let rows = LabelledRows(
      features: [3, 1, -3, 1], rowCount: 2, rowShape: [2], targets: .values([5, 7], width: 1))
    let job = TrainingJob(
      network: Network([Dense(1)]), loss: MeanSquaredError(), optimizer: SGD(), learningRate: 0,
      batchSize: 1, epochs: 1)
    #expect(
      try train(job, on: rows).featureGradientShares.isClose(to: [0.75, 0.25], within: 1e-6))
    var without = job
    without.network = Network([Tanh(), Dense(1)])
    #expect(try train(without, on: rows).featureGradientShares.isEmpty)
  }

  /// Units with outputs (1, 2), (−1, −2) and (0, 0): two of three are never active.
  @Test func deadUnitsAndSpread() throws {
    let job = TrainingJob(
      network: Network([Dense(3, hasBias: false), ReLU(), Dense(1)]), loss: MeanSquaredError(),
      optimizer: SGD(), learningRate: 0, epochs: 1,
      initialParameters: ["dense1.weight": [1, -1, 0]])
    let result = try train(job, on: line([1, 2], [0, 0]))
    let dead = try #require(result.series["layer.relu1.dead-share"])
    #expect(dead.epochs == [0, 1])
    #expect(dead.values.isClose(to: [2.0 / 3, 2.0 / 3], within: 1e-12))
    // Outputs 1, 0, 0, 2, 0, 0: mean 1/2, mean square 5/6.
    let spread = try #require(result.series["layer.relu1.activation-spread"]?.values.last)
    #expect(spread.isClose(to: (5.0 / 6 - 0.25).squareRoot(), within: 1e-6))
    #expect(result.series["layer.dense1.dead-share"] == nil)
  }

  @Test func saturationCountsTheEndsOfTheRange() throws {
    let job = TrainingJob(
      network: Network([Tanh(), Dense(1)]), loss: MeanSquaredError(), optimizer: SGD(),
      learningRate: 0, epochs: 0)
    let result = try train(job, on: line([-5, 0, 1, 5], [0, 0, 0, 0]))
    #expect(result.series["layer.tanh1.saturated-share"]?.values == [0.5])
  }

  @Test func cadencesAreKept() throws {
    let rows = quadrants(rows: 64)
    let steps = try train(quadrantJob(epochs: 2) { $0.probes.cadence = .steps(3) }, on: rows)
    #expect(steps.series["gradient-norm"]?.steps == [3, 6])
    let none = try train(quadrantJob(epochs: 2) { $0.probes = .none }, on: rows)
    #expect(none.series["gradient-norm"] == nil && none.gradientHistograms.isEmpty)
    #expect(none.series.keys.allSatisfy { !$0.hasPrefix("layer.") })
    #expect(none.parameters == steps.parameters, "probes disturb nothing")
  }

  /// A run of many epochs is probed at about 500 of them, its losses are kept at about 5000.
  @Test func longRunsKeepWhatAChartCanShow() throws {
    let rows = quadrants(rows: 16)
    let probed = try train(quadrantJob(epochs: 1200), on: rows)
    let epochs = try #require(probed.series["gradient-norm"]?.epochs)
    #expect(epochs == [1] + stride(from: 3.0, through: 1200, by: 3))
    #expect(probed.gradientHistograms[0].epochs == epochs)
    #expect(probed.series["train.loss"]?.values.count == 1201)
    let long = try train(quadrantJob(epochs: 10_001) { $0.probes = .none }, on: rows)
    let kept = try #require(long.series["train.loss"]?.epochs)
    #expect(kept == [0, 1] + stride(from: 3.0, through: 10_001, by: 3) + [10_001])
    #expect(long.finals["train.loss"] == long.series["train.loss"]?.values.last)
  }

  /// The mean of an epoch's step losses, or all of them.
  @Test func stepLossesAreMeansUnlessAskedFor() throws {
    let rows = quadrants(rows: 64)
    let means = try train(quadrantJob(epochs: 2), on: rows)
    let all = try train(quadrantJob(epochs: 2) { $0.probes.keepsEveryStep = true }, on: rows)
    let each = try #require(all.series["step.loss"])
    #expect(each.steps == Array(1...8) && each.epochs.last == 2)
    let first = each.values.prefix(4).reduce(0, +) / 4
    #expect(try #require(means.series["step.loss"]?.values.first).isClose(to: first, within: 1e-12))
  }
}
