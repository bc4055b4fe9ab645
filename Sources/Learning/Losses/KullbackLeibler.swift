public import Tensors

/// Σ t (ln t − o): how far log-probabilities o are from probabilities t, the targets.
///
/// The partner of log-softmax, with 0 ln 0 = 0, as `torch.nn.KLDivLoss` has it. Its mean is over all
/// rows and columns alike, so it is smaller than the divergence by the number of columns; the batch mean
/// divides by the rows alone. Classes count as probabilities of 0 and 1.
public struct KullbackLeibler: Loss {
  public static let kind = "kl-divergence"

  /// What a mean divides by.
  public enum Averaging: Sendable {
    /// Rows times columns.
    case elements
    /// Rows.
    case rows
  }

  public let reduction: Reduction
  public let averaging: Averaging

  public init(reduction: Reduction = .mean, averaging: Averaging = .elements) {
    self.reduction = reduction
    self.averaging = averaging
  }

  public var targetForm: TargetForm { .values }

  public var link: Link { .exponential }

  /// The targets of a row, and how far their sum may be from 1: they may have been rounded.
  private static let sumTolerance: Scalar = 0.01

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    let width = outputShape.reduce(1, *)
    guard width > 1 else {
      throw ShapeError(.unfitting(shape: outputShape, expected: "a log-probability a class"))
    }
    try checkProbabilities(outputShape: outputShape, targets: targets)
    guard case .values(let values, _) = targets else { return }
    for row in stride(from: 0, to: values.count, by: width) {
      let sum = values[row..<row + width].reduce(0, +)
      guard abs(sum - 1) <= Self.sumTolerance else {
        throw ShapeError(
          .unfittingTargets(
            found: "a row with a sum of \(sum)", expected: "probabilities that add up to 1"))
      }
    }
  }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    Double(averaging == .rows ? batch.rows : batch.count)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.divergence(
      outputs: batch.outputs, targets: batch.targets, gradient: batch.gradient,
      scale: batch.gradientScale, count: batch.count)
  }
}
