import Learning
import Tensors
import TestSupport
import Testing

@Suite struct BlockTests {
  /// Networks whose values have one taker, two and three, some of them frozen.
  static let networks: [(name: String, blocks: [Block])] = [
    (
      "residual",
      [
        .layer(Dense(3)),
        .residual(branch: [.layer(Dense(4)), .layer(Tanh()), .layer(Dense(3))]),
        .layer(Dense(2)),
      ]
    ),
    (
      "projection",
      [
        .residual(
          branch: [.layer(Dense(4)), .layer(Tanh())], projection: [.layer(Dense(4))]),
        .layer(Dense(2)),
      ]
    ),
    (
      "nested",
      [
        .layer(Dense(3)),
        .residual(branch: [
          .residual(branch: [.layer(Tanh())]), .layer(Dense(3)),
        ]),
        .layer(Dense(2)),
      ]
    ),
    (
      "sum of three",
      [
        .layer(Dense(3)),
        .parallel([[.layer(Tanh())], [.layer(Dense(3))], []], join: .sum),
        .layer(Dense(2)),
      ]
    ),
    (
      "concatenation",
      [
        .layer(Dense(3)),
        .parallel(
          [[.layer(Dense(1))], [.layer(Dense(2)), .layer(Tanh())], []],
          join: .concatenatedFirst),
        .layer(Dense(2)),
      ]
    ),
    (
      "frozen branch",
      [
        .residual(
          branch: [.layer(LayerSetting(Dense(2), isFrozen: true)), .layer(Tanh())],
          projection: [.layer(Dense(2))]),
        .layer(Dense(2)),
      ]
    ),
  ]

  /// The gradient that training takes is that of the loss, by central differences.
  @Test(arguments: networks.indices)
  func gradientsAddUpOverBranches(index: Int) throws {
    let rows = quadrants(rows: 7)
    func job(_ parameters: [String: [Scalar]]?) -> TrainingJob {
      quadrantJob(epochs: 1) {
        $0.network = Network(blocks: Self.networks[index].blocks)
        $0.initialParameters = parameters
        $0.learningRate = 0
        $0.batchSize = nil
      }
    }
    var seen: UpdateObservation?
    _ = try train(job(nil), on: rows, observing: { seen = $0 })
    let observation = try #require(seen)
    #expect(!observation.gradients.isEmpty)
    for (name, gradient) in observation.gradients {
      let start = try #require(observation.parameters[name])
      let expected = GradientCheck.gradient(at: start) { values in
        var parameters = observation.parameters
        parameters[name] = values
        return (try? train(job(parameters), on: rows))?.finals["train.loss"] ?? .nan
      }
      #expect(
        gradient.isClose(
          to: expected, within: GradientCheck.tolerance, absolute: GradientCheck.tolerance),
        "\(Self.networks[index].name): \(name)")
    }
  }

  @Test func blocksCountOnAmongAllLayers() {
    let network = Network(blocks: [
      .layer(Dense(2)), .residual(branch: [.layer(Dense(2)), .layer(ReLU())]), .layer(Dense(2)),
      .residual(branch: [.layer(Dense(2))], name: "last"),
    ])
    #expect(network.layers.map(\.name) == ["dense1", "dense2", "relu1", "dense3", "dense4"])
    let frozen = network.freezing(["last", "dense1"])
    #expect(frozen.layers.map(\.isFrozen) == [true, false, false, false, true])
  }

  @Test func blocksArePlannedInOrder() throws {
    let network = Network(blocks: [
      .layer(Dense(4)),
      .residual(branch: [.layer(Dense(6))], projection: [.layer(Dense(6))]),
      .parallel([[.layer(Dense(1))], []], join: .concatenatedFirst),
    ])
    let plan = try network.plan(inputShape: [3])
    #expect(
      plan.layers.map(\.name) == ["dense1", "dense2", "dense3", "residual1", "dense4", "parallel1"])
    #expect(plan.layers.map(\.outputShape) == [[4], [6], [6], [6], [1], [7]])
    #expect(plan.layers[3].sources == [.layer(1), .layer(2)])
    #expect(plan.layers[5].sources == [.layer(4), .layer(3)])
  }

  @Test func concatenationIsAlongTheAxisAskedFor() throws {
    func shape(_ join: Join, _ input: [Int]) throws -> [Int] {
      try Network(blocks: [.parallel([[.layer(Dense(2))], []], join: join)])
        .plan(inputShape: input).outputShape
    }
    #expect(try shape(.concatenatedLast, [5, 3]) == [5, 5])
    #expect(try shape(.concatenatedFirst, [5, 2]) == [10, 2])
    #expect(try shape(.concatenatedFirst, [3]) == [5])
    #expect(throws: ShapeError.self) { _ = try shape(.concatenatedFirst, [5, 3]) }
    let rows = LabelledRows(
      features: [1, 2, 3, 4, 5, 6], rowCount: 1, rowShape: [2, 3],
      targets: .values([0], width: 1))
    let network = Network(blocks: [.parallel([[], []], join: .concatenatedLast)])
    #expect(
      try network.outputs(for: rows, parameters: [:]) == [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6])
  }

  @Test func branchesThatDoNotFitAreNamed() {
    let network = Network(blocks: [.layer(Dense(4)), .residual(branch: [.layer(Dense(5))])])
    #expect {
      _ = try network.plan(inputShape: [3])
    } throws: { error in
      let text = "\(error)"
      return text.contains("residual1") && text.contains("[5]") && text.contains("[4]")
        && text.contains("projection")
    }
  }

  /// The same tensor in the same place starts alike with and without blocks around it.
  @Test func blocksChangeNoInitialTensor() throws {
    func start(_ network: Network) throws -> [String: [Scalar]] {
      let job = quadrantJob(epochs: 0) { $0.network = network }
      return try train(job, on: quadrants()).parameters
    }
    let plain = try start(Network([Dense(3), Dense(3), Dense(2)]))
    let residual = try start(
      Network(blocks: [
        .layer(Dense(3)), .residual(branch: [.layer(Dense(3))]), .layer(Dense(2)),
      ]))
    #expect(plain == residual)
  }
}
