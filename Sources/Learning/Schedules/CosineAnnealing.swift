internal import Glibc

/// Half a cosine from the base rate down to a minimum, as `CosineAnnealingLR`.
///
///     minimum + (base − minimum)(1 + cos(π epoch / epochs)) / 2
///
/// Past its last epoch it rises again.
///
/// Reference: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR
/// 2017, without the restarts.
public struct CosineAnnealing: Schedule {
  public static let kind = "cosine"

  /// The epoch at which the minimum is reached.
  public let epochs: Int
  /// The lowest rate.
  public let minimum: Double

  public init(epochs: Int, minimum: Double = 0) {
    precondition(epochs > 0, "epochs must be positive, not \(epochs)")
    self.epochs = epochs
    self.minimum = minimum
  }

  public func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double {
    let phase = Double.pi * Double(time.epoch) / Double(epochs)
    return minimum + (base - minimum) * (1 + cos(phase)) / 2
  }
}
