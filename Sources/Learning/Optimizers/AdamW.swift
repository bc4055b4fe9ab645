internal import Glibc
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

  /// The share of the running mean that each step keeps.
  public let beta1: Double
  /// The share of the running mean square that each step keeps.
  public let beta2: Double
  /// Keeps the ratio finite where gradients vanish.
  public let epsilon: Double
  /// The decay λ of the parameters, once per unit of learning rate.
  public let weightDecay: Double
  /// Whether the largest mean square so far takes the place of the latest.
  public let keepsLargestSquare: Bool

  public init(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0.01, keepsLargestSquare: Bool = false
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
    let meanCorrection = 1 - pow(beta1, Double(time.step))
    let squareCorrection = 1 - pow(beta2, Double(time.step))
    return memory.adam(
      buffers.parameters, along: buffers.gradients, mean: buffers.state.0,
      square: buffers.state.1, largestSquare: buffers.state.2,
      AdamFactors(
        rate: Scalar(time.rate / meanCorrection), beta1: beta1, beta2: beta2,
        inverseRootCorrection: Scalar(1 / squareCorrection.squareRoot()),
        epsilon: Scalar(epsilon), addedDecay: 0, shrinkage: Scalar(1 - time.rate * weightDecay)))
  }
}
