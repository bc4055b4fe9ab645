public import Tensors

/// x Φ(x), Φ being the distribution function of the standard normal.
///
/// Reference: Hendrycks and Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.
public struct GELU: ActivationLayer {
  public static let kind = "gelu"

  /// How Φ is computed.
  public enum Form: String, CaseIterable, Sendable {
    /// By the error function.
    case exact = "none"
    /// By the paper's formula with tanh, up to 4.7e-4 away from the exact form.
    case tanh
  }

  public let form: Form

  public init(form: Form = .exact) {
    self.form = form
  }

  public var activation: Activation {
    switch form {
    case .exact: .gelu
    case .tanh: .geluTanh
    }
  }
}
