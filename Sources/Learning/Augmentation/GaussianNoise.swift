public import Tensors

/// Adds normal noise to every number of the rows.
public struct GaussianNoise: Augmentation, Equatable {
  public static let kind = "noise"

  /// The noise's standard deviation, in the units of the prepared features.
  public let deviation: Scalar

  public init(deviation: Scalar) {
    precondition(deviation >= 0, "a standard deviation of \(deviation)")
    self.deviation = deviation
  }

  public func operation(for shape: [Int]) throws(ShapeError) -> any AugmentationOperation {
    GaussianNoiseOperation(deviation: deviation)
  }
}

struct GaussianNoiseOperation: AugmentationOperation {
  let deviation: Scalar

  func apply(to batch: AugmentationBatch, memory: borrowing Arena) {
    memory.addNormalNoise(
      to: batch.rows, deviation: deviation, key: batch.stream, step: batch.step)
  }
}
