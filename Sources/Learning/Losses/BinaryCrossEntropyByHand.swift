public import Tensors

/// A fault on purpose: −[y ln p + (1 − y) ln(1 − p)] as written by hand, with nothing clamped.
///
/// Outputs below 0 or above 1 give NaN, 0 and 1 give infinity or 0 · ∞ = NaN. As in PyTorch, where a
/// term's weight is 0 and its logarithm infinite, the product is NaN.
public struct BinaryCrossEntropyByHand: Loss {
  public static let kind = "bce-by-hand"

  public let reduction: Reduction

  public init(reduction: Reduction = .mean) {
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .identity }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkProbabilities(outputShape: outputShape, targets: targets)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.binaryCrossEntropyByHand(
      outputs: batch.outputs, targets: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }

  public func fault(output: [Scalar], target: [Scalar]) -> LossFault {
    let isNegative = output.contains { $0 < 0 || $0 > 1 }
    return LossFault(operation: "log", cause: isNegative ? "log of a negative number" : "log of 0")
  }
}
