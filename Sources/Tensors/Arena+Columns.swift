#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Each column's mean and 1 / √(variance + ε); running values follow with weight `momentum`.
  ///
  /// The variance is over n, the running variance over n − 1.
  public func measureColumns(
    _ matrix: Region, rows: Int, mean: Region, inverseDeviation: Region, epsilon: Scalar,
    runningMean: Region, runningVariance: Region, momentum: Scalar
  ) {
    let width = mean.count
    let means = unsafe start(mean)
    let variances = unsafe start(inverseDeviation, atLeast: width)
    unsafe lr_column_moments(start(matrix, atLeast: rows * width), rows, width, means, variances)
    let runningMeans = unsafe start(runningMean, atLeast: width)
    let runningVariances = unsafe start(runningVariance, atLeast: width)
    let unbiased = Scalar(rows) / Scalar(rows - 1)
    for c in 0..<width {
      unsafe runningMeans[c] += momentum * (means[c] - runningMeans[c])
      unsafe runningVariances[c] += momentum * (unbiased * variances[c] - runningVariances[c])
    }
    inverseDeviations(of: inverseDeviation, epsilon: epsilon, into: inverseDeviation)
  }

  /// 1 / √(variance + ε), in place if asked.
  public func inverseDeviations(of variance: Region, epsilon: Scalar, into result: Region) {
    let variances = unsafe start(variance)
    let results = unsafe start(result, atLeast: variance.count)
    for c in 0..<variance.count {
      unsafe results[c] = 1 / (variances[c] + epsilon).squareRoot()
    }
  }

  /// (x − mean) · inverseDeviation · scale + shift, column by column.
  public func standardizeColumns(
    _ matrix: Region, rows: Int, mean: Region, inverseDeviation: Region, scale: Region,
    shift: Region, into output: Region
  ) {
    let width = mean.count
    unsafe lr_standardize_columns(
      start(matrix, atLeast: rows * width), rows, width, start(mean),
      start(inverseDeviation, atLeast: width), start(scale, atLeast: width),
      start(shift, atLeast: width), start(output, atLeast: rows * width))
  }

  /// The gradients of scale and shift, together in `gradients` unless that is empty, and of the input.
  public func standardizeColumnsGradient(
    input: Region, outputGradient: Region, rows: Int, mean: Region, inverseDeviation: Region,
    sums: Region, scale: Region, gradients: Region, accumulates: Bool, into inputGradient: Region
  ) {
    let width = mean.count
    let x = unsafe start(input, atLeast: rows * width)
    let dy = unsafe start(outputGradient, atLeast: rows * width)
    let totals = unsafe start(sums, atLeast: 2 * width)
    let means = unsafe start(mean)
    let inverses = unsafe start(inverseDeviation, atLeast: width)
    unsafe lr_standardize_columns_sums(x, dy, rows, width, means, inverses, totals)
    if !gradients.isEmpty {
      let gradient = unsafe start(gradients, atLeast: 2 * width)
      for c in 0..<width {
        unsafe gradient[c] = (accumulates ? gradient[c] : 0) + totals[width + c]
        unsafe gradient[width + c] = (accumulates ? gradient[width + c] : 0) + totals[c]
      }
    }
    guard !inputGradient.isEmpty else { return }
    unsafe lr_standardize_columns_gradient(
      x, dy, rows, width, means, inverses, start(scale, atLeast: width), totals,
      start(inputGradient, atLeast: rows * width))
  }
}
