/// A matrix inside a region whose rows may lie further apart than they are long.
public struct MatrixPart: BitwiseCopyable, Sendable {
  public var region: Region
  /// Where in the region the first number lies.
  public var offset: Int
  /// How many numbers after a row's start the next row starts.
  public var stride: Int
  /// Whether products take the transposed matrix.
  public var isTransposed: Bool

  public init(_ region: Region, offset: Int = 0, stride: Int, isTransposed: Bool = false) {
    self.region = region
    self.offset = offset
    self.stride = stride
    self.isTransposed = isTransposed
  }
}
