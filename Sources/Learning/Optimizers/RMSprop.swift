public import Tensors

/// Divides each gradient component by a running root mean square of itself.
///
///     s ← αs + (1 − α)g²       m ← αm + (1 − α)g  (centred)
///     θ ← θ − ηg / (√s + ε)                       (centred: √(s − m²))
///
/// With momentum µ the quotient goes through v ← µv + quotient.
///
/// Reference: `torch.optim.RMSprop`; Tieleman and Hinton, "Lecture 6.5", Coursera 2012.
public struct RMSprop: Optimizer {
  public static let kind = "rmsprop"

  /// The share α of the running means that each step keeps.
  public let alpha: Double
  public let epsilon: Double
  public let momentum: Double
  /// Whether the running mean's square is taken off, which leaves a variance.
  public let isCentered: Bool
  /// The factor λ of the parameters that is added to the gradient.
  public let weightDecay: Double

  public init(
    alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0, isCentered: Bool = false,
    weightDecay: Double = 0
  ) {
    precondition((0..<1).contains(alpha), "alpha must be in 0..<1, not \(alpha)")
    precondition(epsilon >= 0, "epsilon must not be negative, as \(epsilon) is")
    precondition(momentum >= 0, "momentum must not be negative, as \(momentum) is")
    precondition(weightDecay >= 0, "weightDecay must not be negative, as \(weightDecay) is")
    self.alpha = alpha
    self.epsilon = epsilon
    self.momentum = momentum
    self.isCentered = isCentered
    self.weightDecay = weightDecay
  }

  /// Mean squares, then velocity, then means.
  public var slots: [Scalar] { isCentered ? [0, 0, 0] : momentum == 0 ? [0] : [0, 0] }

  public func update(
    _ buffers: OptimizerBuffers, _ time: UpdateTime, memory: borrowing Arena
  ) -> Bool {
    memory.rmsprop(
      buffers.parameters, along: buffers.gradients, square: buffers.state.0,
      velocity: buffers.state.1, mean: buffers.state.2, rate: Scalar(time.rate),
      alpha: alpha, epsilon: Scalar(epsilon), momentum: Scalar(momentum),
      weightDecay: Scalar(weightDecay))
  }
}
