public import Tensors

/// Keeps the variance of activations through ReLU layers.
///
/// Uniform numbers of mean 0 and variance 2 / fan-in, so the bound is √3 times the deviation.
///
/// Reference: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", ICCV 2015.
public struct HeUniform: Initializer {
  public static let kind = "he-uniform"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.uniform(bound: (6 / Double(tensor.fanIn)).squareRoot(), random: &random)
  }
}
