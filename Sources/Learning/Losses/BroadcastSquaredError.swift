public import Tensors

/// A fault on purpose: squared error of an (N, 1) output against an (N) target.
///
/// Broadcasting makes an N × N matrix of differences, so every output is drawn to the mean of all
/// targets, and the loss can't fall below their variance.
public struct BroadcastSquaredError: Loss {
  public static let kind = "mse-broadcast"

  public let reduction: Reduction

  public init(reduction: Reduction = .mean) {
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .none }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkValues(outputShape: outputShape, targets: targets)
    guard outputShape.reduce(1, *) == 1 else {
      throw ShapeError(.unfitting(shape: outputShape, expected: "one output"))
    }
  }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    Double(batch.rows) * Double(batch.rows)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.broadcastSquaredError(
      outputs: batch.outputs, targets: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, rows: batch.rows)
  }

  public func fault(output: [Scalar], target: [Scalar]) -> LossFault {
    LossFault(operation: "square", cause: "overflow")
  }
}
