public import Tensors

/// Cross-entropy of logits that leaves rows alone which are right already: −w(y) (1 − p)^γ ln p.
///
/// p is the softmax's probability of the row's class y; a single output is the logit of class 1, with
/// p by the sigmoid. The mean divides by the number of rows, whatever their weights, as torchvision's
/// `sigmoid_focal_loss` does. With γ = 0 and no weights it is the cross-entropy.
///
/// Reference: Lin, Goyal, Girshick, He and Dollár, "Focal Loss for Dense Object Detection", ICCV 2017.
public struct Focal: Loss {
  public static let kind = "focal"

  public let reduction: Reduction
  /// How fast a row's weight falls as its class grows probable.
  public let gamma: Scalar
  public let classWeights: ClassWeights

  public init(
    gamma: Scalar = 2, classWeights: ClassWeights = .equal, reduction: Reduction = .mean
  ) {
    precondition(gamma >= 0, "gamma must not be negative, as \(gamma) is")
    self.gamma = gamma
    self.classWeights = classWeights
    self.reduction = reduction
  }

  public var targetForm: TargetForm { .classes }

  /// Softmax of one logit and an unseen 0 is its sigmoid.
  public var link: Link { .softmax }

  public func check(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkClassesOrSides(outputShape: outputShape, targets: targets)
    try classWeights.check(count: max(2, outputShape.reduce(1, *)), targets: targets)
  }

  public func constants(for targets: Targets) -> [Scalar] { classWeights.values(for: targets) }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    Double(batch.rows)
  }

  public func total(of batch: LossBatch, memory: borrowing Arena) -> Double {
    memory.focal(
      logits: batch.outputs, classes: batch.targets, weights: batch.constants, gamma: gamma,
      gradient: batch.gradient, scale: batch.gradientScale, rows: batch.rows, width: batch.width)
  }
}
