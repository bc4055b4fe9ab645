/// A log scale to both sides of zero, linear near it.
///
/// Places v at sign(v) log10(1 + |v| / threshold): invertible, smooth, and zero has a place.
///
/// Reference: Webber, "A bi-symmetric log transformation for wide-range data", 2013.
public struct SymmetricLogScale: Scale, Equatable {
  public let domain: ClosedRange<Double>
  /// The size below which values stand about linearly.
  public let threshold: Double
  private let lower: Double
  private let upper: Double

  public init(_ domain: ClosedRange<Double>, threshold: Double) {
    precondition(
      domain.lowerBound.isFinite && domain.upperBound.isFinite, "\(domain) is not finite")
    precondition(
      threshold > 0 && threshold.isFinite, "threshold must be positive, not \(threshold)")
    self.domain = domain.widenedIfEmpty
    self.threshold = threshold
    lower = Self.transformed(self.domain.lowerBound, threshold)
    upper = Self.transformed(self.domain.upperBound, threshold)
  }

  private static func transformed(_ value: Double, _ threshold: Double) -> Double {
    let size = log10(1 + value.magnitude / threshold)
    return value < 0 ? -size : size
  }

  public func unit(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    return (Self.transformed(value, threshold) - lower) / (upper - lower)
  }

  public func value(at unit: Double) -> Double {
    let place = lower + (upper - lower) * unit
    let size = threshold * (exp10(place.magnitude) - 1)
    return place < 0 ? -size : size
  }

  /// Zero and decades to both sides, thinned until their labels fit, with minor ticks between.
  public func ticks(in room: TickRoom) -> Ticks {
    let largest = max(domain.lowerBound.magnitude, domain.upperBound.magnitude)
    let first = Int(log10(threshold).rounded(.up))
    let last = max(first, Int(log10(largest).rounded(.down)))
    // Decades next to zero stand closest: they go first, then every other one.
    let choices = (1...max(1, last - first)).flatMap { step in
      (first...min(first + 2, last)).map { (start: $0, step: step) }
    }
    for choice in choices {
      let exponents = Array(Swift.stride(from: choice.start, through: last, by: choice.step))
      var values = exponents.reversed().map { -powerOfTen($0) } + [0]
      values += exponents.map { powerOfTen($0) }
      values = values.filter { domain.contains($0) }
      let labels = TickLabels.powers(values)
      guard room.fits(labels, at: values.compactMap { unit($0) }) else { continue }
      return Ticks(
        values: values, labels: labels,
        minor: minor(from: choice.start, to: last, beside: values, room.length))
    }
    return domain.contains(0) ? Ticks(values: [0], labels: ["0"]) : Ticks()
  }

  /// The decades that have no label, and 2 to 9 times each where they have room.
  private func minor(
    from first: Int, to last: Int, beside major: [Double], _ length: Double
  ) -> [Double] {
    let isWide = (first..<last).allSatisfy { exponent in
      let (low, high) = (unit(powerOfTen(exponent)), unit(powerOfTen(exponent + 1)))
      return ((high ?? 0) - (low ?? 0)) * length >= 12
    }
    let sizes = (first...last).flatMap { exponent in
      (1...(isWide ? 9 : 1)).map { decimal($0, exponent: exponent) }
    }
    return (sizes.map { -$0 } + sizes).filter { domain.contains($0) && !major.contains($0) }
  }
}
