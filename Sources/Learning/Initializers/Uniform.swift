public import Tensors

/// Uniform numbers between −bound and bound.
public struct Uniform: Initializer {
  public static let kind = "uniform"

  /// The largest size of a value.
  public let bound: Double

  public init(_ bound: Double) {
    precondition(bound >= 0, "a bound must not be negative, as \(bound) is")
    self.bound = bound
  }

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.uniform(bound: bound, random: &random)
  }
}
