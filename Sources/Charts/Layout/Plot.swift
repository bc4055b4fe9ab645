public import Drawing

/// Two axes with marks between them, line labels beside and notes within.
///
/// The caller decides scales and marks; a plot decides room: how wide its margins must be for the
/// labels, where ticks fall, where notes fit.
public struct Plot: Sendable {
  /// One side of a plot.
  public struct Side: Sendable {
    public var scale: any Scale
    public var title: String?
    public var hasLine: Bool
    public var hasGrid: Bool
    public var hasLabels: Bool
    /// How wide labels may be before they are cut; nil for as wide as they are.
    public var labelWidth: Double?
    /// Put in place of the scale's own ticks.
    public var ticks: Ticks?

    public init(
      _ scale: any Scale, title: String? = nil, hasLine: Bool = true, hasGrid: Bool = false,
      hasLabels: Bool = true, labelWidth: Double? = nil, ticks: Ticks? = nil
    ) {
      self.scale = scale
      self.title = title
      self.hasLine = hasLine
      self.hasGrid = hasGrid
      self.hasLabels = hasLabels
      self.labelWidth = labelWidth
      self.ticks = ticks
    }
  }

  /// The room around the frame, in points.
  public struct Margins: Equatable, Sendable {
    public var left: Double
    public var top: Double
    public var right: Double
    public var bottom: Double

    public init(left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0) {
      self.left = left
      self.top = top
      self.right = right
      self.bottom = bottom
    }

    /// The larger of each side: what lets facets share one frame.
    public func union(_ other: Margins) -> Margins {
      Margins(
        left: max(left, other.left), top: max(top, other.top), right: max(right, other.right),
        bottom: max(bottom, other.bottom))
    }
  }

  public var x: Side
  public var y: Side
  public var marks: [any Mark]
  public var lineLabels: [LineLabel]
  /// How wide line labels may be; nil for three tenths of the plot.
  public var lineLabelWidth: Double?
  public var callouts: [Callout]
  /// Texts at the right of rows: the numbers of a forest.
  public var rowTexts: [RowText] = []
  /// Small plots in free corners of the frame.
  public var insets: [Inset] = []
  /// The least room around the frame.
  public var margins: Margins

  public init(
    x: Side, y: Side, marks: [any Mark] = [], lineLabels: [LineLabel] = [],
    callouts: [Callout] = [], margins: Margins = Margins()
  ) {
    self.x = x
    self.y = y
    self.marks = marks
    self.lineLabels = lineLabels
    self.callouts = callouts
    self.margins = margins
  }

  /// The margins that labels need in a rectangle of a size.
  public func margins(in size: Size, theme: Theme, measurer: any TextMeasurer) -> Margins {
    layout(in: Rect(size), theme, measurer).margins
  }

  /// The frame in which marks stand.
  public func frame(in rect: Rect, theme: Theme, measurer: any TextMeasurer) -> Rect {
    layout(in: rect, theme, measurer).area.frame
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    primitives(layout(in: rect, theme, measurer), in: rect, theme, measurer)
  }

  /// Draws the plot around a frame that somebody else has chosen, as facets do.
  ///
  /// Labels stand in the rectangle around it.
  public func primitives(
    around frame: Rect, in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    var layout = layout(in: rect, theme, measurer)
    layout.area.frame = frame
    layout.yAxis = axis(y, .left, length: frame.height, theme, measurer)
    layout.xAxis = axis(x, .bottom, length: frame.width, theme, measurer)
    return primitives(layout, in: rect, theme, measurer)
  }

  private func primitives(
    _ layout: Layout, in rect: Rect, _ theme: Theme, _ measurer: any TextMeasurer
  ) -> [Primitive] {
    let area = layout.area
    guard area.frame.width > 4, area.frame.height > 4 else { return [] }
    let axes = [layout.yAxis, layout.xAxis]
    let grid = axes.flatMap { $0.grid(in: area.frame, theme: theme) }
    let drawn = marks.flatMap { $0.primitives(in: area) }
    var shapes = drawn
    shapes += axes.flatMap {
      $0.primitives(around: area.frame, theme: theme, measurer: measurer)
    }
    shapes += layout.labels.primitives(
      in: area, room: rect.minY...rect.maxY, theme: theme, measurer: measurer)
    shapes += rowTexts.flatMap { $0.primitives(in: area, right: rect.maxX) }
    if insets.isEmpty, callouts.isEmpty { return grid + shapes }
    var placer = LabelPlacer(bounds: area.frame)
    placer.avoid(drawn)
    let rules = callouts.map { $0.ruleLine(in: area) }
    for rule in rules { placer.avoid(rule) }
    var labelled: [Primitive] = []
    for inset in insets {
      shapes += inset.primitives(in: area, theme: theme, measurer: measurer, placer: &placer)
    }
    for (callout, rule) in zip(callouts, rules) {
      let note = callout.primitives(
        in: area, theme: theme, measurer: measurer, placer: &placer)
      if !note.isEmpty { labelled += rule }
      shapes += note
    }
    return grid + labelled + shapes
  }

