internal import Tensors

/// Sets a square of each row to 0, in all channels; of sequences, a run of steps.
///
/// The square's middle may be anywhere, so that it reaches over the edge of some rows.
///
/// Reference: DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with
/// Cutout", 2017.
public struct Cutout: Augmentation, Equatable {
  public static let kind = "cutout"

  /// The square's side in pixels, or the run's length in steps.
  public let size: Int
  public let axis: StepAxis

  public init(size: Int, axis: StepAxis = .first) {
    precondition(size > 0, "a size of \(size)")
    self.size = size
    self.axis = axis
  }

  public func operation(for shape: [Int]) throws(ShapeError) -> any AugmentationOperation {
    let plane = try PlaneShape(shape, steps: axis, for: kind)
    try plane.check(size, of: kind)
    return CutoutOperation(plane: plane, size: size)
  }
}

struct CutoutOperation: AugmentationOperation {
  let plane: PlaneShape
  let size: Int

  func apply(to batch: AugmentationBatch, memory: borrowing Arena) {
    var random = batch.random
    for index in 0..<batch.rowCount {
      let columns = box(in: plane.width, &random)
      let rows = plane.height > 1 ? box(in: plane.height, &random) : 0..<1
      memory.clear(
        batch.row(index, of: plane.count), plane, rows: rows, columns: columns)
    }
  }

  /// The part inside an extent of a run whose middle is drawn in it.
  private func box(in extent: Int, _ random: inout Philox) -> Range<Int> {
    let first = Int(random.below(UInt64(extent))) - size / 2
    return max(0, first)..<min(extent, first + size)
  }
}
