internal import Glibc

/// One rise to the highest rate and one fall far below the start, changing with every update.
///
/// With PyTorch's meanings: starts at maximum / startDivisor, reaches the maximum after a share
/// `rise` of all updates, ends at start / endDivisor. The base rate has no part in it, and momentum is
/// left alone (`OneCycleLR(cycle_momentum=False)`).
///
/// Reference: Smith and Topin, "Super-Convergence", 2017.
public struct OneCycle: Schedule {
  public static let kind = "one-cycle"

  /// The curve of rise and fall.
  public enum Curve: String, CaseIterable, Sendable {
    case cosine = "cos"
    case linear
  }

  public let maximum: Double
  /// The share of all updates that the rise takes.
  public let rise: Double
  public let startDivisor: Double
  public let endDivisor: Double
  public let curve: Curve

  public init(
    maximum: Double, rise: Double = 0.3, startDivisor: Double = 25, endDivisor: Double = 1e4,
    curve: Curve = .cosine
  ) {
    precondition(maximum > 0, "maximum must be positive, not \(maximum)")
    precondition((0...1).contains(rise), "rise must be in 0...1, not \(rise)")
    precondition(startDivisor > 0 && endDivisor > 0, "divisors must be positive")
    self.maximum = maximum
    self.rise = rise
    self.startDivisor = startDivisor
    self.endDivisor = endDivisor
    self.curve = curve
  }

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    let total = max(1, Double(time.epochs) * Double(time.stepsPerEpoch))
    let (start, step) = (maximum / startDivisor, Double(time.step))
    let top = rise * total - 1
    if step <= top {
      return blend(from: start, to: maximum, share: top > 0 ? step / top : 1)
    }
    let length = total - 1 - top
    let share = length > 0 ? min(1, (step - top) / length) : 1
    return blend(from: maximum, to: start / endDivisor, share: share)
  }

  private func blend(from start: Double, to end: Double, share: Double) -> Double {
    switch curve {
    case .cosine: end + (start - end) / 2 * (1 + cos(.pi * share))
    case .linear: start + (end - start) * share
    }
  }
}
