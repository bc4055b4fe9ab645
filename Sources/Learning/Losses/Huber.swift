public import Tensors

/// Squared near the target, absolute far from it: r²/2 where |r| < δ, else δ(|r| − δ/2).
///
/// Reference: Huber, "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics
/// 35 (1964).
public struct Huber: Loss {
  public static let kind = "huber"

  public let reduction: Reduction
  /// The distance from which on errors count in proportion.
  public let delta: Scalar

  public init(delta: Scalar = 1, reduction: Reduction = .mean) {
    precondition(delta > 0, "delta must be positive, not \(delta)")
    self.delta = delta
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .none }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkValues(outputShape: outputShape, targets: targets)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.huberError(
      outputs: batch.outputs, targets: batch.targets, delta: delta, gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }
}
