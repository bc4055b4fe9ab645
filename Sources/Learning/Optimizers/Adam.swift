internal import Glibc
public import Tensors

/// Steps along running means of the gradient over roots of running means of its square.
///
///     g ← g + λθ
///     m ← β₁m + (1 − β₁)g      m̂ = m / (1 − β₁ᵗ)
///     v ← β₂v + (1 − β₂)g²     v̂ = v / (1 − β₂ᵗ)
///     θ ← θ − η m̂ / (√v̂ + ε)
///
/// Reference: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015; the largest
/// square: Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond" (AMSGrad), ICLR 2018.
public struct Adam: Optimizer {
  public static let kind = "adam"

  /// The share of the running mean that each step keeps.
  public let beta1: Double
  /// The share of the running mean square that each step keeps.
  public let beta2: Double
  /// Keeps the ratio finite where gradients vanish.
  public let epsilon: Double
  /// The factor λ of the parameters that is added to the gradient.
  public let weightDecay: Double
  /// Whether the largest mean square so far takes the place of the latest.
  public let keepsLargestSquare: Bool

  public init(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0, keepsLargestSquare: Bool = false
  ) {
    precondition((0..<1).contains(beta1), "beta1 must be in 0..<1, not \(beta1)")
    precondition((0..<1).contains(beta2), "beta2 must be in 0..<1, not \(beta2)")
    precondition(epsilon >= 0, "epsilon must not be negative, as \(epsilon) is")
    precondition(weightDecay >= 0, "weightDecay must not be negative, as \(weightDecay) is")
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.keepsLargestSquare = keepsLargestSquare
  }

  /// Means, mean squares and, where asked for, the largest mean squares.
  public var slots: [Scalar] { keepsLargestSquare ? [0, 0, 0] : [0, 0] }

  public func update(
    _ buffers: OptimizerBuffers, _ time: UpdateTime, memory: borrowing Arena
  ) -> Bool {
    update(buffers, time, memory: memory, shrinkage: 1)
  }

  /// The update after the parameters have been multiplied by `shrinkage`.
  func update(
    _ buffers: OptimizerBuffers, _ time: UpdateTime, memory: borrowing Arena, shrinkage: Scalar
  ) -> Bool {
    let meanCorrection = 1 - pow(beta1, Double(time.step))
    let squareCorrection = 1 - pow(beta2, Double(time.step))
    return memory.adam(
      buffers.parameters, along: buffers.gradients, mean: buffers.state.0,
      square: buffers.state.1, largestSquare: buffers.state.2,
      AdamFactors(
        rate: Scalar(time.rate / meanCorrection), beta1: beta1, beta2: beta2,
        inverseRootCorrection: Scalar(1 / squareCorrection.squareRoot()),
        epsilon: Scalar(epsilon), addedDecay: Scalar(weightDecay), shrinkage: shrinkage))
  }
}
