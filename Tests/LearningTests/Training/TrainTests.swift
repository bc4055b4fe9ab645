import Learning
import Tensors
import TestSupport
import Testing

@Suite struct TrainTests {
  /// Gradient descent on a line, written out in Double.
  @Test func followsGradientDescent() throws {
    let (x, y) = ([1, 2, 4] as [Scalar], [1, 3, -1] as [Scalar])
    let result = try train(lineJob(weight: 0.5, bias: 0, rate: 0.02, epochs: 20), on: line(x, y))
    var (w, b) = (0.5, 0.0)
    var losses: [Double] = []
    for _ in 0...20 {
      let errors = zip(x, y).map { w * Double($0) + b - Double($1) }
      losses.append(errors.reduce(0) { $0 + $1 * $1 } / 3)
      let slope = zip(errors, x).reduce(0) { $0 + 2 * $1.0 * Double($1.1) } / 3
      (w, b) = (w - 0.02 * slope, b - 0.02 * 2 * errors.reduce(0, +) / 3)
    }
    let series = try #require(result.series["train.loss"])
    #expect(series.values.isClose(to: losses, within: 1e-5))
    #expect(series.steps == Array(0...20) && series.epochs == (0...20).map { Double($0) })
    #expect(result.outcome == .completed && result.steps == 20)
    #expect(result.finals["train.loss"] == series.values.last)
  }

  @Test func learnsWhatALineCannot() throws {
    let result = try train(
      quadrantJob(epochs: 200) { $0.optimizer = Adam() }, on: quadrants(),
      validating: quadrants(seed: 2))
    #expect(try #require(result.finals["train.accuracy"]) > 0.95)
    #expect(try #require(result.finals["validation.accuracy"]) > 0.75)
  }

  @Test func repeatsBitForBit() throws {
    let job = quadrantJob {
      $0.network = Network([Dense(8), ReLU(), BatchNorm(), Dropout(), Dense(2)])
      $0.probes.keepsEveryStep = true
      $0.probes.cadence = .steps(3)
    }
    let rows = quadrants(rows: 64)
    let first = try train(job, on: rows, validating: rows)
    let second = try train(job, on: rows, validating: rows)
    #expect(first == second)
    var other = job
    other.seed = 6
    #expect(try train(other, on: rows, validating: rows).finals != first.finals)
  }

  /// Streams are keyed by name, so dense2 starts alike, and the batches stay, with more layers.
  @Test func addedLayersShiftNoStream() throws {
    let rows = quadrants()
    let start = try train(quadrantJob(epochs: 0), on: rows).parameters
    let deeper = quadrantJob(epochs: 0) {
      $0.network = Network([Dense(8), Tanh(), Dropout(), Dense(2), Identity()])
    }
    #expect(try train(deeper, on: rows).parameters == start)
    let idle = quadrantJob {
      $0.network = Network([Dense(8), Dropout(rate: 0), Tanh(), Dense(2)])
    }
    let (plain, idled) = try (train(quadrantJob(), on: rows), train(idle, on: rows))
    #expect(plain.parameters == idled.parameters)
  }

  @Test func frozenLayersStay() throws {
    let rows = quadrants()
    for frozen in 0...1 {
      let job = quadrantJob {
        $0.network = Network(settings: [
          LayerSetting(Dense(8), isFrozen: frozen == 0), LayerSetting(Tanh()),
          LayerSetting(Dense(2), isFrozen: frozen == 1),
        ])
      }
      var still = job
      still.epochs = 0
      let (before, after) = try (train(still, on: rows), train(job, on: rows))
      for (name, values) in after.parameters {
        let isFrozen = name.hasPrefix("dense\(frozen + 1)")
        #expect((values == before.parameters[name]) == isFrozen, "\(name)")
      }
    }
  }

  /// Two batches of 8 averaged are one of 16; sums of losses are batch-sized steps.
  @Test func accumulatedBatchesMakeOneLargeOne() throws {
    let rows = quadrants(rows: 64)
    let large = try train(quadrantJob(), on: rows)
    let small = try train(
      quadrantJob {
        $0.batchSize = 8
        $0.accumulation = 2
      }, on: rows)
    #expect(small.steps == large.steps)
    for (name, values) in large.parameters {
      #expect(
        try #require(small.parameters[name]).isClose(to: values, within: 1e-4, absolute: 1e-5))
    }
    let summed = try train(
      quadrantJob {
        $0.loss = CrossEntropy(reduction: .sum)
        $0.learningRate = 0.1 / 16
      }, on: rows)
    for (name, values) in large.parameters {
      #expect(
        try #require(summed.parameters[name]).isClose(to: values, within: 1e-4, absolute: 1e-5))
    }
  }

