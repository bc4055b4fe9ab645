import Learning
import Tensors
import TestSupport
import Testing

@Suite struct NoiseTests {
  /// One weight on x = 1 under squared error: a row's gradient is 2 (w − t).
  private func run(_ targets: [Scalar], epochs: Int) throws -> TrainingResult {
    let job = TrainingJob(
      network: Network([Dense(1, hasBias: false)]), loss: MeanSquaredError(), optimizer: SGD(),
      learningRate: 0, batchSize: 16, epochs: epochs,
      probes: ProbeSettings(measuresNoise: true), initialParameters: ["dense1.weight": [0]])
    let rows = LabelledRows(
      features: targets.map { _ in 1 }, rowCount: targets.count, rowShape: [1],
      targets: .values(targets, width: 1))
    return try train(job, on: rows)
  }

  private func mean(_ result: TrainingResult, _ name: String) throws -> Double {
    let values = try #require(result.series[name]).values
    return values.reduce(0, +) / Double(values.count)
  }

  /// Targets 1 ± 2: the mean gradient is −2, its variance over rows 4 · 4.
  @Test func noiseAndGradientAreToldApart() throws {
    let targets = (0..<1024).map { Scalar($0 % 2 == 0 ? 3 : -1) }
    let result = try run(targets, epochs: 60)
    #expect(try mean(result, "gradient-square").isClose(to: 4, within: 0.1))
    #expect(try mean(result, "gradient-variance").isClose(to: 16, within: 0.1))
    #expect(result.series["noise-scale"]?.values.count == 61)
  }

  @Test func equalRowsHaveNoNoise() throws {
    let result = try run([Scalar](repeating: 3, count: 64), epochs: 1)
    #expect(try mean(result, "noise-scale").isClose(to: 0, within: 0, absolute: 1e-5))
    #expect(try mean(result, "gradient-square").isClose(to: 36, within: 1e-5))
  }
}
