import Learning
import Tensors
import Testing

@Suite struct UpdateObservationTests {
  private let rows = LabelledRows(
    features: [1, 2, 3, 4], rowCount: 4, rowShape: [1], targets: .values([2, 4, 6, 8], width: 1))

  private func job(_ network: Network) -> TrainingJob {
    TrainingJob(
      network: network, loss: MeanSquaredError(), optimizer: SGD(), learningRate: 0.125,
      clipping: .norm(1), batchSize: 2, epochs: 1, shuffles: false,
      initialParameters: ["dense1.weight": [0]])
  }

  /// −2 Σ x (2x − wx) / 2 at w = 0 is −10; the clipped step of 1/8 leads to w = 1/8.
  @Test func showsGradientsBeforeClippingAndParametersAfter() throws {
    var seen: [UpdateObservation] = []
    _ = try train(
      job(Network([Dense(1, hasBias: false)])), on: rows, observing: { seen.append($0) })
    #expect(seen.map(\.step) == [1, 2])
    #expect(seen.first?.gradients == ["dense1.weight": [-10]])
    #expect(seen.first?.loss == 10)
    #expect(seen.first?.learningRate == 0.125)
    let weight = try #require(seen.first?.parameters["dense1.weight"]?.first)
    #expect(abs(weight - 0.125) < 1e-6)
  }

  @Test func hasNoGradientsOfFrozenLayers() throws {
    let network = Network(settings: [
      LayerSetting(Dense(1, hasBias: false), isFrozen: true), LayerSetting(Dense(1)),
    ])
    var names: Set<String> = []
    _ = try train(job(network), on: rows, observing: { names.formUnion($0.gradients.keys) })
    #expect(names == ["dense2.weight", "dense2.bias"])
  }

  @Test func changesNothing() throws {
    let job = job(Network([Dense(1)]))
    let watched = try train(job, on: rows, observing: { _ in })
    #expect(try train(job, on: rows) == watched)
  }
}
