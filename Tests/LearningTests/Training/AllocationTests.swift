import CMallocCounter
import Learning
import Tensors
import TestSupport
import Testing

@Suite struct AllocationTests {
  static let optimizers: [any Optimizer] = [
    SGD(), SGD(momentum: 0.9), RMSprop(momentum: 0.5, isCentered: true), Adagrad(), Adam(), AdamW(),
  ]

  /// Between two questions whether to go on lies one step.
  ///
  /// The first epoch is not looked at: there the runtime still looks types up for the first time.
  @Test(arguments: optimizers.indices)
  func aStepAllocatesNothing(index: Int) throws {
    let job = quadrantJob(epochs: 3) {
      $0.network = Network([
        Dense(8), ReLU(), BatchNorm(), Dense(7), GELU(), Dropout(), Dense(2), Softplus(),
      ])
      $0.optimizer = Self.optimizers[index]
      $0.loss = CrossEntropy(labelSmoothing: 0.1, classWeights: .balanced)
      $0.clipping = .norm(1)
      $0.l1 = 0.01
      $0.schedule = OneCycle(maximum: 0.1)
      $0.probes.keepsEveryStep = true
    }
    try checkSteps(of: job, on: quadrants(rows: 160))
  }

  /// Each layer in all its settings, before a dense layer that asks for its gradient.
  @Test(arguments: layerSamples)
  func aStepOfEachLayerAllocatesNothing(_ sample: LayerSample) throws {
    let count = 160 * sample.shape.reduce(1, *)
    let features =
      sample.layer.tokenLimit.map { limit in (0..<count).map { Scalar($0 % limit) } }
      ?? sampleNumbers(count)
    let rows = LabelledRows(
      features: features, rowCount: 160, rowShape: sample.shape,
      targets: .classes((0..<160).map { Int32($0 % 2) }, count: 2))
    let before: [any Layer] = sample.layer.tokenLimit == nil ? [Dense(sample.shape.last ?? 1)] : []
    let job = TrainingJob(
      network: Network(before + [sample.layer, Flatten(), Dense(2)]), loss: CrossEntropy(),
      optimizer: SGD(), learningRate: 1e-3, clipping: .norm(1), batchSize: 16, epochs: 3)
    try checkSteps(of: job, on: rows)
  }

  @Test(arguments: lossSamples)
  func aStepOfEachLossAllocatesNothing(_ sample: LossSample) throws {
    let copies = 160 / (sample.outputs.count / sample.width) + 1
    let targets = Array(repeatElement(sample.targets, count: copies).joined())
    let width = sample.targets.count * sample.width / sample.outputs.count
    let rows = LabelledRows(
      features: sampleNumbers(160 * 3), rowCount: 160, rowShape: [3],
      targets: {
        switch sample.rows {
        case .classes(_, let count):
          .classes(targets.prefix(160).map { Int32($0) }, count: count)
        case .steps, .values: .values(Array(targets.prefix(160 * width)), width: width)
        }
      }())
    let job = TrainingJob(
      network: Network([Dense(sample.width)] + sample.head), loss: sample.loss,
      optimizer: SGD(), learningRate: 1e-4, batchSize: 16, epochs: 3)
    try checkSteps(of: job, on: rows)
  }

  /// Blocks pass rows on to several takers, whose gradients are added up.
  @Test func aStepThroughBlocksAllocatesNothing() throws {
    let job = quadrantJob(epochs: 3) {
      $0.network = Network(blocks: [
        .residual(branch: [.layer(Dense(4)), .layer(Tanh())], projection: [.layer(Dense(4))]),
        .parallel([[.layer(Dense(3))], []], join: .concatenatedFirst),
        .parallel([[.layer(ReLU())], [.layer(Tanh())], []], join: .sum), .layer(Dense(2)),
      ])
    }
    try checkSteps(of: job, on: quadrants(rows: 160))
  }

  /// Ten steps an epoch, three epochs.
  private func checkSteps(of job: TrainingJob, on rows: LabelledRows) throws {
    var counts = [Int](repeating: 0, count: 64)
    var asked = 0
    _ = try train(
      job, on: rows,
      isCancelled: {
        counts[asked] = allocations_of_this_thread()
        asked += 1
        return false
      })
    #expect(asked == 30)
    guard counts[0] >= 0 else { return }
    for step in 11..<asked where step % 10 != 0 {
      #expect(counts[step] == counts[step - 1], "in step \(step)")
    }
  }
}
