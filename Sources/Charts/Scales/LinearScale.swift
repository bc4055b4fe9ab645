/// Equal differences take equal room.
public struct LinearScale: Scale, Equatable {
  public let domain: ClosedRange<Double>
  /// Whether ticks stand at whole numbers only: for counts and epochs.
  public let hasWholeTicks: Bool

  /// A scale over a finite domain; one of no width is widened to both sides.
  public init(_ domain: ClosedRange<Double>, hasWholeTicks: Bool = false) {
    precondition(
      domain.lowerBound.isFinite && domain.upperBound.isFinite, "\(domain) is not finite")
    self.domain = domain.widenedIfEmpty
    self.hasWholeTicks = hasWholeTicks
  }

  public func unit(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    // Halves keep the width of ±1e308 finite.
    let width = domain.upperBound / 2 - domain.lowerBound / 2
    return (value / 2 - domain.lowerBound / 2) / width
  }

  public func value(at unit: Double) -> Double {
    domain.lowerBound * (1 - unit) + domain.upperBound * unit
  }

  public func ticks(in room: TickRoom) -> Ticks {
    let ticks = TickSearch(
      domain: domain, wantedCount: room.wantedCount, isWhole: hasWholeTicks, room: room, scale: self
    ).ticks()
    // A domain about one wide has no two whole numbers for the search to choose among.
    guard hasWholeTicks, ticks.values.isEmpty, domain.upperBound - domain.lowerBound < 4 else {
      return ticks
    }
    let first = Int(domain.lowerBound.rounded(.up))
    let last = Int(domain.upperBound.rounded(.down))
    let whole = first <= last ? Array(first...last) : []
    return Ticks(
      values: whole.map(Double.init), labels: TickLabels.decimals(whole, exponent: 0))
  }
}

extension ClosedRange<Double> {
  /// The range itself, or one around its only value: a tenth of it to both sides, 1 around zero.
  var widenedIfEmpty: ClosedRange<Double> {
    guard lowerBound == upperBound else { return self }
    let half = lowerBound == 0 ? 1 : lowerBound.magnitude / 10
    return (lowerBound - half)...(upperBound + half)
  }
}
