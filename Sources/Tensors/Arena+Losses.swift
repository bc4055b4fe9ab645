#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Where a gradient goes, or nowhere.
  private func optional(_ region: Region, atLeast length: Int) -> UnsafeMutablePointer<Scalar>? {
    if region.isEmpty { nil } else { unsafe start(region, atLeast: length) }
  }

  public func squaredError(
    outputs: Region, targets: Region, gradient: Region, scale: Scalar, count: Int
  ) -> Double {
    unsafe lr_squared_error(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(gradient, atLeast: count), count, scale)
  }

  public func absoluteError(
    outputs: Region, targets: Region, gradient: Region, scale: Scalar, count: Int
  ) -> Double {
    unsafe lr_absolute_error(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(gradient, atLeast: count), count, scale)
  }

  public func binaryCrossEntropy(
    outputs: Region, targets: Region, gradient: Region, scale: Scalar, count: Int
  ) -> Double {
    unsafe lr_binary_cross_entropy(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(gradient, atLeast: count), count, scale)
  }

  public func binaryCrossEntropyByHand(
    outputs: Region, targets: Region, gradient: Region, scale: Scalar, count: Int
  ) -> Double {
    unsafe lr_binary_cross_entropy_by_hand(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(gradient, atLeast: count), count, scale)
  }

  public func huberError(
    outputs: Region, targets: Region, delta: Scalar, gradient: Region, scale: Scalar, count: Int
  ) -> Double {
    unsafe lr_huber_error(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(gradient, atLeast: count), count, scale, delta)
  }

  public func binaryCrossEntropyWithLogits(
    outputs: Region, targets: Region, positiveWeight: Scalar, gradient: Region, scale: Scalar,
    count: Int
  ) -> Double {
    unsafe lr_binary_cross_entropy_with_logits(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(gradient, atLeast: count), count, scale, positiveWeight)
  }

  /// The sum over all pairs of an output and a target, of the difference squared.
  public func broadcastSquaredError(
    outputs: Region, targets: Region, gradient: Region, scale: Scalar, rows: Int
  ) -> Double {
    unsafe lr_broadcast_squared_error(
      start(outputs, atLeast: rows), start(targets, atLeast: rows),
      optional(gradient, atLeast: rows), rows, scale)
  }

  /// Classes are whole numbers below `width`; without weights all count 1.
  public func crossEntropy(
    logits: Region, classes: Region, weights: Region, smoothing: Scalar, gradient: Region,
    scale: Scalar, rows: Int, width: Int
  ) -> Double {
    checkClasses(classes, rows: rows, width: width)
    return unsafe lr_cross_entropy(
      start(logits, atLeast: rows * width), start(classes, atLeast: rows),
      optional(weights, atLeast: width), optional(gradient, atLeast: rows * width), rows, width,
      scale, smoothing)
  }

  public func negativeLogLikelihood(
    outputs: Region, classes: Region, gradient: Region, scale: Scalar, rows: Int, width: Int
  ) -> Double {
    checkClasses(classes, rows: rows, width: width)
    return unsafe lr_negative_log_likelihood(
      start(outputs, atLeast: rows * width), start(classes, atLeast: rows),
      optional(gradient, atLeast: rows * width), rows, width, scale)
  }

  /// The sum of the weights of the rows' classes.
  public func sumOfWeights(_ weights: Region, classes: Region, rows: Int) -> Double {
    checkClasses(classes, rows: rows, width: weights.count)
    return unsafe lr_sum_of_weights(start(weights), start(classes, atLeast: rows), rows)
  }

  /// Adds the number of rows right, the sum of −ln p and the sum of Brier scores.
  public func scoreClasses(
    outputs: Region, classes: Region, link: ScoreLink, rows: Int, width: Int
  ) -> ClassScores {
    if width > 1 { checkClasses(classes, rows: rows, width: width) }
    var sums: (Double, Double, Double) = (0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &sums) { bytes in
      unsafe lr_score_classes(
        start(outputs, atLeast: rows * width), start(classes, atLeast: rows), rows, width,
        link.code, bytes.baseAddress?.assumingMemoryBound(to: Double.self))
    }
    return ClassScores(right: sums.0, logLoss: sums.1, brier: sums.2)
  }

  /// Errors of one of `width` columns of outputs and targets.
  public func scoreValues(
    outputs: Region, targets: Region, column: Int, rows: Int, width: Int
  ) -> ValueScores {
    precondition(column >= 0 && column < width, "no column \(column) among \(width)")
    var sums: (Double, Double, Double, Double) = (0, 0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &sums) { bytes in
      unsafe lr_score_values(
        start(outputs, atLeast: rows * width) + column,
        start(targets, atLeast: rows * width) + column, rows, width,
        bytes.baseAddress?.assumingMemoryBound(to: Double.self))
    }
    return ValueScores(absoluteError: sums.0, squaredError: sums.1, targetSpread: sums.3)
  }

  /// Kernels index by class, so a wrong class would read outside.
  private func checkClasses(_ classes: Region, rows: Int, width: Int) {
    let first = unsafe start(classes, atLeast: rows)
    var isInside = true
    for row in 0..<rows {
      let c = unsafe first[row]
      isInside = isInside && c >= 0 && c < Scalar(width)
    }
    precondition(isInside, "a class lies outside 0 ..< \(width)")
  }
}

/// How outputs become probabilities when predictions are scored.
public enum ScoreLink: Sendable {
  case none, identity, sigmoid, softmax, exponential

  fileprivate var code: Int32 {
    switch self {
    case .none: Int32(LR_NONE)
    case .identity: Int32(LR_IDENTITY)
    case .sigmoid: Int32(LR_SIGMOID)
    case .softmax: Int32(LR_SOFTMAX)
    case .exponential: Int32(LR_EXPONENTIAL)
    }
  }
}

/// Sums over the rows of a classification.
public struct ClassScores: Equatable, Sendable {
  /// Rows whose most probable class is the right one.
  public var right: Double
  /// −ln p of the right class.
  public var logLoss: Double
  /// Σ (p − y)² over the classes; halved where there are two, to agree with a single output's.
  public var brier: Double
}

/// Sums over the rows of one predicted value.
public struct ValueScores: Equatable, Sendable {
  public var absoluteError: Double
  public var squaredError: Double
  /// Squared distances of the targets from their mean.
  public var targetSpread: Double
}
