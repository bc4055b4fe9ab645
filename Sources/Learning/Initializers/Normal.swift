public import Tensors

/// Normal numbers of a given standard deviation around 0.
public struct Normal: Initializer {
  public static let kind = "normal"

  /// The standard deviation.
  public let deviation: Double

  public init(_ deviation: Double) {
    precondition(deviation >= 0, "a deviation must not be negative, as \(deviation) is")
    self.deviation = deviation
  }

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    tensor.normal(deviation: deviation, random: &random)
  }
}
