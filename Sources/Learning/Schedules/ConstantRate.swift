/// The base rate throughout.
public struct ConstantRate: Schedule {
  public static let kind = "constant"

  public init() {}

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    base
  }
}
