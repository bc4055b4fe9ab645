import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite struct CurvatureTests {
  /// Networks in which several values have several takers, and all kinds of passes meet.
  private static let networks: [Network] = [
    Network([Dense(3), Tanh(), Dense(3)]),
    Network([Dense(4), Sigmoid(), BatchNorm(), Dense(3), LogSoftmax()]),
    Network([Reshape([1, 4]), Conv1D(2, kernel: 2), GELU(), Flatten(), Dropout(), Dense(3)]),
    Network(blocks: [
      .layer(Dense(4)), .residual(branch: [.layer(SiLU()), .layer(Dense(4))]),
      .layer(LayerNorm()), .layer(Dense(3)),
    ]),
  ]

  private func job(_ network: Network, l2: Double = 0) -> TrainingJob {
    TrainingJob(
      network: network, loss: CrossEntropy(labelSmoothing: 0.1), optimizer: SGD(),
      learningRate: 0.1, l2: l2, batchSize: 4, epochs: 3,
      probes: ProbeSettings(
        curvature: CurvatureSettings(iterations: 2000, tolerance: 1e-9), measuresNoise: true),
      seed: 5)
  }

  private let rows = LabelledRows(
    features: sampleNumbers(10 * 4, seed: 8), rowCount: 10, rowShape: [4],
    targets: .classes((0..<10).map { $0 % 3 }, count: 3))

  /// Columns of the Hessian by products with unit vectors, and by central differences of gradients.
  private func hessians(_ job: TrainingJob) throws -> (exact: [[Scalar]], differences: [[Scalar]]) {
    // All ten rows are one batch of the gradient too.
    var job = job
    job.batchSize = nil
    let trainer = try Trainer(job, rows, nil)
    let (planned, made) = (trainer.memory.curvature, HessianProduct(trainer))
    let memory = try #require(planned)
    let product = try #require(made)
    product.prepare(trainer)
    let order = (0..<Int32(rows.rowCount)).map { $0 }
    var (exact, differences): ([[Scalar]], [[Scalar]]) = ([], [])
    func gradient() -> [Scalar] {
      trainer.keepStatistics()
      trainer.makeGradient(of: order.span, step: 0)
      trainer.addPenalties()
      trainer.restoreStatistics()
      return trainer.arena.values(trainer.memory.gradients)
    }
    let step = GradientCheck.step
    for index in 0..<trainer.plan.parameterCount {
      trainer.arena.fill(memory.direction, with: 0)
      trainer.arena[memory.direction, index] = 1
      product.multiply(trainer)
      exact.append(trainer.arena.values(memory.product))
      let start = trainer.arena[trainer.memory.parameters, index]
      trainer.arena[trainer.memory.parameters, index] = start + step
      let above = gradient()
      trainer.arena[trainer.memory.parameters, index] = start - step
      let below = gradient()
      trainer.arena[trainer.memory.parameters, index] = start
      differences.append(zip(above, below).map { ($0 - $1) / (2 * step) })
    }
    return (exact, differences)
  }

  @Test(arguments: networks.indices) func productsAreTheHessian(index: Int) throws {
    let (exact, differences) = try hessians(job(Self.networks[index], l2: 0.3))
    let tolerance = 10 * GradientCheck.tolerance
    for (column, expected) in zip(exact, differences) {
      #expect(column.isClose(to: expected, within: tolerance, absolute: tolerance))
    }
    for i in exact.indices {
      for j in 0..<i {
        #expect(exact[i][j].isClose(to: exact[j][i], within: 1e-4, absolute: 1e-5), "symmetric")
      }
    }
  }

  @Test(arguments: networks.indices) func powerIterationFindsTheLargestEigenvalue(index: Int) throws
  {
    let job = job(Self.networks[index])
    let largest = try #require(eigenvalues(try hessians(job).exact).max())
    let result = try train(job, on: rows)
    let curvature = try #require(result.series["curvature"])
    #expect(curvature.epochs == [0, 1, 2, 3])
    #expect(curvature.values[0].isClose(to: largest, within: 1e-3))
    #expect(try #require(result.series["curvature-residual"]).values[0] < 0.02 * largest)
  }

  /// The Hessian of the mean of (wx + b − t)² is 2 · mean of [[x², x], [x, 1]].
  @Test func aLineUnderSquaredErrorHasItsFormula() throws {
    var job = lineJob(weight: 1, bias: 0, rate: 0, epochs: 1)
    job.probes.curvature = CurvatureSettings(iterations: 200, tolerance: 1e-12)
    let result = try train(job, on: line([3, 1], [5, 0]))
    // Mean of x² is 5, of x 2: (6 + √(4² + 4 · 2²)) / 2, doubled.
    let expected = 6 + 32.0.squareRoot()
    for value in try #require(result.series["curvature"]).values {
      #expect(value.isClose(to: expected, within: 1e-5))
    }
  }

  /// Below a saddle the largest |λ| is negative, and yet the largest λ is asked for.
  @Test func theLargestEigenvalueIsNotTheLargestInSize() throws {
    // Outputs ab·x with a = b = 0.1 and target 9: H = [[2b², 4ab − 18], …] has λ = ± 18 about.
    let job = TrainingJob(
      network: Network([Dense(1, hasBias: false), Dense(1, hasBias: false)]),
      loss: MeanSquaredError(), optimizer: SGD(), learningRate: 0, epochs: 1,
      probes: ProbeSettings(curvature: CurvatureSettings(iterations: 5000, tolerance: 1e-12)),
      initialParameters: ["dense1.weight": [0.1], "dense2.weight": [0.1]])
    let result = try train(job, on: line([1], [9]))
    let (diagonal, other) = (2 * 0.01, 4 * 0.01 - 18)
    let value = try #require(result.series["curvature"]?.values.first)
    #expect(value.isClose(to: diagonal - other, within: 1e-4))
  }

  /// Dropout, batch norm, momentum and shuffling all have state that a probe could disturb.
  @Test(arguments: [ProbeSettings.Cadence.epochs, .steps(2)])
  func probesWatchWithoutDisturbing(cadence: ProbeSettings.Cadence) throws {
    var job = job(Network([Dense(6), BatchNorm(), ReLU(), Dropout(), Dense(3)]))
    job.optimizer = Adam()
    job.dropsLastBatch = true
    job.probes.cadence = cadence
    let probed = try train(job, on: rows)
    #expect(probed.series["curvature"] != nil && probed.series["noise-scale"] != nil)
    job.probes = .none
    let alone = try train(job, on: rows)
    #expect(probed.parameters == alone.parameters)
    #expect(probed.series["train.loss"] == alone.series["train.loss"])
  }

  @Test func whatCannotBeMeasuredSaysWhy() throws {
    let job = job(Network([Opaque(), Dense(3)]))
    let result = try train(job, on: rows)
    #expect(result.series["curvature"] == nil)
    #expect(
      result.unmeasured == [
        "curvature": "not applicable: layer opaque1 has no second derivatives"
      ])
    var small = job
    small.network = Network([Dense(3)])
    let one = LabelledRows(
      features: [1, 2, 3, 4], rowCount: 1, rowShape: [4], targets: .classes([0], count: 3))
    #expect(
      try train(small, on: one).unmeasured == [
        "noise-scale": "not applicable: 1 rows don't make two batches"
      ])
  }

  /// Curvature's passes are planned before anything is allocated.
  @Test func memoryForTangentsIsPlannedWhereTheyAreAskedFor() throws {
    let asked = job(Network([Dense(100), Dense(3)]))
    var plain = asked
    plain.probes = ProbeSettings()
    func bytes(_ job: TrainingJob) throws -> Int {
      try job.memory(try job.plan(for: rows), RunExtents(rows, nil)).plan.byteCount
    }
    let more = try bytes(asked) - bytes(plain)
    // Outputs, their tangents and the gradients of both for ten rows, and three vectors.
    #expect(more > 4 * (4 * 10 * 103 + 3 * 803))
  }

  private struct Opaque: Layer {
    static let kind = "opaque"

    func operation(for input: [Int]) throws(ShapeError) -> any Operation { Through() }

    struct Through: Operation {
      func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
        memory.copy(buffers.input, to: buffers.output)
      }

      func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {}
    }
  }
}

/// All eigenvalues of a symmetric matrix by Jacobi's rotations.
private func eigenvalues(_ matrix: [[Scalar]]) -> [Double] {
  var a = matrix.map { $0.map { Double($0) } }
  let n = a.count
  for i in 0..<n {
    for j in 0..<i { (a[i][j], a[j][i]) = ((a[i][j] + a[j][i]) / 2, (a[i][j] + a[j][i]) / 2) }
  }
  for _ in 0..<30 {
    for p in 0..<n {
      for q in (p + 1)..<max(n, p + 1) where a[p][q] != 0 {
        let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<n {
          (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q])
        }
        for k in 0..<n {
          (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k])
        }
      }
    }
  }
  return a.indices.map { a[$0][$0] }
}
