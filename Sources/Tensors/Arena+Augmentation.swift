#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// How the numbers of a row lie in the plane: `outer` planes of `height` × `width` places, each of
/// `inner` numbers.
///
/// [channels, height, width] has one number a place, [steps, features] is one line of steps.
public struct PlaneShape: BitwiseCopyable, Equatable, Sendable {
  public let outer: Int
  public let height: Int
  public let width: Int
  public let inner: Int

  public init(outer: Int, height: Int, width: Int, inner: Int) {
    precondition(outer > 0 && height > 0 && width > 0 && inner > 0, "extents must be positive")
    self.outer = outer
    self.height = height
    self.width = width
    self.inner = inner
  }

  public var count: Int { outer * height * width * inner }
}

extension Arena {
  /// Adds normal noise of this standard deviation, from the stream's step.
  ///
  /// Made of 32-bit words, two from each of the stream's numbers, the lower half first; the tails
  /// end at 5.3 standard deviations.
  public func addNormalNoise(
    to region: Region, deviation: Scalar, key: Philox.Key, step: UInt64
  ) {
    unsafe lr_add_normal(start(region), region.count, deviation, key.low, key.high, step)
  }

  /// Moves a row down and to the right; what moves in is 0, or the row mirrored at its edge.
  ///
  /// `aside` holds a copy of the row on the way. Mirrored, no distance may reach the extent.
  public func shift(
    _ row: Region, _ shape: PlaneShape, down: Int, right: Int, mirrors: Bool, aside: Region
  ) {
    precondition(row.count == shape.count, "a row of \(row.count) in a plane of \(shape.count)")
    precondition(
      !mirrors || (abs(down) < shape.height && abs(right) < shape.width),
      "a mirrored row moves by less than its extent")
    copy(row, to: aside.first(row.count))
    unsafe lr_shift(
      start(aside), start(row), shape.outer, shape.height, shape.width, shape.inner, down, right,
      mirrors ? 1 : 0)
  }

  /// Mirrors a row left to right.
  public func flipHorizontally(_ row: Region, _ shape: PlaneShape) {
    unsafe lr_flip_horizontal(
      start(row, atLeast: shape.count), shape.outer, shape.height, shape.width, shape.inner)
  }

  /// Mirrors a row top to bottom.
  public func flipVertically(_ row: Region, _ shape: PlaneShape) {
    unsafe lr_flip_vertical(
      start(row, atLeast: shape.count), shape.outer, shape.height, shape.width, shape.inner)
  }

  /// Sets a box of every plane of a row to 0.
  public func clear(_ row: Region, _ shape: PlaneShape, rows: Range<Int>, columns: Range<Int>) {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= shape.height && columns.lowerBound >= 0
        && columns.upperBound <= shape.width, "a box lies outside its row")
    unsafe lr_clear_box(
      start(row, atLeast: shape.count), shape.outer, shape.height, shape.width, shape.inner,
      rows.lowerBound, rows.upperBound, columns.lowerBound, columns.upperBound)
  }

  /// share · region + (1 − share) · other, in place.
  public func mix(_ region: Region, with other: Region, share: Scalar) {
    unsafe lr_mix(start(other, atLeast: region.count), start(region), region.count, share)
  }
}
