public import Tensors

/// Divides each gradient component by the root of the sum of all its squares so far.
///
///     s ← s + g²
///     θ ← θ − η / (1 + (t − 1)δ) · g / (√s + ε)
///
/// Reference: Duchi, Hazan and Singer, "Adaptive Subgradient Methods", JMLR 12 (2011);
/// `torch.optim.Adagrad`.
public struct Adagrad: Optimizer {
  public static let kind = "adagrad"

  /// The decay δ of the rate.
  public let rateDecay: Double
  /// What the sums of squares start from.
  public let initialAccumulator: Double
  public let epsilon: Double
  /// The factor λ of the parameters that is added to the gradient.
  public let weightDecay: Double

  public init(
    rateDecay: Double = 0, initialAccumulator: Double = 0, epsilon: Double = 1e-10,
    weightDecay: Double = 0
  ) {
    precondition(rateDecay >= 0, "rateDecay must not be negative, as \(rateDecay) is")
    precondition(initialAccumulator >= 0, "initialAccumulator must not be negative")
    precondition(epsilon >= 0, "epsilon must not be negative, as \(epsilon) is")
    precondition(weightDecay >= 0, "weightDecay must not be negative, as \(weightDecay) is")
    self.rateDecay = rateDecay
    self.initialAccumulator = initialAccumulator
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  public var slots: [Scalar] { [Scalar(initialAccumulator)] }

  public func update(
    _ buffers: OptimizerBuffers, _ time: UpdateTime, memory: borrowing Arena
  ) -> Bool {
    memory.adagrad(
      buffers.parameters, along: buffers.gradients, sum: buffers.state.0,
      rate: Scalar(time.rate / (1 + Double(time.step - 1) * rateDecay)),
      epsilon: Scalar(epsilon), weightDecay: Scalar(weightDecay))
  }
}
