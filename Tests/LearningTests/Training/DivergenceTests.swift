import Learning
import Tensors
import TestSupport
import Testing

@Suite struct DivergenceTests {
  private func origin(
    _ job: TrainingJob, _ rows: LabelledRows
  ) throws -> (result: TrainingResult, origin: DivergenceOrigin) {
    let result = try train(job, on: rows)
    guard case .diverged(let origin) = result.outcome else {
      throw Undiverged(outcome: result.outcome)
    }
    return (result, origin)
  }

  struct Undiverged: Error {
    let outcome: TrainingOutcome
  }

  /// Row 2's output is −1: its logarithm is NaN in the first step.
  @Test func logarithmOfANegativeNumber() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 0.1, epochs: 3) {
      $0.loss = BinaryCrossEntropyByHand()
      $0.shuffles = false
    }
    let rows = LabelledRows(
      features: [0.5, 0.25, -1], rowCount: 3, rowShape: [1],
      targets: .classes([1, 0, 1], count: 2))
    let (result, origin) = try origin(job, rows)
    #expect(
      origin
        == DivergenceOrigin(
          step: 1, epoch: 1, phase: .loss, layer: nil, operation: "log", row: 2,
          cause: "log of a negative number"))
    #expect(result.steps == 0)
    #expect(result.series["train.loss"]?.values.last?.isNaN == true)
  }

  @Test func logarithmOfZero() throws {
    let job = lineJob(weight: 0, bias: 0, rate: 0.1, epochs: 1) {
      $0.loss = BinaryCrossEntropyByHand()
    }
    let rows = LabelledRows(
      features: [1], rowCount: 1, rowShape: [1], targets: .classes([1], count: 2))
    #expect(try origin(job, rows).origin.cause == "log of 0")
  }

  /// A row's number survives shuffling.
  @Test func badInputIsTracedToItsRow() throws {
    var rows = quadrants()
    rows.features[2 * 37 + 1] = .nan
    let found = try origin(quadrantJob(), rows).origin
    #expect(found.phase == .forward && found.operation == "input" && found.row == 37)
    #expect(found.cause == "bad input" && found.layer == "dense1")
  }

  @Test func badTargetIsTracedToItsRow() throws {
    let job = lineJob(weight: 0, bias: 0, rate: 0.1, epochs: 1)
    let found = try origin(job, line([1, 2, 3], [1, .infinity, 3])).origin
    #expect(found.phase == .loss && found.operation == "target" && found.row == 1)
    #expect(found.cause == "bad input")
  }

  /// A rate beyond the stability limit makes errors grow until their square overflows.
  @Test func divergingDescentOverflows() throws {
    let job = lineJob(weight: 0, bias: 0, rate: 10, epochs: 1000)
    let (result, found) = try origin(job, line([1, 2, 3], [1, 2, 2]))
    #expect(found.cause == "overflow" && found.step > 3 && found.step < 200)
    #expect(found.step == result.steps + 1)
    #expect(found.epoch == Double(found.step))
  }

  @Test func forwardOverflowNamesItsLayer() throws {
    let huge = Scalar.greatestFiniteMagnitude / 2
    let job = TrainingJob(
      network: Network([Identity(), Dense(1, hasBias: false)]), loss: MeanSquaredError(),
      optimizer: SGD(), learningRate: 0.1, epochs: 1, initialParameters: ["dense1.weight": [3]])
    let found = try origin(job, line([1, huge], [0, 0])).origin
    #expect(found.phase == .forward && found.layer == "dense1" && found.operation == "dense")
    #expect(found.row == 1 && found.cause == "overflow")
  }

  /// The loss and the output's gradient are finite, but times the weight it isn't.
  @Test func backwardOverflowNamesItsLayer() throws {
    let job = TrainingJob(
      network: Network([Dense(1, hasBias: false), Dense(1, hasBias: false)]),
      loss: MeanAbsoluteError(reduction: .sum), optimizer: SGD(), learningRate: 0.1, epochs: 1,
      initialParameters: [
        "dense1.weight": [0], "dense2.weight": [Scalar.greatestFiniteMagnitude],
      ])
    let found = try origin(job, line([1e5, 1e5], [1, 1])).origin
    #expect(found.phase == .backward && found.layer == "dense1")
    #expect(found.operation == "gradient of dense" && found.row == nil)
  }

  @Test func updateOverflowNamesItsLayer() throws {
    let job = lineJob(weight: 1, bias: 0, rate: 1e308, epochs: 1) {
      $0.optimizer = SGD()
      $0.learningRate = Double(Scalar.greatestFiniteMagnitude)
    }
    let found = try origin(job, line([10], [0])).origin
    #expect(found.phase == .update && found.layer == "dense1" && found.operation == "sgd")
  }

  /// The run ends in its first step, before the epoch's last one, yet shows gradients.
  @Test func theLastGradientsAreKept() throws {
    let rows = LabelledRows(
      features: [-1, -1], rowCount: 2, rowShape: [1], targets: .classes([1, 1], count: 2))
    let job = lineJob(weight: 1, bias: 0, rate: 0.1, epochs: 3) {
      $0.loss = BinaryCrossEntropyByHand()
      $0.batchSize = 1
    }
    let result = try origin(job, rows).result
    #expect(result.gradientHistograms.map(\.epochs) == [[0.5]])
    #expect(result.series["train.loss"]?.steps == [0, 1])
    #expect(result.series["train.loss"]?.epochs == [0, 0.5])
  }

  @Test func probesSeeTheLastGradient() throws {
    let job = lineJob(weight: 0, bias: 0, rate: 10, epochs: 1000) {
      $0.probes.keepsEveryStep = true
    }
    let result = try train(job, on: line([1, 2, 3], [1, 2, 2]))
    #expect(result.series["step.loss"]?.values.last?.isFinite == false)
    #expect((result.series["gradient-norm"]?.values.last ?? 0) > 1e10)
  }
}