  private struct Layout {
    var area: PlotArea
    var xAxis: Axis
    var yAxis: Axis
    var labels: LineLabelColumn
    var margins: Margins
  }

  /// Heights first, since what the bottom axis takes hardly depends on the width; then the left
  /// axis's labels and the line labels give the width that is left for x.
  private func layout(in rect: Rect, _ theme: Theme, _ measurer: any TextMeasurer) -> Layout {
    func axis(_ side: Side, _ edge: Axis.Edge, length: Double) -> Axis {
      self.axis(side, edge, length: length, theme, measurer)
    }
    var margins = margins
    let widthGuess = rect.width - margins.left - margins.right
    let guess = axis(x, .bottom, length: widthGuess)
    if x.hasLabels || x.title != nil {
      let room = guess.thickness(length: widthGuess, theme: theme, measurer: measurer)
      margins.bottom = max(margins.bottom, room)
    }
    let height = rect.height - margins.top - margins.bottom
    var yAxis = axis(y, .left, length: height)
    let stickOut = yAxis.overhang(length: height, theme: theme, measurer: measurer)
    if y.hasLabels, stickOut.end > margins.top {
      margins.top = stickOut.end
      yAxis = axis(y, .left, length: rect.height - margins.top - margins.bottom)
    }
    if y.hasLabels {
      let room = yAxis.thickness(length: height, theme: theme, measurer: measurer)
      margins.left = max(margins.left, room)
    }
    let labels = LineLabelColumn(
      lineLabels, height: rect.height, width: lineLabelWidth ?? rect.width * 0.3, theme: theme,
      measurer: measurer)
    let texts = rowTexts.map { measurer.measure($0.block).size.width + RowText.gap }.max() ?? 0
    margins.right = max(margins.right, labels.width, texts)
    var xAxis = axis(x, .bottom, length: rect.width - margins.left - margins.right)
    if x.hasLabels {
      let length = rect.width - margins.left - margins.right
      let sides = xAxis.overhang(length: length, theme: theme, measurer: measurer)
      margins.left = max(margins.left, sides.start)
      if sides.end > margins.right {
        margins.right = sides.end
        xAxis = axis(x, .bottom, length: rect.width - margins.left - margins.right)
      }
    }
    // A title that fitted among the labels of the first guess may need a line of its own now.
    let width = rect.width - margins.left - margins.right
    let under = xAxis.thickness(length: width, theme: theme, measurer: measurer)
    if x.hasLabels || x.title != nil, under > margins.bottom {
      margins.bottom = under
      yAxis = axis(y, .left, length: rect.height - margins.top - margins.bottom)
    }
    let frame = rect.inset(
      left: margins.left, top: margins.top, right: margins.right, bottom: margins.bottom)
    return Layout(
      area: PlotArea(frame: frame, x: x.scale, y: y.scale), xAxis: xAxis, yAxis: yAxis,
      labels: labels, margins: margins)
  }

  private func axis(
    _ side: Side, _ edge: Axis.Edge, length: Double, _ theme: Theme, _ measurer: any TextMeasurer
  ) -> Axis {
    let room = TickRoom(
      length: max(length, 1), direction: edge == .bottom ? .horizontal : .vertical,
      style: theme.small("").style, measurer: measurer)
    var ticks = side.ticks.map { room.thinned($0, on: side.scale) } ?? side.scale.ticks(in: room)
    if !side.hasLabels { ticks.labels = ticks.labels.map { _ in "" } }
    return Axis(
      edge, scale: side.scale, ticks: ticks, title: side.title, labelWidth: side.labelWidth,
      hasLine: side.hasLine, hasGrid: side.hasGrid)
  }
}
