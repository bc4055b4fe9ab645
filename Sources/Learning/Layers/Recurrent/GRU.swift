/// The gated recurrent unit: a state that a gate mixes with a fresh one.
///
///     r, z = σ(W_ih x + b_ih + W_hh h + b_hh)
///     n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn))
///     h ← (1 − z) ⊙ n + z ⊙ h
///
/// The reset gate r acts after the product with the state, as in PyTorch and cuDNN, not before it as
/// in the paper's first version. The rows of weights and biases stand in the order r, z, n.
///
/// Reference: Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder", EMNLP 2014;
/// `torch.nn.GRU`.
public struct GRU: RecurrentLayer {
  public static let kind = "gru"

  public let stack: RecurrentStack

  public init(_ stack: RecurrentStack) {
    self.stack = stack
  }

  public var cell: RecurrentCell { .gru }
}
