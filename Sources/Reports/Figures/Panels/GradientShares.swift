internal import Charts
internal import Drawing

/// Bars of each feature's share of the first layer's gradient, level with the features' rows.
struct GradientShares {
  /// The views that have shares.
  var views: [FeatureRanges.View]
  var ranges: FeatureRanges
  /// The features shown, the first at the top.
  var features: [Int]

  static func percent(_ share: Double) -> String {
    share.isFinite ? NumberText.significant(share * 100, digits: 2, trims: true) + " %" : "—"
  }

  /// Who takes most, where one feature takes more than its part.
  private var heading: PanelHeading {
    let note = "of the first layer, first epoch"
    let view = views.max { ($0.shares.max() ?? 0) < ($1.shares.max() ?? 0) }
    guard let view, let most = view.shares.filter(\.isFinite).max(),
      let feature = view.shares.firstIndex(of: most),
      most > 3 / Double(max(ranges.names.count, 1)), ranges.names.count > 1
    else { return PanelHeading("Share of the gradient", note) }
    let name = ranges.name(feature)
    let short = name.count <= 18 ? name : "One feature"
    return PanelHeading(
      "\(short) takes \(Self.percent(most)) of the gradient",
      note + (views.count > 1 ? ", \(LossStory.shortName(view.name))" : ""))
  }

  func primitives(
    in rect: Rect, rows frame: Rect, rowHeight: Double, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    var heading = heading
    if easel.size([theme.heading(heading.title)]).width > rect.width {
      heading.title = "Share of the gradient"
    }
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let values = views.flatMap { view in features.map { view.shares[$0] } }.filter(\.isFinite)
    let label = easel.size([theme.small("99.9 %")])
    let isPair = views.count == 2
    // Both bars of a row are labelled where their labels clear each other, else the longer one.
    let labelsBoth = isPair && rowHeight >= 2 * label.height
    let shift = labelsBoth ? label.height / 2 / rowHeight + 0.02 : 0.2
    let thickness = min(rowHeight * (isPair ? 0.32 : 0.6), 7)
    let area = Rect(
      x: rect.minX, y: frame.minY, width: rect.width - label.width - 4, height: frame.height)
    let plot = PlotArea(
      frame: area, x: LinearScale(0...max(values.max() ?? 0, 1e-9)),
      y: BandScale(features.map { _ in "" }))
    var shapes = top.shapes
    for (position, view) in views.enumerated() {
      let offset = isPair ? (position == 0 ? shift : -shift) : 0
      shapes += BarMark(
        values: features.reversed().map { view.shares[$0] },
        places: features.indices.map { Double($0) + offset }, thickness: .points(thickness),
        color: view.color(theme)
      ).primitives(in: plot)
      for (row, feature) in features.reversed().enumerated() {
        let share = view.shares[feature]
        let other = isPair ? views[1 - position].shares[feature] : -1
        let isLonger = share > other || (share == other && position == 0)
        guard share.isFinite, labelsBoth || isLonger,
          let middle = plot.vertical(Double(row) + (labelsBoth || !isPair ? offset : 0)),
          let end = plot.clampedHorizontal(share)
        else { continue }
        let text = theme.small(Self.percent(share), color: view.textColor(theme))
        shapes.append(
          .text(TextBlock([text]), at: Point(end + 4, middle), Anchor(.leading, .middle)))
      }
    }
    shapes.append(
      .polyline(
        [Point(area.minX, area.minY), Point(area.minX, area.maxY)], Stroke(theme.line, width: 0.7)))
    return shapes
  }
}

/// What the colours of ranges mean: a short bar and a name for each view, in one line.
struct FeatureLegend {
  var views: [FeatureRanges.View]

  /// How wide the line is where no name loses its letters, the bars left out.
  func width(_ easel: Easel) -> Double {
    views.reduce(0) { $0 + easel.size([easel.theme.strong($1.name)]).width + 10 }
  }

  /// Draws the line with its right end at a point and its middle at the point's height; without the
  /// bars where they would cost a name its letters.
  func primitives(endingAt end: Point, width: Double, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let count = Double(max(views.count, 1))
    let names = views.map { theme.strong($0.name, color: $0.textColor(theme)) }
    let natural = names.reduce(0) { $0 + easel.size([$1]).width }
    let hasBars = natural + 26 * count <= width
    let (bar, gap) = (hasBars ? 12.0 : 0, hasBars ? 4.0 : 0)
    let room = (width - (bar + gap + 10) * count) / count
    guard room > 12 else { return [] }
    var shapes: [Primitive] = []
    var right = end.x
    for (position, view) in views.enumerated().reversed() {
      let fits = natural + (bar + gap + 10) * count <= width + 10
      let name = fits ? TextBlock([names[position]]) : easel.fitted([names[position]], width: room)
      shapes.append(.text(name, at: Point(right, end.y), Anchor(.trailing, .middle)))
      right -= easel.size(name).width + gap
      let thickness = position == 0 ? 4.0 : 2.8
      if hasBars {
        shapes.append(
          .rectangle(
            Rect(x: right - bar, y: end.y - thickness / 2, width: bar, height: thickness),
            fill: view.color(theme), stroke: nil, cornerRadius: thickness / 2))
      }
      right -= bar + 10
    }
    return shapes
  }
}
