#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// Losses against distributions.
extension Arena {
  /// Σ t (ln t − o) of probabilities t and logarithms o of probabilities.
  public func divergence(
    outputs: Region, targets: Region, gradient: Region, scale: Scalar, count: Int
  ) -> Double {
    unsafe lr_divergence(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(gradient, atLeast: count), count, scale)
  }

  /// Σ (ln v + (μ − t)² / v) / 2 over rows of `width` means and as many variances v ≥ ε.
  public func gaussian(
    outputs: Region, targets: Region, gradient: Region, scale: Scalar, epsilon: Scalar,
    variance: VarianceForm, rows: Int, width: Int
  ) -> Double {
    unsafe lr_gaussian(
      start(outputs, atLeast: 2 * rows * width), start(targets, atLeast: rows * width),
      optional(gradient, atLeast: 2 * rows * width), rows, width, scale, epsilon, variance.code)
  }
}

/// What an output says of a variance.
public enum VarianceForm: Sendable {
  /// The variance itself: NaN where it is negative.
  case given
  /// ln(1 + exp(x)).
  case softplus
  /// exp(x): the output is the variance's logarithm.
  case exponential

  var code: Int32 {
    switch self {
    case .given: Int32(LR_VARIANCE)
    case .softplus: Int32(LR_SOFTPLUS_VARIANCE)
    case .exponential: Int32(LR_LOG_VARIANCE)
    }
  }
}
