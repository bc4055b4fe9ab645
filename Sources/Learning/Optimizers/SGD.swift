public import Tensors

/// Stochastic gradient descent, with heavy-ball or Nesterov momentum.
///
///     g ← g + λθ
///     v ← µv + (1 − d)g        (v ← g in the first step)
///     θ ← θ − ηv               (Nesterov: θ − η(g + µv))
///
/// Reference: `torch.optim.SGD`; Sutskever, Martens, Dahl and Hinton, "On the importance of
/// initialization and momentum in deep learning", ICML 2013.
public struct SGD: Optimizer {
  public static let kind = "sgd"

  /// The share µ of the velocity that each step keeps.
  public let momentum: Double
  /// The share d of the gradient that is kept out of the velocity.
  public let dampening: Double
  /// Whether the step is taken from where the velocity leads.
  public let isNesterov: Bool
  /// The factor λ of the parameters that is added to the gradient.
  public let weightDecay: Double

  public init(
    momentum: Double = 0, dampening: Double = 0, isNesterov: Bool = false, weightDecay: Double = 0
  ) {
    precondition(momentum >= 0, "momentum must not be negative, as \(momentum) is")
    precondition(weightDecay >= 0, "weightDecay must not be negative, as \(weightDecay) is")
    precondition(
      !isNesterov || (momentum > 0 && dampening == 0),
      "Nesterov's step needs momentum and no dampening")
    self.momentum = momentum
    self.dampening = dampening
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
  }

  public var slots: [Scalar] { momentum == 0 ? [] : [0] }

  public func update(
    _ buffers: OptimizerBuffers, _ time: UpdateTime, memory: borrowing Arena
  ) -> Bool {
    guard momentum != 0 else {
      return memory.descend(
        buffers.parameters, along: buffers.gradients, rate: Scalar(time.rate),
        weightDecay: Scalar(weightDecay))
    }
    return memory.descendWithMomentum(
      buffers.parameters, along: buffers.gradients, velocity: buffers.state.0,
      rate: Scalar(time.rate), momentum: Scalar(momentum),
      intake: time.step == 1 ? 1 : Scalar(1 - dampening), isNesterov: isNesterov,
      weightDecay: Scalar(weightDecay))
  }
}
