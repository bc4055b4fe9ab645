/// A window that slides over images: the geometry of a convolution or a pool.
///
/// Sequences are images of height 1.
public struct Window: BitwiseCopyable, Equatable, Sendable {
  /// One axis: output o reads the padded inputs o · stride + k · dilation for k below the kernel.
  public struct Axis: BitwiseCopyable, Equatable, Sendable {
    /// Inputs, padding not counted.
    public var size: Int
    /// Inputs that one output reads; 0 in adaptive pooling, where that differs from output to output.
    public var kernel: Int
    public var stride: Int
    /// Inputs added before the first one.
    public var padding: Int
    public var dilation: Int
    public var outputs: Int

    public init(
      size: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, outputs: Int
    ) {
      self.size = size
      self.kernel = kernel
      self.stride = stride
      self.padding = padding
      self.dilation = dilation
      self.outputs = outputs
    }

    /// An axis along which nothing slides.
    public static let single = Axis(size: 1, kernel: 1, outputs: 1)

    /// Output o reads from o · size / outputs on, up to the next output's start, rounded up.
    public static func adaptive(size: Int, outputs: Int) -> Axis {
      Axis(size: size, kernel: 0, outputs: outputs)
    }
  }

  public var channels: Int
  public var vertical: Axis
  public var horizontal: Axis

  public init(channels: Int, vertical: Axis, horizontal: Axis) {
    self.channels = channels
    self.vertical = vertical
    self.horizontal = horizontal
  }

  /// Numbers of one input channel.
  public var inputPlane: Int { vertical.size * horizontal.size }
  /// Numbers of one output channel.
  public var outputPlane: Int { vertical.outputs * horizontal.outputs }
  /// Inputs that one output reads, all channels counted.
  public var reach: Int { channels * vertical.kernel * horizontal.kernel }
}
