public import Tensors

/// −[w y ln σ(x) + (1 − y) ln(1 − σ(x))] on logits, computed without overflow.
public struct BinaryCrossEntropyWithLogits: Loss {
  public static let kind = "bce-with-logits"

  public let reduction: Reduction
  /// The weight w of a yes: one for all outputs, or one an output.
  public let positiveWeights: [Scalar]

  public init(positiveWeight: Scalar = 1, reduction: Reduction = .mean) {
    self.init(positiveWeights: [positiveWeight], reduction: reduction)
  }

  public init(positiveWeights: [Scalar], reduction: Reduction = .mean) {
    precondition(
      !positiveWeights.isEmpty && positiveWeights.allSatisfy { $0 >= 0 },
      "positiveWeights must not be negative, as in \(positiveWeights)")
    self.positiveWeights = positiveWeights
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .sigmoid }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkProbabilities(outputShape: outputShape, targets: targets)
    let width = outputShape.reduce(1, *)
    guard positiveWeights.count == 1 || positiveWeights.count == width else {
      throw ShapeError(
        .outOfRange(
          setting: "positive-weight", value: "\(positiveWeights)",
          expected: "one number, or \(width), one an output"))
    }
  }

  public func constants(for targets: Targets) -> [Scalar] {
    positiveWeights.count == 1 ? [] : positiveWeights
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    guard batch.constants.isEmpty else {
      return memory.binaryCrossEntropyWithLogits(
        outputs: batch.outputs, targets: batch.targets, positiveWeights: batch.constants,
        gradient: batch.gradient, scale: batch.gradientScale, rows: batch.rows, width: batch.width)
    }
    return memory.binaryCrossEntropyWithLogits(
      outputs: batch.outputs, targets: batch.targets, positiveWeight: positiveWeights[0],
      gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }
}
