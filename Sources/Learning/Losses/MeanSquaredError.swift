public import Tensors

/// The mean of (output − target)² over all outputs.
public struct MeanSquaredError: Loss {
  public static let kind = "mse"

  public let reduction: Reduction

  public init(reduction: Reduction = .mean) {
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .none }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkValues(outputShape: outputShape, targets: targets)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.squaredError(
      outputs: batch.outputs, targets: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }

  public func fault(output: [Scalar], target: [Scalar]) -> LossFault {
    LossFault(operation: "square", cause: "overflow")
  }
}
