public import Tensors

/// −[w y ln σ(x) + (1 − y) ln(1 − σ(x))] on logits, computed without overflow.
public struct BinaryCrossEntropyWithLogits: Loss {
  public static let kind = "bce-with-logits"

  public let reduction: Reduction
  /// The weight w of the positive class.
  public let positiveWeight: Scalar

  public init(positiveWeight: Scalar = 1, reduction: Reduction = .mean) {
    precondition(positiveWeight >= 0, "positiveWeight must not be negative")
    self.positiveWeight = positiveWeight
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .sigmoid }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkProbabilities(outputShape: outputShape, targets: targets)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.binaryCrossEntropyWithLogits(
      outputs: batch.outputs, targets: batch.targets, positiveWeight: positiveWeight,
      gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }
}
