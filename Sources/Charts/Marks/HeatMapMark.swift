public import Drawing

/// Cells coloured by value over a grid of equal columns and rows.
///
/// More columns than the frame has half points are put together by their means.
public struct HeatMapMark: Mark {
  /// What the outer edges of the cells are on the two scales.
  public var columns: ClosedRange<Double>
  public var rows: ClosedRange<Double>
  /// The cells of each row, the highest row first; all rows have one length.
  public var values: [[Double]]
  /// The values at the ramp's two ends.
  public var range: ClosedRange<Double>
  public var ramp: ColorRamp

  public init(
    columns: ClosedRange<Double>, rows: ClosedRange<Double>, values: [[Double]],
    range: ClosedRange<Double>, ramp: ColorRamp
  ) {
    precondition(Set(values.map(\.count)).count <= 1, "the rows of a heat map need one length")
    self.columns = columns
    self.rows = rows
    self.values = values
    self.range = range
    self.ramp = ramp
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    guard let count = values.first?.count, count > 0,
      let left = area.clampedHorizontal(columns.lowerBound),
      let right = area.clampedHorizontal(columns.upperBound),
      let bottom = area.clampedVertical(rows.lowerBound),
      let top = area.clampedVertical(rows.upperBound), right > left, bottom > top
    else { return [] }
    let width = range.upperBound - range.lowerBound
    let group = (count + max(1, Int(2 * (right - left))) - 1) / max(1, Int(2 * (right - left)))
    let shown = values.map { means(of: $0, group) }
    let cells = shown.flatMap { row in
      row.map { ramp.color(at: width > 0 ? ($0 - range.lowerBound) / width : 0) }
    }
    return [
      .raster(
        Raster(columns: shown[0].count, rows: values.count, cells: cells),
        Rect(x: left, y: top, width: right - left, height: bottom - top))
    ]
  }

  /// The means of neighbouring values, so many at a time; of those only that are numbers.
  private func means(of row: [Double], _ group: Int) -> [Double] {
    guard group > 1 else { return row }
    return stride(from: 0, to: row.count, by: group).map { start in
      let known = row[start..<min(start + group, row.count)].filter { !$0.isNaN }
      return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
    }
  }
}
