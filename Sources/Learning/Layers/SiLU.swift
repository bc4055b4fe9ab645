public import Tensors

/// x σ(x), also known as swish.
///
/// Reference: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function
/// approximation in reinforcement learning", Neural Networks 107 (2018).
public struct SiLU: ActivationLayer {
  public static let kind = "silu"

  public init() {}

  public var activation: Activation { .silu }
}
