public import Tensors

/// Keeps the variance of a linear layer's outputs at that of its inputs.
///
/// Uniform numbers of mean 0 and variance 1 / fan-in, so the bound is √3 times the deviation.
///
/// Reference: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
public struct LeCunUniform: Initializer {
  public static let kind = "lecun-uniform"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.uniform(bound: (3 / Double(tensor.fanIn)).squareRoot(), random: &random)
  }
}
