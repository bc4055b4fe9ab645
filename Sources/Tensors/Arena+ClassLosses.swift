#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// Losses of classes that weigh rows by how sure they are: without weights all classes count 1.
extension Arena {
  /// (1 − p)^γ (−ln p) of logits, p the probability of the row's class.
  ///
  /// One output is the logit of class 1 against class 0.
  public func focal(
    logits: Region, classes: Region, weights: Region, gamma: Scalar, gradient: Region,
    scale: Scalar, rows: Int, width: Int
  ) -> Double {
    checkClasses(classes, rows: rows, width: max(2, width))
    guard width > 1 else {
      return unsafe lr_binary_focal(
        start(logits, atLeast: rows), start(classes, atLeast: rows), optional(weights, atLeast: 2),
        optional(gradient, atLeast: rows), rows, scale, gamma)
    }
    return unsafe lr_focal(
      start(logits, atLeast: rows * width), start(classes, atLeast: rows),
      optional(weights, atLeast: width), optional(gradient, atLeast: rows * width), rows, width,
      scale, gamma)
  }

  /// What each rival's score lacks in distance from the class's, over the number of classes.
  ///
  /// One output is a score that should lie beyond the margin: above 0 for class 1, else below.
  public func hinge(
    scores: Region, classes: Region, weights: Region, margin: Scalar, gradient: Region,
    scale: Scalar, rows: Int, width: Int
  ) -> Double {
    checkClasses(classes, rows: rows, width: max(2, width))
    guard width > 1 else {
      return unsafe lr_binary_hinge(
        start(scores, atLeast: rows), start(classes, atLeast: rows), optional(weights, atLeast: 2),
        optional(gradient, atLeast: rows), rows, scale, margin)
    }
    return unsafe lr_hinge(
      start(scores, atLeast: rows * width), start(classes, atLeast: rows),
      optional(weights, atLeast: width), optional(gradient, atLeast: rows * width), rows, width,
      scale, margin)
  }
}
