/// What early stopping remembers of the epochs.
struct StoppingState {
  private let settings: EarlyStopping?
  private var best = Double.infinity
  private var badEpochs = 0
  /// The epoch of the lowest loss; 0 before there was one.
  private(set) var bestEpoch = 0

  init(_ settings: EarlyStopping?) {
    self.settings = settings
  }

  var restoresBest: Bool { settings?.restoresBest ?? false }

  /// Takes note of an epoch; nil where nothing watches.
  mutating func observe(_ evaluation: EpochEvaluation) -> (isBest: Bool, stops: Bool)? {
    guard let settings else { return nil }
    let loss = settings.monitor.value(in: evaluation)
    if loss < best - settings.minimumDelta || (best == .infinity && loss < .infinity) {
      best = loss
      bestEpoch = evaluation.epoch
      badEpochs = 0
      return (true, false)
    }
    badEpochs += 1
    return (false, badEpochs >= settings.patience)
  }
}
