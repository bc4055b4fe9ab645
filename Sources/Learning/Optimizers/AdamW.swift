public import Tensors

/// Adam with decoupled weight decay.
///
///     θ ← θ − ηλθ − η m̂ / (√v̂ + ε)
///
/// m̂ and v̂ are ``Adam``'s, of the gradient alone: decay acts on θ itself and is not rescaled by √v̂.
///
/// Reference: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
public struct AdamW: Optimizer {
  public static let kind = "adamw"

  /// The rule without decay.
  public let adam: Adam
  /// The decay λ of the parameters, once per unit of learning rate.
  public let weightDecay: Double

  public init(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0.01, keepsLargestSquare: Bool = false
  ) {
    precondition(weightDecay >= 0, "weightDecay must not be negative, as \(weightDecay) is")
    adam = Adam(
      beta1: beta1, beta2: beta2, epsilon: epsilon, keepsLargestSquare: keepsLargestSquare)
    self.weightDecay = weightDecay
  }

  public var slots: [Scalar] { adam.slots }

  public func update(
    _ buffers: OptimizerBuffers, _ time: UpdateTime, memory: borrowing Arena
  ) -> Bool {
    adam.update(
      buffers, time, memory: memory, shrinkage: Scalar(1 - time.rate * weightDecay))
  }
}
