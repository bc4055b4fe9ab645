/// Takes the largest number of each window, channel by channel, of sequences [channels, length].
///
/// NaN counts as the largest; the gradient goes to the first of equals. Padding adds nothing that could
/// be chosen. As `torch.nn.MaxPool1d`.
public struct MaxPool1D: Layer {
  public static let kind = "max-pool1d"

  public let kernel: Int
  public let stride: Int
  public let padding: Int
  public let dilation: Int

  /// Windows stand side by side where no stride is given.
  public init(
    kernel: Int, stride: Int? = nil, padding: Int = 0, dilation: Int = 1
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
