public import Drawing

/// Says where on an axis a value stands.
///
/// A scale knows nothing of points or colours: it maps values to shares of an axis and names ticks.
public protocol Scale: Sendable {
  /// The values at the two ends of the axis.
  var domain: ClosedRange<Double> { get }

  /// The share of the axis at which a value stands: 0 at the domain's start, 1 at its end.
  ///
  /// Values beyond the domain lie outside 0...1. Nil where a value has no place: NaN, an infinity,
  /// zero on a log scale.
  func unit(_ value: Double) -> Double?

  /// Finite values above this have a place, all others none.
  var infimum: Double { get }

  /// The shares at which many values stand; NaN for those without a place.
  ///
  /// One call instead of a million: what makes long lines cheap to draw.
  func units(of values: [Double]) -> [Double]

  /// The value that stands at a share of the axis.
  func value(at unit: Double) -> Double

  /// Ticks that suit the domain and the room there is for their labels.
  func ticks(in room: TickRoom) -> Ticks
}

extension Scale {
  public var infimum: Double { -.infinity }

  public func units(of values: [Double]) -> [Double] { values.map { unit($0) ?? .nan } }

  /// Whether a value has a place on the axis, not beyond its ends.
  public func holds(_ value: Double) -> Bool { domain.contains(value) && unit(value) != nil }
}

/// The room that ticks have: the length of the axis, and how large their labels are.
public struct TickRoom {
  public enum Direction: Sendable {
    case horizontal, vertical
  }

  public var length: Double
  public var direction: Direction
  public var style: TextStyle
  public var measurer: any TextMeasurer
  /// How far apart ticks should be, in points.
  public var spacing: Double

  public init(
    length: Double, direction: Direction, style: TextStyle, measurer: any TextMeasurer,
    spacing: Double? = nil
  ) {
    self.length = length
    self.direction = direction
    self.style = style
    self.measurer = measurer
    self.spacing = spacing ?? (direction == .horizontal ? style.size * 7 : style.size * 4.5)
  }

  /// How many ticks would stand at the wanted distance, at least two.
  var wantedCount: Double { max(2, length / spacing + 1) }

  /// The room that a label takes along the axis.
  func extent(of label: String) -> Double {
    let size = measurer.measure(TextBlock(label, style)).size
    return direction == .horizontal ? size.width : size.height
  }

  /// The gap that neighbouring labels need between them.
  var gap: Double { direction == .horizontal ? style.size * 0.8 : style.size * 0.15 }

  /// Whether labels at these shares of the axis keep clear of each other.
  func fits(_ labels: [String], at units: [Double]) -> Bool {
    var end = -Double.infinity
    for (label, unit) in zip(labels, units) {
      let half = extent(of: label) / 2
      let center = unit * length
      if center - half < end { return false }
      end = center + half + gap
    }
    return true
  }

  /// The ticks without the labels that would touch the one before; their marks stay.
  func thinned(_ ticks: Ticks, on scale: any Scale) -> Ticks {
    var ticks = ticks
    var end = -Double.infinity
    for index in ticks.values.indices where !ticks.labels[index].isEmpty {
      guard let unit = scale.unit(ticks.values[index]) else { continue }
      let half = extent(of: ticks.labels[index]) / 2
      if unit * length - half < end {
        ticks.labels[index] = ""
      } else {
        end = unit * length + half + gap
      }
    }
    return ticks
  }
}

/// The marked values of an axis with the labels of all of them, made together.
public struct Ticks: Equatable, Sendable {
  public var values: [Double]
  /// One for each value.
  public var labels: [String]
  /// Values marked without a label.
  public var minor: [Double]

  public init(values: [Double] = [], labels: [String] = [], minor: [Double] = []) {
    precondition(
      values.count == labels.count, "\(values.count) ticks need as many labels, not \(labels.count)"
    )
    self.values = values
    self.labels = labels
    self.minor = minor
  }
}
