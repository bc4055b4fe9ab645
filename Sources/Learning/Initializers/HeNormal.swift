public import Tensors

/// Keeps the variance of activations through ReLU layers.
///
/// Normal numbers of mean 0 and variance 2 / fan-in, not truncated.
///
/// Reference: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", ICCV 2015.
public struct HeNormal: Initializer {
  public static let kind = "he-normal"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.normal(deviation: (2 / Double(tensor.fanIn)).squareRoot(), random: &random)
  }
}
