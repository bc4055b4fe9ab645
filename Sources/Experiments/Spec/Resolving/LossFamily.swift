/// What a loss takes a network's outputs for.
enum LossFamily {
  /// One score a class.
  case classes
  /// One score a class, or a single one for two; no likelihood.
  case scores
  /// One probability or logit for each of some yes-or-no questions.
  case binary
  /// One log-probability for each of the target's probabilities.
  case distribution
  /// A mean and a variance for each target.
  case density
  /// Estimates of the target.
  case distance

  static func of(_ loss: String) -> LossFamily {
    switch loss {
    case "cross-entropy", "nll": .classes
    case "focal", "hinge": .scores
    case "bce", "bce-with-logits", "bce-by-hand": .binary
    case "kl-divergence": .distribution
    case "gaussian-nll": .density
    default: .distance
    }
  }

  /// Whether runs with this loss have the metric, where their task has it.
  static func gives(_ metric: String, _ loss: String) -> Bool {
    if metric.hasSuffix(".nll") {
      return of(loss) != .distance && loss != "hinge"
    }
    return !metric.hasSuffix(".brier") || loss != "hinge"
  }
}
