public import Tensors

/// A random change to training rows that leaves what they stand for.
///
/// Rows are changed anew in each batch, after they are copied from the data; rows that are evaluated
/// never are. Each augmentation draws from a stream of its own name and the step, so that it is the
/// same in every arm with that seed.
public protocol Augmentation: Sendable {
  /// The kind's name in a spec: "cutout".
  static var kind: String { get }

  /// The change to rows of this shape, or why they can't be changed so.
  func operation(for shape: [Int]) throws(ShapeError) -> any AugmentationOperation
}

extension Augmentation {
  public var kind: String { Self.kind }
}

/// An augmentation of rows of one shape: what a step needs of it.
///
/// A plain struct that allocates nothing.
public protocol AugmentationOperation: BitwiseCopyable, Sendable {
  /// How many numbers it needs aside, whatever the number of rows.
  var workspace: Int { get }

  /// Changes the rows of a batch in place.
  func apply(to batch: AugmentationBatch, memory: borrowing Arena)
}

extension AugmentationOperation {
  public var workspace: Int { 0 }
}

/// The rows of one batch, and where an augmentation's random numbers come from.
public struct AugmentationBatch: BitwiseCopyable, Sendable {
  /// rows × rowSize numbers.
  public var rows: Region
  public var rowCount: Int
  public var workspace: Region
  public var stream: Philox.Key
  /// Batches drawn before this one.
  public var step: UInt64

  public init(
    rows: Region, rowCount: Int, workspace: Region = .empty, stream: Philox.Key, step: UInt64
  ) {
    self.rows = rows
    self.rowCount = rowCount
    self.workspace = workspace
    self.stream = stream
    self.step = step
  }

  /// The random numbers of this batch.
  var random: Philox { Philox(key: stream, step: step) }

  /// One row of the batch.
  func row(_ index: Int, of size: Int) -> Region { rows.part(index * size, size) }
}

/// Along which axis a row of two axes has its steps.
///
/// Rows of three axes are images, [channels, height, width], and need no such choice.
public enum StepAxis: String, CaseIterable, Sendable {
  /// [steps, features]
  case first
  /// [channels, steps]
  case last
}

extension PlaneShape {
  /// The plane of rows that an augmentation called `kind` moves or cuts in.
  init(_ shape: [Int], steps axis: StepAxis, for kind: String) throws(ShapeError) {
    switch (shape.count, axis) {
    case (3, _): self.init(outer: shape[0], height: shape[1], width: shape[2], inner: 1)
    case (2, .first): self.init(outer: 1, height: 1, width: shape[0], inner: shape[1])
    case (2, .last): self.init(outer: shape[0], height: 1, width: shape[1], inner: 1)
    default:
      throw ShapeError(
        layer: nil,
        .unfitting(
          shape: shape,
          expected: "[channels, height, width] or [steps, features] for \"\(kind)\""))
    }
  }

  /// Refuses a distance that no place of the row could keep.
  func check(_ distance: Int, of setting: String) throws(ShapeError) {
    guard distance >= height && height > 1 || distance >= width else { return }
    throw ShapeError(
      layer: nil,
      .outOfRange(
        setting: setting, value: "\(distance)",
        expected: "less than \(height > 1 ? "\(min(height, width)), the smaller" : "\(width), the")"
          + " extent of a row"))
  }
}
