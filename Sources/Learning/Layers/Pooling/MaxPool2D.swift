/// Takes the largest number of each window, channel by channel, of images [channels, height, width].
///
/// NaN counts as the largest; the gradient goes to the first of equals. Padding adds nothing that could
/// be chosen. As `torch.nn.MaxPool2d`.
public struct MaxPool2D: Layer {
  public static let kind = "max-pool2d"

  public let kernel: Extent2D
  public let stride: Extent2D
  public let padding: Extent2D
  public let dilation: Extent2D

  /// Windows stand side by side where no stride is given.
  public init(
    kernel: Extent2D, stride: Extent2D? = nil, padding: Extent2D = 0, dilation: Extent2D = 1
  ) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
    self.dilation = dilation
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
        kernel: kernel, stride: stride, padding: .zeros(padding), dilation: dilation),
      rule: .maximum)
  }
}
