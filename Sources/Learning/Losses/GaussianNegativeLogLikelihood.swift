public import Tensors

/// −ln of a normal density, without its constant: (ln v + (μ − t)² / v) / 2.
///
/// Of 2k outputs the first k are the means μ of k targets, the others say the variances v. The formula is
/// `torch.nn.GaussianNLLLoss` with `full` off: a variance below ε counts as ε, and its gradient passes
/// as if it had not been raised. The loss may be negative.
///
/// Reference: Nix and Weigend, "Estimating the Mean and Variance of the Target Probability
/// Distribution", ICNN 1994.
public struct GaussianNegativeLogLikelihood: Loss {
  public static let kind = "gaussian-nll"

  public let reduction: Reduction
  /// How the last k outputs become variances.
  ///
  /// Where they are given as they are, a negative one makes the loss NaN; PyTorch refuses it.
  public let variance: VarianceForm
  /// The smallest variance.
  public let epsilon: Scalar

  public init(
    variance: VarianceForm = .softplus, epsilon: Scalar = 1e-6, reduction: Reduction = .mean
  ) {
    precondition(epsilon > 0, "epsilon must be positive, not \(epsilon)")
    self.variance = variance
    self.epsilon = epsilon
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .none }

  public func targetWidth(outputs: Int) -> Int { outputs / 2 }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    let width = outputShape.reduce(1, *)
    guard case .values(_, let columns) = targets else {
      throw ShapeError(.unfittingTargets(found: "classes", expected: "values for \(Self.kind)"))
    }
    guard width == 2 * columns else {
      throw ShapeError(
        .unfittingTargets(
          found: "\(columns) values a row",
          expected: "half as many as the \(width) outputs, a mean and a variance each"))
    }
  }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    Double(batch.rows * targetWidth(outputs: batch.width))
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.gaussian(
      outputs: batch.outputs, targets: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, epsilon: epsilon, variance: variance, rows: batch.rows,
      width: targetWidth(outputs: batch.width))
  }

  public func fault(output: [Scalar], target: [Scalar]) -> LossFault {
    let isNegative = variance == .given && output.suffix(target.count).contains { $0 < 0 }
    return LossFault(
      operation: isNegative ? "log" : "square",
      cause: isNegative ? "log of a negative number" : "overflow")
  }
}
