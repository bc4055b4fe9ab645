public import Tensors

/// Passes its input on: a place for a name, or the control of an experiment.
public struct Identity: ActivationLayer {
  public static let kind = "identity"

  public init() {}

  public var activation: Activation { .identity }
}
