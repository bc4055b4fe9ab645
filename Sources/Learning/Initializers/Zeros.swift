public import Tensors

/// All zero: fit for biases; in weights it keeps the units of a layer alike for ever.
public struct Zeros: Initializer {
  public static let kind = "zeros"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    [Scalar](repeating: 0, count: tensor.count)
  }
}
