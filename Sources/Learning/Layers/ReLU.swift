public import Tensors

/// max(0, x).
///
/// The derivative at 0 is 0.
public struct ReLU: ActivationLayer {
  public static let kind = "relu"

  public init() {}

  public var activation: Activation { .relu }
}
