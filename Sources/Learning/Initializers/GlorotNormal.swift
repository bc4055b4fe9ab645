public import Tensors

/// Keeps variances equal forward and backward through linear layers.
///
/// Normal numbers of mean 0 and variance 2 / (fan-in + fan-out), not truncated.
///
/// Reference: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", AISTATS 2010.
public struct GlorotNormal: Initializer {
  public static let kind = "glorot-normal"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.normal(
      deviation: (2 / Double(tensor.fanIn + tensor.fanOut)).squareRoot(), random: &random)
  }
}
