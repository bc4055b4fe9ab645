public import Tensors

/// Standardises each channel over a batch, then scales and shifts it.
///
///     y = γ (x − mean) / √(variance + ε) + β
///
/// Channels are the first axis of a row: [C], [C, length] or [C, height, width], and a channel's
/// numbers are those of all rows and all positions. In training, mean and variance (over n) are the
/// batch's, and running values follow them with weight `momentum`, the running variance over n − 1.
/// In evaluation the running values are used. A single number has no variance, so rows of [C] train
/// in batches of two at least.
///
/// Reference: Ioffe and Szegedy, "Batch Normalization", ICML 2015; `torch.nn.BatchNorm1d` and
/// `BatchNorm2d`.
public struct BatchNorm: Layer {
  public static let kind = "batch-norm"

  /// Keeps the ratio finite where a column is constant.
  public let epsilon: Scalar
  /// The weight of the newest batch in the running values.
  public let momentum: Scalar

  public init(epsilon: Scalar = 1e-5, momentum: Scalar = 0.1) {
    precondition(epsilon >= 0, "epsilon must not be negative, as \(epsilon) is")
    precondition((0...1).contains(momentum), "momentum must be in 0...1, not \(momentum)")
    self.epsilon = epsilon
    self.momentum = momentum
  }

  public func minimumBatch(for input: [Int]) -> Int {
    input.dropFirst().contains { $0 > 1 } ? 1 : 2
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard (1...3).contains(input.count), input.allSatisfy({ $0 > 0 }) else {
      throw ShapeError(
        .unfitting(
          shape: input,
          expected: "[features], [channels, length] or [channels, height, width]"))
    }
    return input
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    func statistic(_ name: String, _ start: Double) -> ParameterDescription {
      ParameterDescription(
        name: name, role: .statistic, shape: [input[0]], fanIn: 1, fanOut: 1,
        initializer: Constant(start))
    }
    return [
      .normScale([input[0]]), .normShift([input[0]]), statistic("running_mean", 0),
      statistic("running_var", 1),
    ]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    guard input.count > 1 else {
      return BatchNormOperation(width: input[0], epsilon: epsilon, momentum: momentum)
    }
    return ChannelBatchNormOperation(
      channels: input[0], positions: input.dropFirst().reduce(1, *), epsilon: epsilon,
      momentum: momentum)
  }
}

/// Batch norm of rows in which each channel is one number.
struct BatchNormOperation: Operation {
  let width: Int
  let epsilon: Scalar
  let momentum: Scalar

  /// The batch's means and inverse deviations, then two rows of sums.
  var workspace: (perRow: Int, fixed: Int) { (0, 4 * width) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let mean = buffers.fixed.part(0, width)
    let inverseDeviation = buffers.fixed.part(width, width)
    let runningMean = buffers.statistics.part(0, width)
    let runningVariance = buffers.statistics.part(width, width)
    switch pass.mode {
    case .training:
      memory.measureColumns(
        buffers.input, rows: pass.rows, mean: mean, inverseDeviation: inverseDeviation,
        epsilon: epsilon, runningMean: runningMean, runningVariance: runningVariance,
        momentum: momentum)
    case .evaluation:
      memory.copy(runningMean, to: mean)
      memory.inverseDeviations(of: runningVariance, epsilon: epsilon, into: inverseDeviation)
    }
    memory.standardizeColumns(
      buffers.input, rows: pass.rows, mean: mean, inverseDeviation: inverseDeviation,
      scale: buffers.parameters.part(0, width), shift: buffers.parameters.part(width, width),
      into: buffers.output)
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.standardizeColumnsGradient(
      input: buffers.input, outputGradient: buffers.outputGradient, rows: pass.rows,
      mean: buffers.fixed.part(0, width),
      inverseDeviation: buffers.fixed.part(width, width),
      sums: buffers.fixed.part(2 * width, 2 * width),
      scale: buffers.parameters.part(0, width), gradients: buffers.gradients,
      accumulates: pass.accumulates, into: buffers.inputGradient)
  }
}

/// Batch norm of rows in which each channel has several positions.
struct ChannelBatchNormOperation: Operation {
  let channels: Int
  let positions: Int
  let epsilon: Scalar
  let momentum: Scalar

  /// The batch's means and inverse deviations, then two rows of sums.
  var workspace: (perRow: Int, fixed: Int) { (0, 4 * channels) }

  func forward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    let shape = ChannelShape(rows: pass.rows, channels: channels, positions: positions)
    let mean = buffers.fixed.part(0, channels)
    let inverseDeviation = buffers.fixed.part(channels, channels)
    let scale = buffers.parameters.part(0, channels)
    let shift = buffers.parameters.part(channels, channels)
    let runningMean = buffers.statistics.part(0, channels)
    let runningVariance = buffers.statistics.part(channels, channels)
    switch pass.mode {
    case .training:
      memory.batchNormChannels(
        buffers.input, shape, epsilon: epsilon, momentum: momentum, scale: scale, shift: shift,
        mean: mean, inverseDeviation: inverseDeviation,
        variance: buffers.fixed.part(2 * channels, channels), runningMean: runningMean,
        runningVariance: runningVariance, into: buffers.output)
    case .evaluation:
      memory.copy(runningMean, to: mean)
      memory.inverseDeviations(of: runningVariance, epsilon: epsilon, into: inverseDeviation)
      memory.standardizeChannels(
        buffers.input, shape, mean: mean, inverseDeviation: inverseDeviation, scale: scale,
        shift: shift, into: buffers.output)
    }
  }

  func backward(_ buffers: LayerBuffers, _ pass: Pass, memory: borrowing Arena) {
    memory.batchNormChannelsGradient(
      input: buffers.input, outputGradient: buffers.outputGradient,
      ChannelShape(rows: pass.rows, channels: channels, positions: positions),
      mean: buffers.fixed.part(0, channels),
      inverseDeviation: buffers.fixed.part(channels, channels),
      sums: buffers.fixed.part(2 * channels, 2 * channels),
      scale: buffers.parameters.part(0, channels), gradients: buffers.gradients,
      accumulates: pass.accumulates, into: buffers.inputGradient)
  }
}
