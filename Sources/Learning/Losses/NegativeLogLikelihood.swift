public import Tensors

/// −ln p of the row's class, from log-probabilities: the partner of log-softmax.
public struct NegativeLogLikelihood: Loss {
  public static let kind = "nll"

  public let reduction: Reduction

  public init(reduction: Reduction = .mean) {
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .classes }

  public var link: Link { .exponential }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkClasses(outputShape: outputShape, targets: targets)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.negativeLogLikelihood(
      outputs: batch.outputs, classes: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, rows: batch.rows, width: batch.width)
  }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    Double(batch.rows)
  }
}
