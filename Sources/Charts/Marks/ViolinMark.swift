public import Drawing

/// Densities of values drawn to both sides of their place, or to one.
///
/// All violins share one scale of density, so that each has the same area. They end at the outermost
/// values; a constant is a line across.
public struct ViolinMark: Mark {
  public enum Side: Sendable {
    case both
    /// Left of, or above the place.
    case before
    /// Right of, or below the place.
    case after
  }

  public var orientation: Orientation
  public var distributions: [Distribution]
  public var places: [Double]
  public var side: Side
  /// The width of the widest violin, both sides together.
  public var thickness: Thickness
  public var fill: Color
  public var stroke: Stroke?

  public init(
    _ orientation: Orientation, _ distributions: [Distribution], places: [Double],
    side: Side = .both, thickness: Thickness = .share(0.8), fill: Color, stroke: Stroke? = nil
  ) {
    precondition(
      distributions.count == places.count,
      "\(distributions.count) violins need as many places, not \(places.count)")
    self.orientation = orientation
    self.distributions = distributions
    self.places = places
    self.side = side
    self.thickness = thickness
    self.fill = fill
    self.stroke = stroke
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, orientation)
    let profiles = distributions.map { Profile($0, on: lane.scale, isTrimmed: true) }
    // A constant is endlessly dense: it must not press the others into lines.
    let peak = profiles.filter { $0.units.count > 1 }.map(\.peak).max() ?? 0
    return zip(profiles, places).flatMap { profile, place -> [Primitive] in
      guard let middle = lane.across(place), lane.breadth.contains(middle), !profile.units.isEmpty
      else { return [] }
      let half = lane.points(thickness, at: place) / 2
      let (before, after) = (side == .after ? 0 : half, side == .before ? 0 : half)
      func edge(_ index: Int, _ reach: Double) -> Point {
        let share = peak > 0 ? min(profile.heights[index] / peak, 1) : 1
        return area.frame.held(
          lane.point(lane.along(unit: profile.units[index]), middle + reach * share))
      }
      // A straight side needs its ends only.
      let ends = Set([0, profile.units.count - 1]).sorted()
      let all = Array(profile.units.indices)
      let near = (before > 0 ? all : ends).map { edge($0, -before) }
      let far = (after > 0 ? all : ends).map { edge($0, after) }
      guard near.count > 1 else {
        let line = stroke ?? Stroke(fill, width: 1)
        return zip(near, far).map { .polyline([$0, $1], line) }
      }
      let outline = near + far.reversed()
      return [.polygon(outline, fill)]
        + (stroke.map { [.polyline(outline + [outline[0]], $0)] } ?? [])
    }
  }
}
