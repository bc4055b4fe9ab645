/// Takes the mean of each window, channel by channel, of sequences [channels, length].
///
/// As `torch.nn.AvgPool1d`: the zeros of the padding count as numbers unless that is turned off.
public struct AveragePool1D: Layer {
  public static let kind = "average-pool1d"

  public let kernel: Int
  public let stride: Int
  public let padding: Int
  /// Whether the mean is over the padding's zeros too.
  public let countsPadding: Bool

  /// Windows stand side by side where no stride is given.
  public init(
    kernel: Int, stride: Int? = nil, padding: Int = 0, countsPadding: Bool = true
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
