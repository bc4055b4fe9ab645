import Learning
import Tensors
import Testing

@Suite struct MemoryPlanTests {
  private static func job(_ layers: [any Layer], batch: Int) -> TrainingJob {
    TrainingJob(
      network: Network(layers), loss: CrossEntropy(), optimizer: SGD(), learningRate: 0.1,
      batchSize: batch, epochs: 1)
  }

  private static func bytes(_ layers: [any Layer], batch: Int, shape: [Int], rows: Int) throws
    -> Int
  {
    let job = job(layers, batch: batch)
    return try job.arenaBytes(
      job.network.plan(inputShape: shape),
      RunExtents(
        targets: .classes([Int32](repeating: 0, count: rows), count: 2), validationRows: rows))
  }

  /// 3 × 2 weights and 2 biases: parameters, gradients and those before the last update, each on
  /// cache lines of 64 bytes; then 4 rows of 3 inputs and of 2 outputs, and so on.
  @Test func countsWholeCacheLines() throws {
    let bytes = try Self.bytes([Dense(2)], batch: 4, shape: [3], rows: 4)
    #expect(bytes % 64 == 0)
    #expect((12 * 64...40 * 64).contains(bytes), "\(bytes)")
  }

  /// An image's 512 rows at once would take 8 times the batch's.
  @Test func evaluatesLargeRowsInSmallPasses() throws {
    let layers: [any Layer] = [
      Conv2D(32, kernel: 3, padding: .same), ReLU(), GlobalAveragePool(), Dense(2),
    ]
    let shape = [3, 128, 128]
    let few = try Self.bytes(layers, batch: 4, shape: shape, rows: 4)
    let many = try Self.bytes(layers, batch: 4, shape: shape, rows: 5000)
    #expect(many < few + 80 << 20, "\(few) and \(many)")
  }

  @Test func refusesWhatPassesTheLimit() throws {
    var job = Self.job([Dense(1000)], batch: 1)
    job.memoryLimit = 1 << 20
    let plan = try job.network.plan(inputShape: [1000])
    #expect(throws: ShapeError.self) {
      try job.arenaBytes(plan, RunExtents(targets: .classes([0], count: 2), validationRows: 0))
    }
  }
}
