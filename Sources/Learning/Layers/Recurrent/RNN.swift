/// The plain recurrent network: h ← tanh(W_ih x + b_ih + W_hh h + b_hh), or with max(0, ·).
///
/// Gradients through many steps shrink or grow like powers of W_hh.
///
/// Reference: Elman, "Finding Structure in Time", Cognitive Science 14 (1990); `torch.nn.RNN`.
public struct RNN: RecurrentLayer {
  public static let kind = "rnn"

  /// The function of the sums.
  public enum Activation: String, CaseIterable, Sendable {
    case tanh
    case relu
  }

  public let stack: RecurrentStack
  public let activation: Activation

  public init(_ stack: RecurrentStack) {
    self.init(stack, activation: .tanh)
  }

  public init(_ stack: RecurrentStack, activation: Activation) {
    self.stack = stack
    self.activation = activation
  }

  public var cell: RecurrentCell { activation == .tanh ? .tanh : .relu }
}
