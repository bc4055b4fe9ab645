public import Drawing

/// A sequence of colours from low to high, each darker (or lighter) than the one before.
public struct ColorRamp: Equatable, Sendable {
  public var stops: [Color]

  /// A ramp through colours at equal distances.
  public init(_ stops: [Color]) {
    precondition(!stops.isEmpty, "a ramp needs a colour")
    self.stops = stops
  }

  /// The colour at a share of the ramp, held to its ends; NaN is the lowest.
  public func color(at share: Double) -> Color {
    guard stops.count > 1, share > 0 else { return stops[0] }
    let place = min(share, 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], share: place - Double(index))
  }
}
