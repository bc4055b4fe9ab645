/// Takes the largest number of each of as many windows as the output is to have, of sequences [channels, length].
///
/// Window o of n reads from ⌊o · size / n⌋ up to ⌈(o + 1) · size / n⌉, so neighbours may overlap. As
/// `torch.nn.AdaptiveMaxPool1d`.
public struct AdaptiveMaxPool1D: Layer {
  public static let kind = "adaptive-max-pool1d"

  /// The output's length.
  public let size: Int

  public init(_ size: Int) {
    self.size = size
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try pooling.outputShape(for: input)
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    try pooling.operation(for: input)
  }

  private var pooling: AdaptivePooling {
    AdaptivePooling(dimensions: 1, size: Extent2D(1, size), rule: .maximum)
  }
}
