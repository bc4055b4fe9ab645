/// Slides filters along sequences: rows [channels, length] become [filters, length].
///
///     y[o, i] = b[o] + Σ w[o, c, k] · x[c, i · stride + k · dilation − padding]
///
/// As `torch.nn.Conv1d`; weight [out, in / groups, kernel]. A table of steps × features has its
/// channels last: transpose it first. ``Conv2D`` says what the settings do.
public struct Conv1D: Layer {
  public static let kind = "conv1d"

  /// The number of filters, which is the number of channels that come out.
  public let channels: Int
  public let kernel: Int
  public let stride: Int
  public let padding: Padding<Int>
  /// The distance of the inputs that neighbouring weights meet.
  public let dilation: Int
  public let groups: Int
  public let hasBias: Bool
  public let weights: any Initializer
  public let biases: any Initializer

  /// - Parameters:
  ///   - channels: The number of filters.
  ///   - kernel: The filters' length.
  ///   - stride: How far a filter moves from one output to the next.
  ///   - padding: What is put around each sequence.
  ///   - dilation: The distance of the inputs that neighbouring weights meet.
  ///   - groups: Into how many groups both channels in and channels out are divided.
  ///   - hasBias: Whether a bias is added to each channel.
  ///   - weights: The weights' initialiser.
  ///   - biases: The biases' initialiser; without one, PyTorch's default where the weights have it
  ///     too, else zeros.
  public init(
    _ channels: Int, kernel: Int, stride: Int = 1, padding: Padding<Int> = .zeros(0),
    dilation: Int = 1, groups: Int = 1, hasBias: Bool = true,
    weights: any Initializer = PyTorchDefault(), biases: (any Initializer)? = nil
  ) {
    self.channels = channels
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.hasBias = hasBias
    self.weights = weights
    self.biases = biases ?? (weights is PyTorchDefault ? PyTorchDefault() : Zeros())
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try filters.outputShape(for: input)
  }

  public func parameters(for input: [Int]) throws(ShapeError) -> [ParameterDescription] {
    try filters.parameters(for: input)
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    try filters.operation(for: input)
  }

  private var filters: FilterBank {
    FilterBank(
      window: WindowSettings(
        kernel: kernel, stride: stride, padding: padding, dilation: dilation),
      channels: channels, groups: groups, hasBias: hasBias, weights: weights, biases: biases)
  }
}
