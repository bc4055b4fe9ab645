internal import Tensors

/// Mirrors each row with some probability: left to right, and top to bottom.
///
/// Of sequences, horizontally is in time; they have nothing to be mirrored vertically.
public struct RandomFlip: Augmentation, Equatable {
  public static let kind = "flip"

  public let horizontal: Double
  public let vertical: Double
  public let axis: StepAxis

  public init(horizontal: Double = 0.5, vertical: Double = 0, axis: StepAxis = .first) {
    precondition((0...1).contains(horizontal), "a probability of \(horizontal)")
    precondition((0...1).contains(vertical), "a probability of \(vertical)")
    self.horizontal = horizontal
    self.vertical = vertical
    self.axis = axis
  }

  public func operation(for shape: [Int]) throws(ShapeError) -> any AugmentationOperation {
    let plane = try PlaneShape(shape, steps: axis, for: kind)
    return FlipOperation(plane: plane, horizontal: horizontal, vertical: vertical)
  }
}

struct FlipOperation: AugmentationOperation {
  let plane: PlaneShape
  let horizontal: Double
  let vertical: Double

  func apply(to batch: AugmentationBatch, memory: borrowing Arena) {
    var random = batch.random
    for index in 0..<batch.rowCount {
      // Both are drawn for every row, so that a higher probability only adds flips.
      let (first, second) = (random.uniform(), random.uniform())
      let row = batch.row(index, of: plane.count)
      if first < horizontal { memory.flipHorizontally(row, plane) }
      if second < vertical { memory.flipVertically(row, plane) }
    }
  }
}
