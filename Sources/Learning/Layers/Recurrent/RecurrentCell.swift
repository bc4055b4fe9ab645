/// What happens in one step of a recurrent layer.
public enum RecurrentCell: BitwiseCopyable, Equatable, Sendable {
  case tanh
  case relu
  case lstm
  case gru

  /// Sums of inputs and states that one unit needs.
  var gates: Int {
    switch self {
    case .tanh, .relu: 1
    case .lstm: 4
    case .gru: 3
    }
  }

  /// Numbers beside gates and state that one unit keeps of each step for the way back.
  ///
  /// An LSTM's cell state and its tanh; of a GRU what the reset gate multiplies.
  var kept: Int {
    switch self {
    case .tanh, .relu: 0
    case .lstm: 2
    case .gru: 1
    }
  }

  /// Whether inputs and states are summed apart, as a gate stands between them.
  var keepsProductsApart: Bool { self == .gru }
}
