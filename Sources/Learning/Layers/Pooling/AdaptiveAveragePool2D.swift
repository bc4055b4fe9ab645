/// Takes the mean of each of as many windows as the output is to have, of images [channels, height, width].
///
/// Window o of n reads from ⌊o · size / n⌋ up to ⌈(o + 1) · size / n⌉, so neighbours may overlap. As
/// `torch.nn.AdaptiveAvgPool2d`.
public struct AdaptiveAveragePool2D: Layer {
  public static let kind = "adaptive-average-pool2d"

  /// The output's height and width.
  public let size: Extent2D

  public init(_ size: Extent2D) {
    self.size = size
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try pooling.outputShape(for: input)
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    try pooling.operation(for: input)
  }

  private var pooling: AdaptivePooling {
    AdaptivePooling(dimensions: 2, size: size, rule: .average(countsPadding: false))
  }
}
