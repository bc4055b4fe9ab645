/// The direction in which a mark's values run.
public enum Orientation: Sendable {
  /// Values run along x, places stand on y.
  case horizontal
  /// Values run along y, places stand on x.
  case vertical
}

/// How far something reaches across the direction of its values.
public enum Thickness: Equatable, Sendable {
  /// Points on the page.
  case points(Double)
  /// A share of the distance between neighbouring places.
  case share(Double)
}
