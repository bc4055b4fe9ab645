public import Tensors

/// ln(1 + e^(βx)) / β, a smooth ReLU.
public struct Softplus: ActivationLayer {
  public static let kind = "softplus"

  /// How sharp the bend is.
  public let beta: Scalar
  /// Where βx is above this, x itself is returned.
  public let threshold: Scalar

  public init(beta: Scalar = 1, threshold: Scalar = 20) {
    precondition(beta > 0 && beta.isFinite, "beta must be positive, not \(beta)")
    self.beta = beta
    self.threshold = threshold
  }

  public var activation: Activation { .softplus(beta: beta, threshold: threshold) }
}
