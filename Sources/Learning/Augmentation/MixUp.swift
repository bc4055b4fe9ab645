internal import Tensors

/// Blends each row of a batch with another, and the losses of their targets with the same shares.
///
/// With a share λ from Beta(α, α), drawn for each batch, and each row's partner some places further
/// in the batch, in a circle: x = λ·a + (1 − λ)·b, and the loss is λ·L(a) + (1 − λ)·L(b). It comes
/// after all other augmentations; a batch of one row stays as it is.
///
/// Reference: Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: Beyond Empirical Risk Minimization",
/// ICLR 2018, whose program draws one share a batch, too.
public struct MixUp: Sendable, Equatable {
  public static let kind = "mix-up"

  public let alpha: Double

  public init(alpha: Double) {
    precondition(alpha > 0 && alpha.isFinite, "alpha must be positive, not \(alpha)")
    self.alpha = alpha
  }

  /// How the rows of one batch are blended.
  struct Mixture: BitwiseCopyable, Equatable {
    /// The share λ of a row itself.
    var share: Scalar
    /// How many places further its partner stands.
    var offset: Int
  }

  /// The mixture of a batch; nil where there is no other row.
  func mixture(rows: Int, stream: Philox.Key, step: UInt64) -> Mixture? {
    guard rows > 1 else { return nil }
    var random = Philox(key: stream, step: step)
    return Mixture(
      share: Scalar(random.beta(alpha)), offset: 1 + Int(random.below(UInt64(rows - 1))))
  }
}
