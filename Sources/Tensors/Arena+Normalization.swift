#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// A matrix whose columns are grouped: rows of channels of positions, channels first.
public struct ChannelShape: BitwiseCopyable, Sendable {
  public var rows: Int
  public var channels: Int
  /// Numbers of one channel in one row.
  public var positions: Int

  public init(rows: Int, channels: Int, positions: Int) {
    self.rows = rows
    self.channels = channels
    self.positions = positions
  }

  public var count: Int { rows * channels * positions }
}

extension Arena {
  // MARK: Batch norm

  /// Standardises each channel over the batch's rows and positions; running values follow.
  ///
  /// Leaves the means and inverse deviations for the gradient, and the variances over n.
  public func batchNormChannels(
    _ input: Region, _ shape: ChannelShape, epsilon: Scalar, momentum: Scalar, scale: Region,
    shift: Region, mean: Region, inverseDeviation: Region, variance: Region, runningMean: Region,
    runningVariance: Region, into output: Region
  ) {
    let channels = shape.channels
    let means = unsafe start(mean, atLeast: channels)
    let variances = unsafe start(variance, atLeast: channels)
    unsafe lr_batch_norm_channels(
      start(input, atLeast: shape.count), start(output, atLeast: shape.count), shape.rows,
      channels, shape.positions, epsilon, start(scale, atLeast: channels),
      start(shift, atLeast: channels), means, start(inverseDeviation, atLeast: channels),
      variances)
    let runningMeans = unsafe start(runningMean, atLeast: channels)
    let runningVariances = unsafe start(runningVariance, atLeast: channels)
    let samples = shape.rows * shape.positions
    let unbiased = Scalar(samples) / Scalar(samples - 1)
    for c in 0..<channels {
      unsafe runningMeans[c] += momentum * (means[c] - runningMeans[c])
      unsafe runningVariances[c] += momentum * (unbiased * variances[c] - runningVariances[c])
    }
  }

  /// (x − mean) · inverseDeviation · scale + shift, channel by channel.
  public func standardizeChannels(
    _ input: Region, _ shape: ChannelShape, mean: Region, inverseDeviation: Region, scale: Region,
    shift: Region, into output: Region
  ) {
    let channels = shape.channels
    unsafe lr_standardize_channels(
      start(input, atLeast: shape.count), start(output, atLeast: shape.count), shape.rows,
      channels, shape.positions, start(mean, atLeast: channels),
      start(inverseDeviation, atLeast: channels), start(scale, atLeast: channels),
      start(shift, atLeast: channels))
  }

  /// The gradients of scale and shift, together in `gradients` unless that is empty, and of the input.
  public func batchNormChannelsGradient(
    input: Region, outputGradient: Region, _ shape: ChannelShape, mean: Region,
    inverseDeviation: Region, sums: Region, scale: Region, gradients: Region, accumulates: Bool,
    into inputGradient: Region
  ) {
    let channels = shape.channels
    let totals = unsafe start(sums, atLeast: 2 * channels)
    unsafe lr_batch_norm_channels_gradient(
      start(input, atLeast: shape.count), start(outputGradient, atLeast: shape.count),
      optional(inputGradient, atLeast: shape.count), shape.rows, channels, shape.positions,
      start(mean, atLeast: channels), start(inverseDeviation, atLeast: channels),
      start(scale, atLeast: channels), totals)
    guard !gradients.isEmpty else { return }
    let gradient = unsafe start(gradients, atLeast: 2 * channels)
    for c in 0..<channels {
      unsafe gradient[c] = (accumulates ? gradient[c] : 0) + totals[channels + c]
      unsafe gradient[channels + c] = (accumulates ? gradient[channels + c] : 0) + totals[c]
    }
  }

  // MARK: Norms of each row by itself

  /// Standardises each row; then scales and shifts each column, unless `scale` is empty.
  ///
  /// Leaves each row's mean and inverse deviation for the gradient.
  public func layerNorm(
    _ input: Region, rows: Int, width: Int, epsilon: Scalar, scale: Region, shift: Region,
    mean: Region, inverseDeviation: Region, into output: Region
  ) {
    unsafe lr_layer_norm(
      start(input, atLeast: rows * width), start(output, atLeast: rows * width), rows, width,
      epsilon, optional(scale, atLeast: width), optional(shift, atLeast: width),
      start(mean, atLeast: rows), start(inverseDeviation, atLeast: rows))
  }

