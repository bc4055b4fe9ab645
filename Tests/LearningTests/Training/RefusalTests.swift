import Learning
import Tensors
import Testing

@Suite struct RefusalTests {
  private func error(
    on rows: LabelledRows = quadrants(), validating: LabelledRows? = nil,
    _ change: (inout TrainingJob) -> Void = { _ in }
  ) -> TrainingError? {
    do {
      _ = try train(quadrantJob(change), on: rows, validating: validating)
      return nil
    } catch {
      return error
    }
  }

  private func setting(_ error: TrainingError?) -> String? {
    if case .setting(let name, _, _)? = error { name } else { nil }
  }

  private func shape(_ error: TrainingError?) -> ShapeError? {
    if case .shape(let shape)? = error { shape } else { nil }
  }

  @Test func settingsOutOfRange() {
    #expect(setting(error { $0.epochs = -1 }) == "epochs")
    #expect(setting(error { $0.batchSize = 0 }) == "batchSize")
    #expect(setting(error { $0.accumulation = 0 }) == "accumulation")
    #expect(setting(error { $0.learningRate = .nan }) == "learningRate")
    #expect(setting(error { $0.l1 = -1 }) == "l1")
    #expect(setting(error { $0.clipping = .norm(0) }) == "clipping")
    #expect(setting(error { $0.probes.cadence = .steps(0) }) == "probes.cadence")
    #expect(setting(error { $0.probes.rows = -1 }) == "probes.rows")
    #expect(error() == nil)
  }

  /// Sizes beyond the rows are one batch of all; sums of sizes don't overflow on the way.
  @Test func hugeSizesAreTakenAsAll() throws {
    let job = quadrantJob(epochs: 1) {
      $0.batchSize = .max
      $0.accumulation = .max
      $0.probes.rows = .max
    }
    #expect(try train(job, on: quadrants()).steps == 1)
    var endless = quadrantJob(epochs: .max)
    endless.schedule = OneCycle(maximum: 0.1)
    #expect(throws: TrainingError.cancelled) {
      _ = try train(endless, on: quadrants(), isCancelled: { true })
    }
  }

  @Test func rowsThatDoNotFit() {
    var wrong = quadrants()
    wrong.targets = .classes([Int32](repeating: 7, count: 60), count: 2)
    #expect(setting(error(on: wrong)) == "targets")
    #expect(setting(error(validating: line([1], [1]))) == "validation rows")
    #expect(shape(error(on: line([1], [1]))) != nil, "values for cross-entropy")
    let empty = LabelledRows(
      features: [], rowCount: 0, rowShape: [2], targets: .classes([], count: 2))
    #expect(setting(error(on: empty)) == "training rows")
    let featureless = LabelledRows(
      features: [], rowCount: 1, rowShape: [0], targets: .classes([0], count: 2))
    #expect(setting(error(on: featureless)) == "training rows")
  }

  @Test func networksBeyondMeasure() {
    let error = error { $0.network = Network([Dense(1_000_000_000_000), Dense(2)]) }
    #expect(shape(error) == ShapeError(layer: "dense1", .tooLarge(byteLimit: 8 << 30)))
  }

  /// Parameters fit, but four copies of them and a batch don't.
  @Test func memoryBeyondTheLimit() {
    let error = error {
      $0.optimizer = Adam()
      $0.network = Network([Dense(1000), Dense(2)])
      $0.memoryLimit = 6 * 1000 * MemoryLayout<Scalar>.stride
    }
    #expect(
      shape(error) == ShapeError(.tooLarge(byteLimit: 6 * 1000 * MemoryLayout<Scalar>.stride)))
  }

  @Test func initialParametersWithoutAPlace() {
    #expect(shape(error { $0.initialParameters = ["dense9.weight": [1]] }) != nil)
    #expect(shape(error { $0.initialParameters = ["dense1.weight": [1]] }) != nil)
  }

  @Test func batchesThatCannotBe() {
    #expect(shape(error { $0.batchOrder = [[0, 1]] }) != nil)
    #expect(shape(error { $0.batchOrder = [] }) != nil)
    let tooLarge = error {
      $0.batchSize = 61
      $0.dropsLastBatch = true
    }
    #expect(shape(tooLarge) != nil)
    let single = error {
      $0.network = Network([BatchNorm(), Dense(2)])
      $0.batchSize = 59
    }
    #expect(shape(single)?.layer == "batchnorm1")
  }
}
