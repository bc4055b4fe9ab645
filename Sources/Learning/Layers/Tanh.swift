public import Tensors

/// The hyperbolic tangent.
public struct Tanh: ActivationLayer {
  public static let kind = "tanh"

  public init() {}

  public var activation: Activation { .tanh }
}
