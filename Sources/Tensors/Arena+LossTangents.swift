#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// What the losses' gradients change by along a change of the outputs.
extension Arena {
  /// A multiple of a region, for losses whose second derivative is the same everywhere.
  public func scale(_ source: Region, by factor: Scalar, into result: Region, count: Int) {
    fill(result.first(count), with: 0)
    add(source.first(count), times: factor, to: result)
  }

  public func huberTangent(
    outputs: Region, targets: Region, along direction: Region, into result: Region,
    scale: Scalar, delta: Scalar, count: Int
  ) {
    unsafe lr_huber_tangent(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      start(direction, atLeast: count), start(result, atLeast: count), count, scale, delta)
  }

  /// Where p (1 − p) is below `least`, the gradient has it as `least`.
  public func binaryCrossEntropyTangent(
    outputs: Region, targets: Region, along direction: Region, into result: Region,
    scale: Scalar, least: Scalar, count: Int
  ) {
    unsafe lr_binary_cross_entropy_tangent(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      start(direction, atLeast: count), start(result, atLeast: count), count, scale, least)
  }

  /// One weight an output, or where that is empty one for all.
  public func binaryCrossEntropyWithLogitsTangent(
    outputs: Region, targets: Region, positiveWeights: Region, positiveWeight: Scalar,
    along direction: Region, into result: Region, scale: Scalar, rows: Int, width: Int
  ) {
    let count = rows * width
    unsafe lr_binary_cross_entropy_with_logits_tangent(
      start(outputs, atLeast: count), start(targets, atLeast: count),
      optional(positiveWeights, atLeast: width), start(direction, atLeast: count),
      start(result, atLeast: count), rows, width, scale, positiveWeight)
  }

  public func crossEntropyTangent(
    logits: Region, classes: Region, weights: Region, smoothing: Scalar, along direction: Region,
    into result: Region, scale: Scalar, rows: Int, width: Int
  ) {
    checkClasses(classes, rows: rows, width: width)
    let count = rows * width
    unsafe lr_cross_entropy_tangent(
      start(logits, atLeast: count), start(classes, atLeast: rows),
      optional(weights, atLeast: width), start(direction, atLeast: count),
      start(result, atLeast: count), rows, width, scale, smoothing)
  }

  public func focalTangent(
    logits: Region, classes: Region, weights: Region, gamma: Scalar, along direction: Region,
    into result: Region, scale: Scalar, rows: Int, width: Int
  ) {
    checkClasses(classes, rows: rows, width: max(2, width))
    guard width > 1 else {
      unsafe lr_binary_focal_tangent(
        start(logits, atLeast: rows), start(classes, atLeast: rows),
        optional(weights, atLeast: 2), start(direction, atLeast: rows),
        start(result, atLeast: rows), rows, scale, gamma)
      return
    }
    let count = rows * width
    unsafe lr_focal_tangent(
      start(logits, atLeast: count), start(classes, atLeast: rows),
      optional(weights, atLeast: width), start(direction, atLeast: count),
      start(result, atLeast: count), rows, width, scale, gamma)
  }

  /// `width` means and as many variances a row.
  public func gaussianTangent(
    outputs: Region, targets: Region, epsilon: Scalar, variance: VarianceForm,
    along direction: Region, into result: Region, scale: Scalar, rows: Int, width: Int
  ) {
    let count = 2 * rows * width
    unsafe lr_gaussian_tangent(
      start(outputs, atLeast: count), start(targets, atLeast: rows * width),
      start(direction, atLeast: count), start(result, atLeast: count), rows, width, scale,
      epsilon, variance.code)
  }
}
