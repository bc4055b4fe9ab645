public import Drawing

/// Filled cells around places of two scales: the backgrounds of a matrix's entries.
public struct CellMark: Mark {
  public struct Cell: Equatable, Sendable {
    public var x: Double
    public var y: Double
    public var color: Color

    public init(x: Double, y: Double, color: Color) {
      self.x = x
      self.y = y
      self.color = color
    }
  }

  public var cells: [Cell]
  public var width: Thickness
  public var height: Thickness
  public var cornerRadius: Double

  public init(
    _ cells: [Cell], width: Thickness = .share(0.96), height: Thickness = .share(0.9),
    cornerRadius: Double = 0
  ) {
    self.cells = cells
    self.width = width
    self.height = height
    self.cornerRadius = cornerRadius
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let (columns, rows) = (Lane(area, .vertical), Lane(area, .horizontal))
    let shown = thinned(cells, in: area.frame) { area.point($0.x, $0.y) ?? Point(0, 0) }
    return shown.compactMap { cell in
      guard let center = area.point(cell.x, cell.y) else { return nil }
      let (across, down) = (
        columns.points(width, at: cell.x), rows.points(height, at: cell.y)
      )
      let rect = Rect(
        x: center.x - across / 2, y: center.y - down / 2, width: across, height: down)
      return area.frame.intersection(rect).map {
        .rectangle($0, fill: cell.color, stroke: nil, cornerRadius: cornerRadius)
      }
    }
  }
}
