public import Drawing

/// A small plot inside another's frame: in a free corner, else at a side where it covers least.
public struct Inset: Sendable {
  public var heading: PanelHeading
  public var plot: Plot
  /// With its labels; nothing is drawn in a frame that is not larger.
  public var size: Size
  /// Whether the inset may cover marks where no side is free; else it is left out there.
  public var isRequired: Bool

  public init(
    _ plot: Plot, heading: PanelHeading = PanelHeading(""), size: Size, isRequired: Bool = false
  ) {
    self.plot = plot
    self.heading = heading
    self.size = size
    self.isRequired = isRequired
  }

  private static let margin = 6.0

  func primitives(
    in area: PlotArea, theme: Theme, measurer: any TextMeasurer, placer: inout LabelPlacer
  ) -> [Primitive] {
    let room = area.frame.inset(
      left: Self.margin, top: Self.margin, right: Self.margin, bottom: Self.margin)
    let (left, top) = (room.maxX - size.width, room.maxY - size.height)
    guard left >= room.minX, top >= room.minY else { return [] }
    // Shares of the room left over, across and down: the corners first, then along the sides.
    var shares: [(Double, Double)] = [(1, 0), (0, 0), (1, 1), (0, 1)]
    for share in [0.5, 0.25, 0.75] { shares += [(1, share), (share, 0), (0, share), (share, 1)] }
    let places = shares.map { across, down in
      Point(room.minX + across * (left - room.minX), room.minY + down * (top - room.minY))
    }
    var trial = placer
    guard let rect = trial.place(size, at: places) else { return [] }
    let isFree = placer.crossings(rect) == 0
    guard isFree || isRequired else { return [] }
    placer = trial
    // The grid of the outer plot must not read as the inner one's.
    let plate = Primitive.rectangle(rect, fill: theme.background)
    let parts = heading.primitives(in: rect, theme: theme, measurer: measurer, lines: 1)
    return [plate] + parts.shapes
      + plot.primitives(in: parts.rest, theme: theme, measurer: measurer)
  }
}
