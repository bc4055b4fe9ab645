public import Drawing

/// Distributions above each other, each a ridge on its own base line.
///
/// Ridges may overlap: those that stand higher on the page are drawn first, and each is filled, so
/// that the next covers it. All share one scale of density unless a height is given.
public struct RidgelineMark: Mark {
  /// The distribution of one place on y.
  public struct Ridge: Equatable, Sendable {
    public var place: Double
    public var distribution: Distribution
    public var stroke: Stroke
    public var fill: Color

    public init(place: Double, _ distribution: Distribution, stroke: Stroke, fill: Color) {
      self.place = place
      self.distribution = distribution
      self.stroke = stroke
      self.fill = fill
    }
  }

  public var ridges: [Ridge]
  /// How high the highest ridge is, in distances between neighbouring places.
  public var overlap: Double
  /// Where within its step a ridge stands: 0.5 is the bottom of its band.
  public var drop: Double

  public init(_ ridges: [Ridge], overlap: Double = 1.6, drop: Double = 0.4) {
    self.ridges = ridges
    self.overlap = overlap
    self.drop = drop
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, .horizontal)
    let profiles = ridges.map { Profile($0.distribution, on: area.x, isTrimmed: false) }
    let peak = profiles.map(\.peak).max() ?? 0
    guard peak > 0 else { return [] }
    let placed = zip(ridges, profiles).compactMap { ridge, profile -> (Double, Ridge, Profile)? in
      guard let place = lane.across(ridge.place) else { return nil }
      return (place + lane.points(.share(drop), at: ridge.place), ridge, profile)
    }
    return placed.sorted { $0.0 < $1.0 }.flatMap { base, ridge, profile -> [Primitive] in
      let height = lane.points(.share(overlap), at: ridge.place)
      guard lane.breadth.contains(base), !profile.units.isEmpty else { return [] }
      var outline = zip(profile.units, profile.heights).map {
        area.frame.held(Point(lane.along(unit: $0), base - $1 / peak * height))
      }
      // A constant is one place: a line straight up from the base.
      if outline.count == 1 { outline.insert(Point(outline[0].x, base), at: 0) }
      outline = decimated(outline)
      let ends = [outline[outline.count - 1], outline[0]].map { Point($0.x, base) }
      return [.polygon(outline + ends, ridge.fill), .polyline(outline, ridge.stroke)]
    }
  }
}