  /// The gradient at w = b = 0 of one row (3, 2) is (−12, −4): clipped, one step of rate 1 shows it.
  @Test func clippingBoundsTheStep() throws {
    func step(_ clipping: GradientClipping?) throws -> [Scalar] {
      let job = lineJob(weight: 0, bias: 0, rate: 1, epochs: 1) { $0.clipping = clipping }
      let parameters = try train(job, on: line([3], [2])).parameters
      return [parameters["dense1.weight"]?.first ?? 0, parameters["dense1.bias"]?.first ?? 0]
    }
    #expect(try step(nil) == [12, 4])
    #expect(try step(.value(5)) == [5, 4])
    let norm = (160.0).squareRoot()
    let expected = [12 / norm, 4 / norm].map { Scalar($0) }
    #expect(try step(.norm(1)).isClose(to: expected, within: 1e-5))
    #expect(try step(.norm(100)) == [12, 4])
  }

  /// With no error the penalties alone move the weight, and leave the bias.
  @Test func penaltiesPullWeightsOnly() throws {
    func weight(l1: Double, l2: Double) throws -> [Scalar] {
      let job = lineJob(weight: 2, bias: 1, rate: 0.5, epochs: 1) {
        $0.l1 = l1
        $0.l2 = l2
      }
      let parameters = try train(job, on: line([3], [7])).parameters
      return [parameters["dense1.weight"]?.first ?? 0, parameters["dense1.bias"]?.first ?? 0]
    }
    #expect(try weight(l1: 0.5, l2: 0) == [1.75, 1])
    #expect(try weight(l1: 0, l2: 0.25) == [1.75, 1])
  }

  /// A given order and initial weights make a step one can do by hand: rows 1, then 0.
  @Test func takesBatchesInAGivenOrder() throws {
    let job = lineJob(weight: 0, bias: 0, rate: 0.5, epochs: 1) {
      $0.batchSize = 1
      $0.batchOrder = [[1, 0]]
      $0.probes.keepsEveryStep = true
    }
    let result = try train(job, on: line([1, 0], [3, 1]))
    // Row 1: error −1, b = 1. Row 0: error −2, w = 2, b = 3.
    #expect(result.series["step.loss"]?.values == [1, 4])
    #expect(result.parameters["dense1.weight"] == [2])
    #expect(result.parameters["dense1.bias"] == [3])
  }

  @Test func anEpochMayLeaveOutItsRest() throws {
    let rows = quadrants(rows: 20)
    #expect(try train(quadrantJob(epochs: 2), on: rows).steps == 4)
    #expect(try train(quadrantJob(epochs: 2) { $0.dropsLastBatch = true }, on: rows).steps == 2)
  }

  @Test func weightsOfClassesActOnLossAndGradient() throws {
    let rows = quadrants()
    let equal = try train(quadrantJob { $0.loss = CrossEntropy() }, on: rows)
    let weighted = try train(
      quadrantJob { $0.loss = CrossEntropy(classWeights: .given([1, 9])) }, on: rows)
    let same = try train(
      quadrantJob { $0.loss = CrossEntropy(classWeights: .given([1, 1])) }, on: rows)
    #expect(weighted.parameters != equal.parameters)
    #expect(
      same.finals["train.loss"]?.isClose(to: equal.finals["train.loss"] ?? 0, within: 1e-5) == true)
  }

  @Test func isCancelledBetweenUpdates() {
    var asked = 0
    #expect(throws: TrainingError.cancelled) {
      _ = try train(
        quadrantJob(), on: quadrants(),
        isCancelled: {
          asked += 1
          return asked == 3
        })
    }
    #expect(asked == 3)
  }

  @Test func tellsItsProgress() throws {
    var seen: [TrainingProgress] = []
    let result = try train(
      quadrantJob(epochs: 2), on: quadrants(rows: 32), progress: { seen.append($0) })
    #expect(seen.map(\.step) == [0, 2, 4] && seen.allSatisfy { $0.steps == 4 && $0.epochs == 2 })
    #expect(seen.map(\.trainingLoss) == result.series["train.loss"]?.values)
  }
}
