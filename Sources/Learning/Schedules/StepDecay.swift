internal import Glibc

/// base · factor^⌊epoch / every⌋, as `StepLR`.
public struct StepDecay: Schedule {
  public static let kind = "step"

  /// Epochs between reductions.
  public let every: Int
  /// What the rate is multiplied by.
  public let factor: Double

  public init(every: Int, factor: Double = 0.1) {
    precondition(every > 0, "every must be positive, not \(every)")
    precondition(factor >= 0, "factor must not be negative, as \(factor) is")
    self.every = every
    self.factor = factor
  }

  public var fallsInSteps: Bool { true }

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    base * pow(factor, Double(time.epoch / every))
  }
}
