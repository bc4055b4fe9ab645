#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Where a gradient goes, or nowhere.
  func optional(_ region: Region, atLeast length: Int) -> UnsafeMutablePointer<Scalar>? {
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

  /// Rows of labels, each with a positive weight of its own.
  public func binaryCrossEntropyWithLogits(
    outputs: Region, targets: Region, positiveWeights: Region, gradient: Region, scale: Scalar,
    rows: Int, width: Int
  ) -> Double {
    unsafe lr_weighted_binary_cross_entropy(
      start(outputs, atLeast: rows * width), start(targets, atLeast: rows * width),
      start(positiveWeights, atLeast: width), optional(gradient, atLeast: rows * width), rows,
      width, scale)
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

  /// Kernels index by class, so a wrong class would read outside.
  func checkClasses(_ classes: Region, rows: Int, width: Int) {
    let first = unsafe start(classes, atLeast: rows)
    var isInside = true
    for row in 0..<rows {
      let c = unsafe first[row]
      isInside = isInside && c >= 0 && c < Scalar(width)
    }
    precondition(isInside, "a class lies outside 0 ..< \(width)")
  }
}
