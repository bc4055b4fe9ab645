internal import Glibc

/// base · factor^(milestones passed), as `MultiStepLR`.
public struct MultiStepDecay: Schedule {
  public static let kind = "multi-step"

  /// The epochs at which the rate changes.
  public let milestones: [Int]
  /// What the rate is multiplied by at each.
  public let factor: Double

  public init(milestones: [Int], factor: Double = 0.1) {
    precondition(factor >= 0, "factor must not be negative, as \(factor) is")
    self.milestones = milestones
    self.factor = factor
  }

  public var fallsInSteps: Bool { true }

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    base * pow(factor, Double(milestones.count { $0 <= time.epoch }))
  }
}
