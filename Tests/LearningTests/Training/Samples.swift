import Learning
import Tensors

/// Two classes that no line parts: the sign of the product of two features.
func quadrants(rows: Int = 60, seed: UInt64 = 1) -> LabelledRows {
  var random = Philox(seed: seed, purpose: "generate")
  let features = (0..<rows * 2).map { _ in Scalar(random.normal()) }
  let labels = (0..<rows).map { Int32(features[2 * $0] * features[2 * $0 + 1] > 0 ? 1 : 0) }
  return LabelledRows(
    features: features, rowCount: rows, rowShape: [2], targets: .classes(labels, count: 2))
}

/// One feature and one value a row.
func line(_ x: [Scalar], _ y: [Scalar]) -> LabelledRows {
  LabelledRows(features: x, rowCount: x.count, rowShape: [1], targets: .values(y, width: 1))
}

/// A small network that can part the quadrants.
func quadrantJob(epochs: Int = 4, _ change: (inout TrainingJob) -> Void = { _ in }) -> TrainingJob {
  var job = TrainingJob(
    network: Network([Dense(8), Tanh(), Dense(2)]), loss: CrossEntropy(), optimizer: SGD(),
    learningRate: 0.1, batchSize: 16, epochs: epochs, seed: 5)
  change(&job)
  return job
}

/// y = wx + b from given w and b, full batches, plain descent.
func lineJob(
  weight: Scalar, bias: Scalar, rate: Double, epochs: Int,
  _ change: (inout TrainingJob) -> Void = { _ in }
) -> TrainingJob {
  var job = TrainingJob(
    network: Network([Dense(1)]), loss: MeanSquaredError(), optimizer: SGD(), learningRate: rate,
    epochs: epochs, initialParameters: ["dense1.weight": [weight], "dense1.bias": [bias]])
  change(&job)
  return job
}
