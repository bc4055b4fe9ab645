/// Equal bands for things in order; the value of the i-th thing is i.
public struct BandScale: Scale, Equatable {
  public let names: [String]
  /// The share of each band that stays empty.
  public let padding: Double
  /// The room after the last band, in bands: for ridges that rise above their own.
  public let headroom: Double

  public init(_ names: [String], padding: Double = 0.2, headroom: Double = 0) {
    precondition((0..<1).contains(padding), "padding must be in 0..<1, not \(padding)")
    precondition(headroom >= 0, "headroom must not be negative, as \(headroom) is")
    self.names = names
    self.padding = padding
    self.headroom = headroom
  }

  /// How many bands the axis is long.
  private var length: Double { Double(max(names.count, 1)) + headroom }

  public var domain: ClosedRange<Double> { -0.5...(length - 0.5) }

  /// The share of the axis that a band fills.
  public var bandwidth: Double { (1 - padding) / length }

  public func unit(_ value: Double) -> Double? {
    value.isFinite ? (value + 0.5) / length : nil
  }

  public func value(at unit: Double) -> Double { unit * length - 0.5 }

  /// One tick for each name, whatever room there is: the caller cuts or turns labels.
  public func ticks(in room: TickRoom) -> Ticks {
    Ticks(values: names.indices.map(Double.init), labels: names)
  }
}

/// Places for things in order, the outer ones a margin from the ends; the value of the i-th is i.
public struct PointScale: Scale, Equatable {
  public let names: [String]
  /// The room outside the outer places, in distances between neighbours.
  public let margin: Double

  public init(_ names: [String], margin: Double = 0.5) {
    precondition(margin >= 0, "margin must not be negative, as \(margin) is")
    self.names = names
    self.margin = margin
  }

  public var domain: ClosedRange<Double> {
    let last = Double(max(names.count - 1, 0))
    return margin == 0 && last == 0 ? -0.5...0.5 : -margin...(last + margin)
  }

  public func unit(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    return (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
  }

  public func value(at unit: Double) -> Double {
    domain.lowerBound + unit * (domain.upperBound - domain.lowerBound)
  }

  public func ticks(in room: TickRoom) -> Ticks {
    Ticks(values: names.indices.map(Double.init), labels: names)
  }
}
