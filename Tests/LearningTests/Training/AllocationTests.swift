import CMallocCounter
import Learning
import Tensors
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

  static let recurrent: [any Layer] = [
    RNN(RecurrentStack(4, layers: 2, output: .sequence)), GRU(RecurrentStack(3, layers: 2)),
    LSTM(RecurrentStack(4, layers: 2, isBidirectional: true, dropout: 0.3)),
  ]

  @Test(arguments: recurrent.indices)
  func aStepThroughTimeAllocatesNothing(index: Int) throws {
    let tokens = (0..<480).map { Scalar(($0 * $0 + $0 / 7) % 5) }
    let rows = LabelledRows(
      features: tokens, rowCount: 160, rowShape: [3],
      targets: .classes((0..<160).map { Int32($0 % 2) }, count: 2))
    let layer = Self.recurrent[index]
    let pass: [any Layer] = layer is RNN ? [layer, LSTM(3)] : [layer]
    let job = TrainingJob(
      network: Network([Embedding(vocabulary: 5, dimension: 3)] + pass + [Dense(2)]),
      loss: CrossEntropy(), optimizer: Adam(), learningRate: 0.01, batchSize: 16, epochs: 3)
    try checkSteps(of: job, on: rows)
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
