public import Tensors

/// A loss whose gradient can be differentiated once more, exactly.
public protocol TwiceDifferentiableLoss: Loss {
  /// Writes what the gradient of the batch changes by along a change of the outputs.
  ///
  /// The gradient is the sum's, times the batch's scale, as ``Loss/total(of:memory:)`` writes it. At
  /// kinks, which have no second derivative, the change is 0.
  func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena)
}

/// A loss whose gradient is the same on either side of its kinks.
protocol PiecewiseLinearLoss: TwiceDifferentiableLoss {}

extension PiecewiseLinearLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.fill(result.first(batch.count), with: 0)
  }
}

extension MeanAbsoluteError: PiecewiseLinearLoss {}
extension Hinge: PiecewiseLinearLoss {}
extension NegativeLogLikelihood: PiecewiseLinearLoss {}
extension KullbackLeibler: PiecewiseLinearLoss {}

extension MeanSquaredError: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.scale(direction, by: 2 * batch.gradientScale, into: result, count: batch.count)
  }
}

extension BroadcastSquaredError: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.scale(
      direction, by: 2 * batch.gradientScale * Scalar(batch.rows), into: result,
      count: batch.count)
  }
}

extension Huber: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.huberTangent(
      outputs: batch.outputs, targets: batch.targets, along: direction, into: result,
      scale: batch.gradientScale, delta: delta, count: batch.count)
  }
}

extension BinaryCrossEntropy: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.binaryCrossEntropyTangent(
      outputs: batch.outputs, targets: batch.targets, along: direction, into: result,
      scale: batch.gradientScale, least: 1e-12, count: batch.count)
  }
}

extension BinaryCrossEntropyByHand: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    // Nothing is held above a least value: p (1 − p) is below −∞ nowhere.
    memory.binaryCrossEntropyTangent(
      outputs: batch.outputs, targets: batch.targets, along: direction, into: result,
      scale: batch.gradientScale, least: -.infinity, count: batch.count)
  }
}

extension BinaryCrossEntropyWithLogits: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.binaryCrossEntropyWithLogitsTangent(
      outputs: batch.outputs, targets: batch.targets, positiveWeights: batch.constants,
      positiveWeight: positiveWeights[0], along: direction, into: result,
      scale: batch.gradientScale, rows: batch.rows, width: batch.width)
  }
}

extension CrossEntropy: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.crossEntropyTangent(
      logits: batch.outputs, classes: batch.targets, weights: batch.constants,
      smoothing: labelSmoothing, along: direction, into: result, scale: batch.gradientScale,
      rows: batch.rows, width: batch.width)
  }
}

extension Focal: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.focalTangent(
      logits: batch.outputs, classes: batch.targets, weights: batch.constants, gamma: gamma,
      along: direction, into: result, scale: batch.gradientScale, rows: batch.rows,
      width: batch.width)
  }
}

extension GaussianNegativeLogLikelihood: TwiceDifferentiableLoss {
  public func gradientTangent(
    of batch: LossBatch, along direction: Region, into result: Region, memory: borrowing Arena
  ) {
    memory.gaussianTangent(
      outputs: batch.outputs, targets: batch.targets, epsilon: epsilon, variance: variance,
      along: direction, into: result, scale: batch.gradientScale, rows: batch.rows,
      width: targetWidth(outputs: batch.width))
  }
}
