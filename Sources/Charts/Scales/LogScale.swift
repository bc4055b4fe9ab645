/// Equal ratios take equal room.
public struct LogScale: Scale, Equatable {
  public let domain: ClosedRange<Double>
  private let lower: Double
  private let upper: Double

  /// A scale over a positive, finite domain; one of no width is widened to both sides.
  public init(_ domain: ClosedRange<Double>) {
    precondition(
      domain.lowerBound > 0 && domain.upperBound.isFinite, "\(domain) is not positive and finite")
    self.domain = domain.widenedIfEmpty
    (lower, upper) = (log10(self.domain.lowerBound), log10(self.domain.upperBound))
  }

  public var infimum: Double { 0 }

  public func unit(_ value: Double) -> Double? {
    guard value > 0, value.isFinite else { return nil }
    return (log10(value) - lower) / (upper - lower)
  }

  public func value(at unit: Double) -> Double { exp10(lower + (upper - lower) * unit) }

  /// Decades with minor ticks, halves of decades where there is room, or round numbers where the
  /// domain is less than a decade wide.
  public func ticks(in room: TickRoom) -> Ticks {
    DecadeTicks(lower: lower, upper: upper, room: room, scale: self).ticks()
  }
}
