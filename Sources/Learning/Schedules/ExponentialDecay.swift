internal import Glibc

/// base · factor^epoch, as `ExponentialLR`.
public struct ExponentialDecay: Schedule {
  public static let kind = "exponential"

  /// What the rate is multiplied by after each epoch.
  public let factor: Double

  public init(factor: Double) {
    precondition(factor >= 0, "factor must not be negative, as \(factor) is")
    self.factor = factor
  }

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    base * pow(factor, Double(time.epoch))
  }
}
