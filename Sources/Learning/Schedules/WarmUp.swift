/// A linear rise to the base rate, then another schedule that counts from there.
///
/// As `SequentialLR` of `LinearLR(start_factor)` and the other.
public struct WarmUp: Schedule {
  public static let kind = "warm-up"

  /// How long the rise takes.
  public enum Length: Equatable, Sendable {
    /// The rate changes between epochs.
    case epochs(Int)
    /// The rate changes with every update.
    case steps(Int)
  }

  public let length: Length
  /// The first rate, as a share of the base.
  public let startFactor: Double
  public let following: any Schedule

  public init(
    _ length: Length, startFactor: Double = 1.0 / 3, following: any Schedule = ConstantRate()
  ) {
    precondition(startFactor >= 0, "startFactor must not be negative, as \(startFactor) is")
    if case .epochs(let epochs) = length {
      precondition((0...1_000_000_000).contains(epochs), "\(epochs) epochs are out of range")
    }
    self.length = length
    self.startFactor = startFactor
    self.following = following
  }

  public var fallsInSteps: Bool { following.fallsInSteps }

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    let (done, whole) =
      switch length {
      case .epochs(let epochs): (time.epoch, epochs)
      case .steps(let steps): (time.step, steps)
      }
    guard done >= whole else {
      return base * (startFactor + (1 - startFactor) * Double(done) / Double(whole))
    }
    var later = time
    switch length {
    case .epochs(let epochs):
      later.epoch -= epochs
      later.epochs -= epochs
      later.step -= epochs * time.stepsPerEpoch
    case .steps(let steps):
      later.step -= steps
      later.epoch = later.step / max(1, time.stepsPerEpoch)
    }
    return following.rate(base: base, at: later, given: state)
  }

  public func observe(_ evaluation: EpochEvaluation, state: inout ScheduleState) {
    if case .epochs(let epochs) = length, evaluation.epoch <= epochs { return }
    following.observe(evaluation, state: &state)
  }
}
