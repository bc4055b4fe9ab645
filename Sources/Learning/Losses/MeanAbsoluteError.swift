public import Tensors

/// The mean of |output − target| over all outputs.
///
/// The derivative where both are equal is 0.
public struct MeanAbsoluteError: Loss {
  public static let kind = "mae"

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
    memory.absoluteError(
      outputs: batch.outputs, targets: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }
}
