/// Takes the mean of each window, channel by channel, of images [channels, height, width].
///
/// As `torch.nn.AvgPool2d`: the zeros of the padding count as numbers unless that is turned off.
public struct AveragePool2D: Layer {
  public static let kind = "average-pool2d"

  public let kernel: Extent2D
  public let stride: Extent2D
  public let padding: Extent2D
  /// Whether the mean is over the padding's zeros too.
  public let countsPadding: Bool

  /// Windows stand side by side where no stride is given.
  public init(
    kernel: Extent2D, stride: Extent2D? = nil, padding: Extent2D = 0, countsPadding: Bool = true
  ) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
    self.countsPadding = countsPadding
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try pooling.outputShape(for: input)
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    try pooling.operation(for: input)
  }

  private var pooling: WindowPooling {
    WindowPooling(
      window: WindowSettings(
        kernel: kernel, stride: stride, padding: .zeros(padding), dilation: 1),
      rule: .average(countsPadding: countsPadding))
  }
}
