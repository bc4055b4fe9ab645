public import Tensors

/// What `torch.nn.Linear` starts from: uniform within ±1/√fan-in, weights and biases alike.
///
/// PyTorch writes the weights' rule as Kaiming-uniform with a = √5, which comes to the same bound.
public struct PyTorchDefault: Initializer {
  public static let kind = "pytorch"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.uniform(bound: (1 / Double(tensor.fanIn)).squareRoot(), random: &random)
  }
}
