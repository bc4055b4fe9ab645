public import Tensors

/// What is missing for the class's score to lead every other by a margin.
///
/// Of C scores z a row of class y costs w(y) / C · Σ_{c ≠ y} max(0, margin − z(y) + z(c)), as
/// `torch.nn.MultiMarginLoss` with p = 1 has it. A single score costs w(y) max(0, margin − s z), s = 1
/// for class 1 and −1 for class 0: the support vector machine's loss, which `torch.nn` lacks
/// (`HingeEmbeddingLoss` is about distances, `SoftMarginLoss` is logistic). The mean divides by the
/// number of rows, whatever their weights. Scores are no probabilities: there is an accuracy, and no
/// −ln p.
///
/// Reference: Crammer and Singer, "On the Algorithmic Implementation of Multiclass Kernel-based Vector
/// Machines", JMLR 2 (2001).
public struct Hinge: Loss {
  public static let kind = "hinge"

  public let reduction: Reduction
  /// The lead from which on a row costs nothing.
  public let margin: Scalar
  public let classWeights: ClassWeights

  public init(
    margin: Scalar = 1, classWeights: ClassWeights = .equal, reduction: Reduction = .mean
  ) {
    precondition(margin > 0, "margin must be positive, not \(margin)")
    self.margin = margin
    self.classWeights = classWeights
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .classes }

  public var link: Link { .margin }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkClassesOrSides(outputShape: outputShape, targets: targets)
    try classWeights.check(count: max(2, outputShape.reduce(1, *)), targets: targets)
  }

  public func constants(for targets: Targets) -> [Scalar] { classWeights.values(for: targets) }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    Double(batch.rows)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.hinge(
      scores: batch.outputs, classes: batch.targets, weights: batch.constants, margin: margin,
      gradient: batch.gradient, scale: batch.gradientScale, rows: batch.rows, width: batch.width)
  }
}
