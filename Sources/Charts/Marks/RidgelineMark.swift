public import Drawing

/// Distributions above each other, each a ridge on its own base line.
///
/// Ridges may overlap: those that stand higher on the page are drawn first, and each is filled, so
/// that the next covers it. All share one scale of density, and are lower together where one would
/// leave the frame.
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
  /// How far below its place a ridge stands: by default so that its name stands on the base line.
  public var drop: Thickness

  public init(_ ridges: [Ridge], overlap: Double = 1.6, drop: Thickness = .points(3)) {
    self.ridges = ridges
    self.overlap = overlap
    self.drop = drop
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let lane = Lane(area, .horizontal)
    let profiles = ridges.map { Profile($0.distribution, on: area.x, isTrimmed: false) }
    let peak = profiles.map(\.peak).max() ?? 0
    guard peak > 0 else { return [] }
    let placed = zip(ridges, profiles).compactMap { ridge, profile -> Placed? in
      guard let place = lane.across(ridge.place), !profile.units.isEmpty else { return nil }
      let base = place + lane.points(drop, at: ridge.place)
      guard lane.breadth.contains(base) else { return nil }
      let step = lane.points(.share(overlap), at: ridge.place)
      return Placed(base: base, height: step / peak, ridge: ridge, profile: profile)
    }
    let fit = placed.map { ($0.base - area.frame.minY) / max($0.height * $0.profile.peak, 1e-9) }
    let factor = min(1, fit.min() ?? 1)
    return placed.sorted { $0.base < $1.base }.flatMap { placed -> [Primitive] in
      let (base, profile) = (placed.base, placed.profile)
      var outline = zip(profile.units, profile.heights).map {
        area.frame.held(Point(lane.along(unit: $0), base - $1 * placed.height * factor))
      }
      // A constant is one place: a line straight up from the base.
      if outline.count == 1 { outline.insert(Point(outline[0].x, base), at: 0) }
      outline = decimated(outline)
      let ends = [outline[outline.count - 1], outline[0]].map { Point($0.x, base) }
      return [
        .polygon(outline + ends, placed.ridge.fill), .polyline(outline, placed.ridge.stroke),
      ]
    }
  }

  private struct Placed {
    /// Where the ridge's base line is on the page.
    var base: Double
    /// Points for each unit of density.
    var height: Double
    var ridge: Ridge
    var profile: Profile
  }
}
