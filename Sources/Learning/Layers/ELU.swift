public import Tensors

/// x where positive, else α(eˣ − 1).
///
/// Reference: Clevert, Unterthiner and Hochreiter, "Fast and Accurate Deep Network Learning by
/// Exponential Linear Units", ICLR 2016.
public struct ELU: ActivationLayer {
  public static let kind = "elu"

  /// The size of the lowest output.
  public let alpha: Scalar

  public init(alpha: Scalar = 1) {
    precondition(alpha.isFinite && alpha >= 0, "alpha must not be negative, as \(alpha) is")
    self.alpha = alpha
  }

  public var activation: Activation { .elu(alpha: alpha) }
}
