public import Tensors

/// σ(x) = 1 / (1 + e⁻ˣ).
public struct Sigmoid: ActivationLayer {
  public static let kind = "sigmoid"

  public init() {}

  public var activation: Activation { .sigmoid }
}
