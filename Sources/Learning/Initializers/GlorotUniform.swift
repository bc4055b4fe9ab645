public import Tensors

/// Keeps variances equal forward and backward through linear layers.
///
/// Uniform numbers of mean 0 and variance 2 / (fan-in + fan-out), so the bound is √3 times the deviation.
///
/// Reference: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", AISTATS 2010.
public struct GlorotUniform: Initializer {
  public static let kind = "glorot-uniform"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.uniform(bound: (6 / Double(tensor.fanIn + tensor.fanOut)).squareRoot(), random: &random)
  }
}
