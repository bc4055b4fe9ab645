public import Tensors

/// −Σ a ln softmax(x) on logits, with label smoothing and class weights.
///
/// A row of class y has a = (1 − ε) w(y) at y, plus ε w(c) / C at each of the C classes; the mean
/// divides by the sum of w(y), as in PyTorch.
public struct CrossEntropy: Loss {
  public static let kind = "cross-entropy"

  /// The share ε of each row that is spread over all classes.
  public let labelSmoothing: Scalar
  public let classWeights: ClassWeights
  public let reduction: Reduction

  public init(
    labelSmoothing: Scalar = 0, classWeights: ClassWeights = .equal, reduction: Reduction = .mean
  ) {
    precondition(
      (0...1).contains(labelSmoothing), "labelSmoothing must be in 0...1, not \(labelSmoothing)")
    self.labelSmoothing = labelSmoothing
    self.classWeights = classWeights
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .classes }

  public var link: Link { .softmax }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkClasses(outputShape: outputShape, targets: targets)
    try classWeights.check(count: outputShape.reduce(1, *), targets: targets)
  }

  public func constants(for targets: Targets) -> [Scalar] { classWeights.values(for: targets) }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    guard !batch.constants.isEmpty else { return Double(batch.rows) }
    return memory.sumOfWeights(batch.constants, classes: batch.targets, rows: batch.rows)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.crossEntropy(
      logits: batch.outputs, classes: batch.targets, weights: batch.constants,
      smoothing: labelSmoothing, gradient: batch.gradient, scale: batch.gradientScale,
      rows: batch.rows, width: batch.width)
  }
}
