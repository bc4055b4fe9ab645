public import Tensors

/// How much a row of each class counts.
public enum ClassWeights: Equatable, Sendable {
  case equal
  /// One weight a class.
  case given([Scalar])
  /// n / (C n(c)): all classes count alike in the training rows.
  case balanced

  /// The weights for these training targets; none where all count 1.
  func values(for targets: Targets) -> [Scalar] {
    switch (self, targets.labels) {
    case (.given(let weights), _): return weights
    case (.balanced, let (labels, count)?):
      var rows = [Int](repeating: 0, count: count)
      for label in labels { rows[Int(label)] += 1 }
      return rows.map { $0 == 0 ? 0 : Scalar(labels.count) / Scalar(count * $0) }
    case (.balanced, nil), (.equal, _): return []
    }
  }

  /// Throws unless there is one weight for each of `count` classes that the outputs tell apart.
  func check(count: Int, targets: Targets) throws(ShapeError) {
    if let classes = targets.labels?.count, self == .balanced, classes != count {
      throw ShapeError(
        .unfittingTargets(
          found: "\(classes) classes", expected: "\(count), as many as outputs, to be balanced"))
    }
    guard case .given(let weights) = self else { return }
    guard weights.count == count, weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw ShapeError(
        .outOfRange(
          setting: "class-weights", value: "\(weights)",
          expected: "\(count) numbers that are not negative"))
    }
  }
}
