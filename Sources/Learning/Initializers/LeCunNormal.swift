public import Tensors

/// Keeps the variance of a linear layer's outputs at that of its inputs.
///
/// Normal numbers of mean 0 and variance 1 / fan-in, not truncated.
///
/// Reference: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
public struct LeCunNormal: Initializer {
  public static let kind = "lecun-normal"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.normal(deviation: (1 / Double(tensor.fanIn)).squareRoot(), random: &random)
  }
}
