/// Lowers the rate when a loss has stopped falling, as `ReduceLROnPlateau`.
///
/// An epoch is better when its loss is below best · (1 − threshold). After more than `patience` epochs
/// without a better one the rate is multiplied by `factor`. NaN is never better.
public struct ReduceOnPlateau: Schedule {
  public static let kind = "reduce-on-plateau"

  public let factor: Double
  /// Epochs without improvement that are put up with.
  public let patience: Int
  /// The smallest relative improvement that counts.
  public let threshold: Double
  /// Epochs after a reduction during which none are counted.
  public let cooldown: Int
  /// The lowest rate.
  public let minimum: Double
  public let monitor: MonitoredLoss

  public init(
    factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4, cooldown: Int = 0,
    minimum: Double = 0, monitor: MonitoredLoss = .validation
  ) {
    precondition((0..<1).contains(factor), "factor must be in 0..<1, not \(factor)")
    precondition(patience >= 0, "patience must not be negative, as \(patience) is")
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.minimum = minimum
    self.monitor = monitor
  }

  public var fallsInSteps: Bool { true }

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    state.rate ?? base
  }

  public func observe(_ evaluation: EpochEvaluation, state: inout ScheduleState) {
    let value = monitor.value(in: evaluation)
    if value < state.best * (1 - threshold) || (state.best == .infinity && value < .infinity) {
      state.best = value
      state.badEpochs = 0
    } else {
      state.badEpochs += 1
    }
    if state.cooldown > 0 {
      state.cooldown -= 1
      state.badEpochs = 0
    }
    guard state.badEpochs > patience else { return }
    state.cooldown = cooldown
    state.badEpochs = 0
    let reduced = max(evaluation.rate * factor, minimum)
    // PyTorch leaves rates alone that differ by less than 1e-8.
    if evaluation.rate - reduced > 1e-8 { state.rate = reduced }
  }
}
