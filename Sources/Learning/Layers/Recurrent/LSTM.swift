/// Long short-term memory: a cell state that gates add to and let through.
///
///     i, f, o = σ(W_ih x + b_ih + W_hh h + b_hh)      g = tanh(the same, of its own rows)
///     c ← f ⊙ c + i ⊙ g      h ← o ⊙ tanh c
///
/// The rows of weights and biases stand in the order i, f, g, o.
///
/// Reference: Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), with
/// the forget gate of Gers, Schmidhuber and Cummins (2000); `torch.nn.LSTM`.
public struct LSTM: RecurrentLayer {
  public static let kind = "lstm"

  public let stack: RecurrentStack

  public init(_ stack: RecurrentStack) {
    self.stack = stack
  }

  public var cell: RecurrentCell { .lstm }
}
