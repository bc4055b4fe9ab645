public import Tensors

/// −[y ln p + (1 − y) ln(1 − p)] on probabilities, each logarithm held above −100.
///
/// The gradient is (p − y) / max(p(1 − p), 1e-12), as PyTorch has it.
public struct BinaryCrossEntropy: Loss {
  public static let kind = "bce"

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
    memory.binaryCrossEntropy(
      outputs: batch.outputs, targets: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }

  public func fault(output: [Scalar], target: [Scalar]) -> LossFault {
    LossFault(operation: "log", cause: "log of a negative number")
  }
}
