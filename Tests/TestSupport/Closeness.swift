/// Equality within a tolerance, for numbers that went through rounding.
extension FloatingPoint {
  /// Whether two numbers differ by no more than a share of the larger, or by an absolute amount.
  public func isClose(to other: Self, within relative: Self, absolute: Self = 0) -> Bool {
    if self == other { return true }
    guard isFinite, other.isFinite else { return isNaN && other.isNaN }
    let difference = self > other ? self - other : other - self
    return difference <= absolute || difference <= relative * max(magnitude, other.magnitude)
  }
}

extension Collection where Element: FloatingPoint {
  /// Whether two lists have one length and their elements are close pair by pair.
  public func isClose(
    to other: some Collection<Element>, within relative: Element, absolute: Element = 0
  ) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { $0.isClose(to: $1, within: relative, absolute: absolute) }
  }
}