  /// The gradients of scale and shift, together in `gradients` unless that is empty, and of the input.
  public func layerNormGradient(
    input: Region, outputGradient: Region, rows: Int, width: Int, mean: Region,
    inverseDeviation: Region, scale: Region, gradients: Region, accumulates: Bool,
    into inputGradient: Region
  ) {
    let learned = unsafe optional(gradients, atLeast: 2 * width)
    unsafe lr_layer_norm_gradient(
      start(input, atLeast: rows * width), start(outputGradient, atLeast: rows * width),
      optional(inputGradient, atLeast: rows * width), rows, width, start(mean, atLeast: rows),
      start(inverseDeviation, atLeast: rows), optional(scale, atLeast: width), learned,
      learned.map { unsafe $0 + width }, accumulates ? 1 : 0)
  }

  /// Divides each row by its root mean square; then scales each column, unless `scale` is empty.
  public func rmsNorm(
    _ input: Region, rows: Int, width: Int, epsilon: Scalar, scale: Region, inverseRoot: Region,
    into output: Region
  ) {
    unsafe lr_rms_norm(
      start(input, atLeast: rows * width), start(output, atLeast: rows * width), rows, width,
      epsilon, optional(scale, atLeast: width), start(inverseRoot, atLeast: rows))
  }

  /// The gradient of scale, unless `gradients` is empty, and of the input.
  public func rmsNormGradient(
    input: Region, outputGradient: Region, rows: Int, width: Int, inverseRoot: Region,
    scale: Region, gradients: Region, accumulates: Bool, into inputGradient: Region
  ) {
    unsafe lr_rms_norm_gradient(
      start(input, atLeast: rows * width), start(outputGradient, atLeast: rows * width),
      optional(inputGradient, atLeast: rows * width), rows, width,
      start(inverseRoot, atLeast: rows), optional(scale, atLeast: width),
      optional(gradients, atLeast: width), accumulates ? 1 : 0)
  }

  /// Standardises each group of neighbouring channels of each row; then scales and shifts channels.
  ///
  /// Leaves the mean and inverse deviation of each row's groups for the gradient.
  public func groupNorm(
    _ input: Region, _ shape: ChannelShape, groups: Int, epsilon: Scalar, scale: Region,
    shift: Region, mean: Region, inverseDeviation: Region, into output: Region
  ) {
    let channels = shape.channels
    precondition(groups > 0 && channels % groups == 0, "\(groups) groups of \(channels) channels")
    unsafe lr_group_norm(
      start(input, atLeast: shape.count), start(output, atLeast: shape.count), shape.rows, groups,
      channels / groups, shape.positions, epsilon, optional(scale, atLeast: channels),
      optional(shift, atLeast: channels), start(mean, atLeast: shape.rows * groups),
      start(inverseDeviation, atLeast: shape.rows * groups))
  }

  /// The gradients of scale and shift, together in `gradients` unless that is empty, and of the input.
  public func groupNormGradient(
    input: Region, outputGradient: Region, _ shape: ChannelShape, groups: Int, mean: Region,
    inverseDeviation: Region, scale: Region, gradients: Region, accumulates: Bool,
    into inputGradient: Region
  ) {
    let channels = shape.channels
    precondition(groups > 0 && channels % groups == 0, "\(groups) groups of \(channels) channels")
    let learned = unsafe optional(gradients, atLeast: 2 * channels)
    unsafe lr_group_norm_gradient(
      start(input, atLeast: shape.count), start(outputGradient, atLeast: shape.count),
      optional(inputGradient, atLeast: shape.count), shape.rows, groups, channels / groups,
      shape.positions, start(mean, atLeast: shape.rows * groups),
      start(inverseDeviation, atLeast: shape.rows * groups), optional(scale, atLeast: channels),
      learned, learned.map { unsafe $0 + channels }, accumulates ? 1 : 0)
  }
}
