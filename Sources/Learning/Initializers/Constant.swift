public import Tensors

/// One value for all.
public struct Constant: Initializer {
  public static let kind = "constant"

  /// The value of every element.
  public let value: Double

  public init(_ value: Double) {
    self.value = value
  }

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    [Scalar](repeating: Scalar(value), count: tensor.count)
  }
}
