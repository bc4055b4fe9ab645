public import Storage

/// Why a study has no outcome.
public enum StudyError: Error, Sendable, CustomStringConvertible {
  /// An arm's rows can't be prepared: a preprocessor or a fault does not fit them.
  case data(any Error)
  /// A run can't be trained; divergence is no error.
  case training(arm: String, seed: Int, reason: String)
  case cannotWrite(FileError)
  /// The study was stopped; what is finished is stored.
  case interrupted(finished: Int, total: Int)
  case cancelled

  public var description: String {
    switch self {
    case .data(let error): "\(error)"
    case .training(let arm, let seed, let reason): "arm \"\(arm)\", seed \(seed): \(reason)"
    case .cannotWrite(let error): error.description
    case .interrupted(let finished, let total):
      "stopped; \(finished) of \(total) runs are finished and kept"
    case .cancelled: "stopped"
    }
  }
}
