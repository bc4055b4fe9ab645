/// Slides filters over images: rows [channels, height, width] become [filters, height, width].
///
///     y[o, i, j] = b[o] + Σ w[o, c, k, l] · x[c, i·stride + k·dilation − padding, j·… + l·… − …]
///
/// This is the cross-correlation that is called convolution in `torch.nn.Conv2d`, whose defaults and
/// tensors these are: weight [out, in / groups, height, width]. Each group of output channels sees its
/// own group of input channels. An output side is
/// ⌊(size + padding − dilation · (kernel − 1) − 1) / stride⌋ + 1.
///
/// Reference: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
/// recognition", Proceedings of the IEEE 86 (1998).
public struct Conv2D: Layer {
  public static let kind = "conv2d"

  /// The number of filters, which is the number of channels that come out.
  public let channels: Int
  public let kernel: Extent2D
  public let stride: Extent2D
  public let padding: Padding<Extent2D>
  /// The distance of the inputs that neighbouring weights meet.
  public let dilation: Extent2D
  public let groups: Int
  public let hasBias: Bool
  public let weights: any Initializer
  public let biases: any Initializer

  /// - Parameters:
  ///   - channels: The number of filters.
  ///   - kernel: The filters' height and width.
  ///   - stride: How far a filter moves from one output to the next.
  ///   - padding: What is put around each image.
  ///   - dilation: The distance of the inputs that neighbouring weights meet.
  ///   - groups: Into how many groups both channels in and channels out are divided.
  ///   - hasBias: Whether a bias is added to each channel.
  ///   - weights: The weights' initialiser.
  ///   - biases: The biases' initialiser; without one, PyTorch's default where the weights have it
  ///     too, else zeros.
  public init(
    _ channels: Int, kernel: Extent2D, stride: Extent2D = 1,
    padding: Padding<Extent2D> = .zeros(0), dilation: Extent2D = 1, groups: Int = 1,
    hasBias: Bool = true, weights: any Initializer = PyTorchDefault(),
    biases: (any Initializer)? = nil
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
