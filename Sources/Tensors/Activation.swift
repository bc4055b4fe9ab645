/// A function applied to each number on its own, with PyTorch's formulas.
public enum Activation: BitwiseCopyable, Equatable, Sendable {
  case identity
  /// max(0, x); NaN stays NaN.
  case relu
  /// x where positive, else slope · x.
  case leakyReLU(slope: Scalar)
  /// x where positive, else alpha (eˣ − 1).
  case elu(alpha: Scalar)
  /// x Φ(x) with the normal distribution's exact Φ.
  case gelu
  /// x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2.
  case geluTanh
  /// x σ(x).
  case silu
  /// ln(1 + e^(βx)) / β; x itself where βx exceeds the threshold.
  case softplus(beta: Scalar, threshold: Scalar)
  case tanh
  case sigmoid
}
