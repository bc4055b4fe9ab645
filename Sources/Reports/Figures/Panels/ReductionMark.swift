internal import Charts
internal import Drawing
internal import Records

/// Short upright ticks on an arm's median where its first seed's learning rate was reduced.
struct ReductionMark: Mark {
  private static let halfLength = 7.0

  var places: [(x: Double, y: Double)]
  var color: Color

  init(_ arm: ArmCurves, events: [RunEvent], _ theme: Theme) {
    let median = arm.median
    places = events.compactMap { event in
      guard let index = median.x.firstIndex(where: { $0 >= event.epoch }),
        median.y[index].isFinite
      else { return nil }
      return (median.x[index], median.y[index])
    }
    color = theme.ink
  }

  func primitives(in area: PlotArea) -> [Primitive] {
    places.compactMap { place in
      guard let point = area.point(place.x, place.y), area.frame.contains(point) else {
        return nil
      }
      let top = max(point.y - Self.halfLength, area.frame.minY)
      let bottom = min(point.y + Self.halfLength, area.frame.maxY)
      return .polyline(
        [Point(point.x, top), Point(point.x, bottom)], Stroke(color, width: 1.1))
    }
  }
}

extension StudyRecord {
  /// More reductions than this are a smooth schedule, which the learning rate's own curve shows.
  private static let mostReductions = 40

  /// Each reduction of an arm's learning rate in its first run.
  func reductions(ofArm index: Int) -> [RunEvent] {
    let events = arms[index].runs.first?.events.filter { $0.kind == .learningRateReduced } ?? []
    return events.count <= Self.mostReductions ? events : []
  }
}
