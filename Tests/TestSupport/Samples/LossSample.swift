internal import Glibc
public import Learning
public import Tensors
public import Testing

/// A loss with outputs and targets that it can take.
public struct LossSample: Sendable, CustomTestStringConvertible {
  public let loss: any Loss
  /// Row-major: outputs of each row.
  public let outputs: [Scalar]
  /// The targets as the loss has them in the arena.
  public let targets: [Scalar]
  /// Outputs a row.
  public let width: Int
  /// Whether the loss is a density's, which may exceed 1.
  public let mayBeNegative: Bool
  /// What makes such outputs of any numbers: nothing, a sigmoid.
  public let head: [any Layer]

  fileprivate init(
    _ loss: any Loss, _ outputs: [Scalar], _ targets: [Scalar], width: Int,
    mayBeNegative: Bool = false, head: [any Layer] = []
  ) {
    self.loss = loss
    self.outputs = outputs
    self.targets = targets
    self.width = width
    self.mayBeNegative = mayBeNegative
    self.head = head
  }

  public var testDescription: String { "\(loss), \(width) wide" }

  /// The targets as a dataset has them.
  public var rows: Targets {
    let rowCount = outputs.count / width
    guard loss.targetForm == .classes || (width == 1 && loss.link == .margin) else {
      return .values(targets, width: targets.count / rowCount)
    }
    return .classes(targets.map { Int32($0) }, count: max(2, width))
  }
}

/// Losses of every kind in their settings: what holds for all losses is tested on each of these.
public let lossSamples: [LossSample] =
  distances + probabilities + classifiers + [Scalar.zero, 0.5, 2].flatMap { focal(gamma: $0) }
  + [Scalar(1), 0.4].flatMap { hinge(margin: $0) } + divergences + densities

private let outputs = sampleNumbers(12)
private let values = sampleNumbers(12, seed: 2).map { $0 * 2.5 }
private let binary = sampleNumbers(12, seed: 3).map { $0 > 0 ? 1 : 0 as Scalar }
private let classes: [Scalar] = [0, 2, 1, 2]
private let weights: [Scalar] = [1, 0.5, 3]

private let distances: [LossSample] =
  ([MeanSquaredError(), MeanAbsoluteError(), Huber(), Huber(delta: 0.4)] as [any Loss]).map {
    LossSample($0, outputs, values, width: 3)
  } + [LossSample(BroadcastSquaredError(), outputs, values, width: 1)]

private let probabilities: [LossSample] =
  ([BinaryCrossEntropy(), BinaryCrossEntropyByHand()] as [any Loss]).map {
    LossSample($0, outputs.map { 0.5 + $0 / 4 }, binary, width: 1, head: [Sigmoid()])
  }
  + [Scalar(1), 4].map {
    LossSample(BinaryCrossEntropyWithLogits(positiveWeight: $0), outputs, binary, width: 2)
  }
  + [
    LossSample(
      BinaryCrossEntropyWithLogits(positiveWeights: [0.5, 3, 1]), outputs, binary, width: 3)
  ]

private let classifiers: [LossSample] =
  [Scalar.zero, 0.2].flatMap { smoothing in
    [ClassWeights.equal, .given(weights)].map { weights in
      LossSample(
        CrossEntropy(labelSmoothing: smoothing, classWeights: weights), outputs, classes, width: 3)
    }
  }
  + [
    LossSample(
      NegativeLogLikelihood(), outputs.map { -$0.magnitude }, classes, width: 3,
      head: [LogSoftmax()])
  ]

private func focal(gamma: Scalar) -> [LossSample] {
  [
    LossSample(Focal(gamma: gamma), outputs, classes, width: 3),
    LossSample(Focal(gamma: gamma, classWeights: .given(weights)), outputs, classes, width: 3),
    LossSample(Focal(gamma: gamma), outputs, binary, width: 1),
    LossSample(Focal(gamma: gamma, classWeights: .given([0.5, 3])), outputs, binary, width: 1),
  ]
}

private func hinge(margin: Scalar) -> [LossSample] {
  [
    LossSample(Hinge(margin: margin), outputs, classes, width: 3),
    LossSample(Hinge(margin: margin, classWeights: .given(weights)), outputs, classes, width: 3),
    LossSample(Hinge(margin: margin), outputs, binary, width: 1),
    LossSample(Hinge(margin: margin, classWeights: .given([0.5, 3])), outputs, binary, width: 1),
  ]
}

/// Outputs are the logarithms of probabilities, for only their divergence is never negative.
private let divergences: [LossSample] = [
  KullbackLeibler(), KullbackLeibler(averaging: .rows),
].map {
  let shares: [Double] = [0.2, 0.3, 0.5, 0.6, 0.3, 0.1]
  return LossSample(
    $0, shares.map { Scalar(log($0)) }, [0, 0.25, 0.75, 0.5, 0.5, 0], width: 3,
    mayBeNegative: true, head: [LogSoftmax()])
}

private let densities: [LossSample] =
  [VarianceForm.softplus, .exponential, .given].flatMap { form in
    [2, 4].map { width in
      LossSample(
        GaussianNegativeLogLikelihood(variance: form),
        form == .given ? outputs.map { 0.1 + $0.magnitude } : outputs, Array(values.prefix(6)),
        width: width, mayBeNegative: true, head: form == .given ? [Softplus()] : [])
    }
  }
