import Tensors
import TestSupport
import Testing

@testable import Learning

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
    #expect(try value("layer.dense1.gradient-mean").isClose(to: -8, within: 1e-6))
    #expect(try value("layer.dense1.gradient-spread").isClose(to: 4, within: 1e-6))
    #expect(try value("layer.dense1.gradient-zero-share") == 0)
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
      try #require(train(job, on: rows).inputGradientShares).shares.isClose(
        to: [0.75, 0.25], within: 1e-6))
    var without = job
    without.network = Network([Tanh(), Dense(1)])
    #expect(try train(without, on: rows).inputGradientShares == nil)
  }

  /// Inputs of other first layers, whose other channel, token or feature is always 0.
  @Test func otherLayersHaveSharesToo() throws {
    func shares(
      _ layers: [any Layer], _ features: [Scalar], _ shape: [Int]
    ) throws -> InputGradientShares {
      let rows = LabelledRows(
        features: features, rowCount: 1, rowShape: shape, targets: .values([5], width: 1))
      let job = TrainingJob(
        network: Network(layers + [Flatten(), Dense(1)]), loss: MeanSquaredError(),
        optimizer: SGD(), learningRate: 0.1, epochs: 2)
      return try #require(train(job, on: rows).inputGradientShares)
    }
    let image: [Scalar] = [1, 2, 3, 4, 0, 0, 0, 0]
    let channels = InputGradientShares(unit: .channel, shares: [1, 0])
    #expect(try shares([Conv2D(3, kernel: 2)], image, [2, 2, 2]) == channels)
    #expect(try shares([Conv2D(2, kernel: 2, groups: 2)], image, [2, 2, 2]) == channels)
    #expect(try shares([Conv1D(3, kernel: 2)], image, [2, 4]) == channels)
    let sequence: [Scalar] = [1, 0, 2, 0, 3, 0]
    let features = InputGradientShares(unit: .feature, shares: [1, 0])
    for layer in [Dense(2), RNN(2), LSTM(2, isBidirectional: true), GRU(2)] as [any Layer] {
      #expect(try shares([layer], sequence, [3, 2]) == features)
    }
    let tokens = try shares([Embedding(vocabulary: 3, dimension: 2)], [0, 2, 2], [3])
    #expect(tokens.unit == .token && tokens.shares[1] == 0 && tokens.shares[2] > 0)
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
    #expect(result.series["layer.relu1.activation-mean"]?.values == [0.5, 0.5])
    #expect(
      try #require(result.series["layer.relu1.activation-zero-share"]?.values.last) == 4.0 / 6)
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

  /// Every output of a small table is counted; of many epochs at about 20.
  @Test func outputsAreCountedBySize() throws {
    let rows = quadrants(rows: 16)
    let result = try train(quadrantJob(epochs: 50), on: rows)
    #expect(result.activationHistograms.map(\.layer) == result.layers.map(\.name))
    for (histogram, layer) in zip(result.activationHistograms, result.layers) {
      let outputs = 16 * layer.outputShape.reduce(1, *)
      #expect(histogram.epochs.first == 0 && histogram.epochs.last == 50)
      #expect((15...25).contains(histogram.epochs.count))
      for (counts, zeros) in zip(histogram.counts, histogram.zeros) {
        #expect(counts.reduce(zeros, +) == outputs)
      }
    }
  }

  /// Activations are measured while the training rows are evaluated, chunk by chunk.
  @Test func aSampleOfManyRowsIsSpreadOverThem() {
    for (count, total, chunk) in [(512, 3200, 512), (512, 700, 512), (5, 100_000, 256), (9, 7, 3)] {
      let sample = RowSample(count, of: total)
      let taken = stride(from: 0, to: total, by: chunk).map {
        sample.taken(from: $0, min(chunk, total - $0))
      }
      #expect(taken.reduce(0, +) == min(count, total))
      let size = Double(chunk * min(count, total)) / Double(total)
      #expect(taken.dropLast().allSatisfy { abs(Double($0) - size) <= 1 })
    }
  }

  /// Units of a sequence are features, of an image channels.
  @Test func unitsFollowTheShape() {
    let layouts = (
      UnitLayout([7], channelsFirst: true), UnitLayout([5, 3], channelsFirst: false),
      UnitLayout([8, 4, 4], channelsFirst: true)
    )
    #expect(layouts.0.units == 7 && layouts.0.positions == 1 && layouts.0.sets == 1)
    #expect(layouts.1.units == 3 && layouts.1.positions == 1 && layouts.1.sets == 5)
    #expect(layouts.2.units == 8 && layouts.2.positions == 16 && layouts.2.sets == 1)
  }

  /// A long run's losses are kept at about 5000 epochs; gradients at no more than 500, and at no fewer
  /// than 40 even where they are dear beside an epoch, as on 16 rows.
  @Test func longRunsKeepWhatAChartCanShow() throws {
    let rows = quadrants(rows: 16)
    let probed = try train(quadrantJob(epochs: 1200), on: rows)
    let epochs = try #require(probed.series["gradient-norm"]?.epochs)
    #expect((40...502).contains(epochs.count))
    #expect(epochs.first == 1 && epochs.last == 1200)
    let gaps = Set(zip(epochs.dropFirst(), epochs.dropFirst(2)).dropLast().map { $1 - $0 })
    #expect(gaps.count == 1, "evenly")
    #expect(probed.gradientHistograms[0].epochs == epochs)
    #expect(probed.series["train.loss"]?.values.count == 1201)
    let short = try train(quadrantJob(epochs: 60), on: rows)
    #expect((40...61).contains(try #require(short.series["gradient-norm"]?.epochs.count)))
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
