#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Gradient descent; tells whether every parameter is still finite, as all updates do.
  public func descend(
    _ parameters: Region, along gradients: Region, rate: Scalar, weightDecay: Scalar
  ) -> Bool {
    let count = parameters.count
    return unsafe lr_sgd(
      start(parameters), start(gradients, atLeast: count), count, rate, weightDecay) != 0
  }

  /// Gradient descent with momentum; `intake` is the gradient's share in the velocity.
  public func descendWithMomentum(
    _ parameters: Region, along gradients: Region, velocity: Region, rate: Scalar,
    momentum: Scalar, intake: Scalar, isNesterov: Bool, weightDecay: Scalar
  ) -> Bool {
    let count = parameters.count
    return unsafe lr_sgd_momentum(
      start(parameters), start(gradients, atLeast: count), start(velocity, atLeast: count), count,
      rate, momentum, intake, isNesterov ? 1 : 0, weightDecay) != 0
  }

  /// RMSprop; without momentum where the velocity is empty, not centred where the mean is.
  public func rmsprop(
    _ parameters: Region, along gradients: Region, square: Region, velocity: Region, mean: Region,
    rate: Scalar, alpha: Double, epsilon: Scalar, momentum: Scalar, weightDecay: Scalar
  ) -> Bool {
    let count = parameters.count
    return unsafe lr_rmsprop(
      start(parameters), start(gradients, atLeast: count), start(square, atLeast: count),
      velocity.isEmpty ? nil : start(velocity, atLeast: count),
      mean.isEmpty ? nil : start(mean, atLeast: count), count, rate, Scalar(alpha),
      Scalar(1 - alpha), epsilon, momentum, weightDecay) != 0
  }

  public func adagrad(
    _ parameters: Region, along gradients: Region, sum: Region, rate: Scalar, epsilon: Scalar,
    weightDecay: Scalar
  ) -> Bool {
    let count = parameters.count
    return unsafe lr_adagrad(
      start(parameters), start(gradients, atLeast: count), start(sum, atLeast: count), count, rate,
      epsilon, weightDecay) != 0
  }

  /// Adam and AdamW; keeps no largest squares where that region is empty.
  public func adam(
    _ parameters: Region, along gradients: Region, mean: Region, square: Region,
    largestSquare: Region, _ factors: AdamFactors
  ) -> Bool {
    let count = parameters.count
    return unsafe lr_adam(
      start(parameters), start(gradients, atLeast: count), start(mean, atLeast: count),
      start(square, atLeast: count),
      largestSquare.isEmpty ? nil : start(largestSquare, atLeast: count), count,
      lr_adam_factors(
        rate: factors.rate, beta1: Scalar(factors.beta1), intake: Scalar(1 - factors.beta1),
        beta2: Scalar(factors.beta2), square_intake: Scalar(1 - factors.beta2),
        inverse_root_correction: factors.inverseRootCorrection, epsilon: factors.epsilon,
        added_decay: factors.addedDecay, shrinkage: factors.shrinkage)) != 0
  }

  /// Adds l1 · sign(w) + l2 · w to the gradient.
  public func addPenalty(of weights: Region, to gradients: Region, l1: Scalar, l2: Scalar) {
    unsafe lr_add_penalty(
      start(weights), start(gradients, atLeast: weights.count), weights.count, l1, l2)
  }

  public func scale(_ region: Region, by factor: Scalar) {
    unsafe lr_scale(start(region), region.count, factor)
  }

  /// Holds each number between −limit and limit; NaN stays NaN.
  public func clamp(_ region: Region, within limit: Scalar) {
    unsafe lr_clamp(start(region), region.count, limit)
  }
}

/// The numbers of one Adam update, corrections for the start at zero included.
public struct AdamFactors: BitwiseCopyable, Sendable {
  /// The rate over 1 − β₁ᵗ.
  public var rate: Scalar
  /// In Double, because 1 − β is needed too: from a Float 0.999 it is off by 1.3e-5 of itself.
  public var beta1: Double
  public var beta2: Double
  /// 1 / √(1 − β₂ᵗ).
  public var inverseRootCorrection: Scalar
  public var epsilon: Scalar
  /// The factor of the parameters that is added to the gradient.
  public var addedDecay: Scalar
  /// What the parameters are multiplied by.
  public var shrinkage: Scalar

  public init(
    rate: Scalar, beta1: Double, beta2: Double, inverseRootCorrection: Scalar, epsilon: Scalar,
    addedDecay: Scalar, shrinkage: Scalar
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.inverseRootCorrection = inverseRootCorrection
    self.epsilon = epsilon
    self.addedDecay = addedDecay
    self.shrinkage = shrinkage
  }
}
