internal import Tensors

/// Moves each row by up to so many places in each direction, all distances equally likely.
///
/// What moves in is 0.
public struct RandomShift: Augmentation, Equatable {
  public static let kind = "shift"

  /// The largest distance, in pixels or steps.
  public let distance: Int
  public let axis: StepAxis

  public init(distance: Int, axis: StepAxis = .first) {
    precondition(distance >= 0, "a distance of \(distance)")
    self.distance = distance
    self.axis = axis
  }

  public func operation(for shape: [Int]) throws(ShapeError) -> any AugmentationOperation {
    let plane = try PlaneShape(shape, steps: axis, for: kind)
    try plane.check(distance, of: kind)
    return ShiftOperation(plane: plane, distance: distance, mirrors: false)
  }
}

/// Pads each row on all sides and cuts a row of its own size out of that, anywhere in it.
///
/// As torchvision's `RandomCrop(size, padding)` with the rows' own size. Padded with zeros it moves
/// rows as ``RandomShift`` does; mirrored, what moves in is the row itself, its edge not repeated.
public struct RandomCrop: Augmentation, Equatable {
  public static let kind = "crop"

  /// What the padding is made of.
  public enum Filling: String, CaseIterable, Sendable {
    case zeros
    case mirrored
  }

  /// The places added on each side.
  public let padding: Int
  public let filling: Filling
  public let axis: StepAxis

  public init(padding: Int, filling: Filling = .zeros, axis: StepAxis = .first) {
    precondition(padding >= 0, "a padding of \(padding)")
    self.padding = padding
    self.filling = filling
    self.axis = axis
  }

  public func operation(for shape: [Int]) throws(ShapeError) -> any AugmentationOperation {
    let plane = try PlaneShape(shape, steps: axis, for: kind)
    try plane.check(padding, of: kind)
    return ShiftOperation(plane: plane, distance: padding, mirrors: filling == .mirrored)
  }
}

struct ShiftOperation: AugmentationOperation {
  let plane: PlaneShape
  let distance: Int
  let mirrors: Bool

  var workspace: Int { plane.count }

  func apply(to batch: AugmentationBatch, memory: borrowing Arena) {
    var random = batch.random
    let choices = UInt64(2 * distance + 1)
    for index in 0..<batch.rowCount {
      let right = Int(random.below(choices)) - distance
      let down = plane.height > 1 ? Int(random.below(choices)) - distance : 0
      memory.shift(
        batch.row(index, of: plane.count), plane, down: down, right: right, mirrors: mirrors,
        aside: batch.workspace)
    }
  }
}
