public import Tensors

/// x where positive, else slope · x: never quite dead.
///
/// Reference: Maas, Hannun and Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models",
/// ICML 2013.
public struct LeakyReLU: ActivationLayer {
  public static let kind = "leaky-relu"

  /// The slope for negative inputs.
  public let slope: Scalar

  public init(slope: Scalar = 0.01) {
    precondition(slope.isFinite, "slope must be finite, not \(slope)")
    self.slope = slope
  }

  public var activation: Activation { .leakyReLU(slope: slope) }
}
