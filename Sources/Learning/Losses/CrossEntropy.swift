public import Tensors

/// −Σ a ln softmax(x) on logits, with label smoothing and class weights.
///
/// A row of class y has a = (1 − ε) w(y) at y, plus ε w(c) / C at each of the C classes; the mean
/// divides by the sum of w(y), as in PyTorch.
public struct CrossEntropy: Loss {
  public static let kind = "cross-entropy"

  /// How much a row of each class counts.
  public enum ClassWeights: Equatable, Sendable {
    case equal
    /// One weight a class.
    case given([Scalar])
    /// n / (C n(c)): all classes count alike in the training rows.
    case balanced
  }

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
    let width = outputShape.reduce(1, *)
    if case .classes(_, let count) = targets, classWeights == .balanced, count != width {
      throw ShapeError(
        .unfittingTargets(
          found: "\(count) classes", expected: "\(width), as many as outputs, to be balanced"))
    }
    guard case .given(let weights) = classWeights else { return }
    guard weights.count == width, weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw ShapeError(
        .outOfRange(
          setting: "class-weights", value: "\(weights)",
          expected: "\(width) numbers that are not negative"))
    }
  }

  public func constants(for targets: Targets) -> [Scalar] {
    switch (classWeights, targets) {
    case (.given(let weights), _): return weights
    case (.balanced, .classes(let labels, let count)),
      (.balanced, .steps(let labels, let count, _)):
      var rows = [Int](repeating: 0, count: count)
      for label in labels { rows[Int(label)] += 1 }
      return rows.map { $0 == 0 ? 0 : Scalar(labels.count) / Scalar(count * $0) }
    case (.balanced, .values), (.equal, _): return []
    }
  }

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
