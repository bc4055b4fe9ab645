public import Tensors

/// Standardises each column of a batch, then scales and shifts it.
///
///     y = γ (x − mean) / √(variance + ε) + β
///
/// In training, mean and variance (over n) are the batch's, and running values follow them with
/// weight `momentum`, the running variance over n − 1. In evaluation the running values are used.
/// A training batch of one row has no variance, so two rows are the fewest.
///
/// Reference: Ioffe and Szegedy, "Batch Normalization", ICML 2015; `torch.nn.BatchNorm1d`.
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

  public func minimumBatch(for input: [Int]) -> Int { 2 }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    guard input.count == 1 else {
      throw ShapeError(.unfitting(shape: input, expected: "one dimension"))
    }
    return input
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    func tensor(
      _ name: String, _ role: ParameterDescription.Role, _ start: Double
    ) -> ParameterDescription {
      ParameterDescription(
        name: name, role: role, shape: input, fanIn: 1, fanOut: 1, initializer: Constant(start))
    }
    return [
      tensor("weight", .bias, 1), tensor("bias", .bias, 0),
      tensor("running_mean", .statistic, 0), tensor("running_var", .statistic, 1),
    ]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    BatchNormOperation(width: input.reduce(1, *), epsilon: epsilon, momentum: momentum)
  }
}

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
