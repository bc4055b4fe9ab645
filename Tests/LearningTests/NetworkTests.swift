import Learning
import Testing

@Suite struct NetworkTests {
  @Test func layersAreNamedByKindAndOrder() {
    let network = Network([Dense(2), LeakyReLU(), Dense(2), BatchNorm(), LogSoftmax()])
    #expect(
      network.layers.map(\.name) == ["dense1", "leakyrelu1", "dense2", "batchnorm1", "logsoftmax1"])
    let named = Network(settings: [LayerSetting(Dense(2), name: "first"), LayerSetting(Dense(2))])
    #expect(named.layers.map(\.name) == ["first", "dense2"])
  }

  /// 13·64 + 64, 64·32 + 32, 32·3 + 3.
  @Test func plansCountParameters() throws {
    let network = Network([Dense(64), ReLU(), Dense(32), ReLU(), Dense(3)])
    let plan = try network.plan(inputShape: [13])
    #expect(plan.parameterCount == 3075)
    #expect(plan.layers.map(\.outputShape) == [[64], [64], [32], [32], [3]])
    #expect(
      plan.layers.flatMap(\.tensors).map(\.name).prefix(2) == ["dense1.weight", "dense1.bias"])
    let statistics = try Network([BatchNorm()]).plan(inputShape: [5])
    #expect(statistics.parameterCount == 10 && statistics.statisticCount == 10)
  }

  @Test(arguments: [1_000_000_000_000, Int.max])
  func sizesBeyondMeasureAreAnError(units: Int) {
    let network = Network([Dense(units), Dense(units)])
    #expect(throws: ShapeError(layer: "dense1", .tooLarge(byteLimit: 1 << 30))) {
      _ = try network.plan(inputShape: [13], byteLimit: 1 << 30)
    }
    #expect(throws: ShapeError.self) { _ = try network.plan(inputShape: [13]) }
  }

  @Test func faultsAreLocated() {
    func layer(_ network: Network) -> String? {
      do {
        _ = try network.plan(inputShape: [3])
        return nil
      } catch {
        return error.layer ?? "none"
      }
    }
    #expect(layer(Network([Dense(4), Dense(-1)])) == "dense2")
    #expect(layer(Network([])) == "none")
    #expect(
      layer(Network(settings: [LayerSetting(ReLU(), name: "a"), LayerSetting(Tanh(), name: "a")]))
        == "a")
  }
}
