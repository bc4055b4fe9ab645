internal import Charts
internal import Drawing
internal import Records

/// A row for each layer: heat maps of the arms, the last epoch's sizes, gradient norm, update ratio.
///
/// All rows share their axes, so that layers can be compared down a column.
struct GradientRows {
  typealias Layer = (name: String, remark: String, arms: [GradientArm])

  /// The layers, each with the arms that are shown.
  var layers: [Layer]
  var study: StudyRecord

  /// The arms with something to draw in some layer: the others' columns would be empty.
  private var shown: [Int] {
    let indices = layers.first?.arms.map(\.index) ?? []
    return indices.filter { index in
      layers.contains { layer in layer.arms.contains { $0.index == index && $0.isVisible } }
    }
  }

  static let quantities: [SeriesName.LayerQuantity] = [.gradientNorm, .updateRatio]
  private static let gap = 13.0
  private static let rowGap = 7.0
  private static let mostRowHeight = 165.0

  /// Under this height decades of a map run together.
  static let leastRowHeight = 46.0

  private func headHeight(_ easel: Easel) -> Double {
    easel.size([easel.theme.strong("A")]).height + 4
  }

  private func rowHeading(_ easel: Easel) -> Double {
    easel.size([easel.theme.heading("A")]).height + 2
  }

  private func axisHeight(_ easel: Easel) -> Double {
    easel.size([easel.theme.small("0")]).height + 5.5
  }

  /// The height in which every row is as high as it should ever be.
  func height(_ easel: Easel) -> Double {
    let rows = Double(layers.count)
    return headHeight(easel) + axisHeight(easel)
      + rows * (rowHeading(easel) + Self.mostRowHeight) + (rows - 1) * Self.rowGap
  }

  /// What is left for each row in a height.
  func rowHeight(in height: Double, _ easel: Easel) -> Double {
    let count = Double(layers.count)
    let room =
      height - headHeight(easel) - axisHeight(easel) - count * rowHeading(easel)
      - (count - 1) * Self.rowGap
    return min(room / count, Self.mostRowHeight)
  }

  /// What the columns under the heads are, from left to right.
  private enum Column {
    case map(Int)
    case last
    case series(SeriesName.LayerQuantity, DecadeAxis)
  }

  private func columns(_ curves: [String: [ArmCurves]]) -> [(column: Column, weight: Double)] {
    let maps: [(Column, Double)] = shown.map { (.map($0), 1) }
    let last: [(Column, Double)] = shown.isEmpty ? [] : [(.last, 0.46)]
    let series = Self.quantities.compactMap { quantity -> (Column, Double)? in
      let sizes = layers.flatMap { curves[SeriesName.layer($0.name, quantity)] ?? [] }
        .flatMap(\.median.y)
      guard sizes.contains(where: { $0 > 0 && $0.isFinite }) else { return nil }
      let guide = quantity == .updateRatio ? [1e-3] : []
      return (.series(quantity, DecadeAxis(sizes: sizes + guide)), 0.78)
    }
    return maps + last + series
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    var curves: [String: [ArmCurves]] = [:]
    let arms = Set(layers.first?.arms.map(\.index) ?? [])
    for layer in layers {
      for quantity in Self.quantities {
        let name = SeriesName.layer(layer.name, quantity)
        curves[name] = study.curves(of: name).filter { arms.contains($0.index) }
      }
    }
    let columns = columns(curves)
    guard !columns.isEmpty else { return [] }
    let axis = DecadeAxis(layers.flatMap { $0.arms.compactMap(\.map) })
    let peak = max(
      0.01, layers.flatMap { $0.arms.compactMap { $0.map?.last.shares.max() } }.max() ?? 0)
    let rowHeight = rowHeight(in: rect.height, easel)
    let labelHeight = easel.size([theme.small("0")]).height
    func hang(_ axis: DecadeAxis) -> Double {
      let ticks = axis.ticks(length: rowHeight, labelLength: labelHeight)
      return 5.5 + (ticks.labels.map { easel.size([theme.small($0)]).width }.max() ?? 0)
    }
    // Value labels hang out to the left of maps and of each series.
    let hang = columns.enumerated().map { index, entry -> Double in
      switch entry.column {
      case .map: index == 0 ? hang(axis) : 0
      case .last: 0
      case .series(_, let own): hang(own)
      }
    }
    // Half of the last epoch's label sticks out at the right.
    let gaps = hang.reduce(0, +) + Self.gap * Double(columns.count - 1) + theme.type.small
    let unit = (rect.width - gaps) / columns.reduce(0) { $0 + $1.weight }
    guard unit > 20, rowHeight > 12 else { return [] }
    var left = rect.minX
    let places = zip(columns, hang).map { entry, hang in
      let place = (left: left + hang, width: unit * entry.weight)
      left = place.left + place.width + Self.gap
      return place
    }
    var shapes: [Primitive] = []
    for (entry, place) in zip(columns, places) {
      shapes += head(
        entry.column, at: Point(place.left, rect.minY), width: place.width, easel)
    }
    var y = rect.minY + headHeight(easel)
    for (row, layer) in layers.enumerated() {
      shapes.append(
        .text(
          heading(layer, width: rect.width, easel), at: Point(rect.minX, y), Anchor(.leading, .top))
      )
      y += rowHeading(easel)
      let isLast = row == layers.count - 1
      for (index, (entry, place)) in zip(columns, places).enumerated() {
        let frame = Rect(
          x: place.left, y: y + theme.type.small * 0.62, width: place.width,
          height: rowHeight - theme.type.small * 0.62)
        shapes += cell(
          entry.column, layer, in: frame, axis: axis, peak: peak, curves: curves, isLast: isLast,
          title: index == 0 ? "epoch" : nil, easel)
      }
      y += rowHeight + Self.rowGap
    }
    return shapes
  }

  /// The layer's name and what happened to it in each arm, in the arms' colours.
  private func heading(
    _ layer: Layer, width: Double, _ easel: Easel
  ) -> TextBlock {
    let theme = easel.theme
    var runs = [theme.heading(layer.name)]
    if !layer.remark.isEmpty { runs.append(theme.small("  " + layer.remark)) }
    for arm in layer.arms {
      runs.append(
        theme.strong("    \(LossStory.shortName(arm.name)) ", color: theme.arm(arm.index).text))
      runs.append(theme.small(arm.finding, color: theme.ink))
    }
    return easel.fitted(runs, width: width)
  }

  private func head(
    _ column: Column, at point: Point, width: Double, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let run: TextRun
    var shapes: [Primitive] = []
    var room = width
    switch column {
    case .map(let index):
      run = theme.strong(study.arms[index].name, color: theme.arm(index).text)
      if index == shown.last {
        let key = ColorBar("", ramp: theme.ramp, low: "0", high: "100 %")
        let taken = easel.size([theme.small("0100 %")]).width + 56
        let height = easel.size([run]).height
        if taken + 40 < width {
          room = width - taken - 6
          shapes += key.primitives(
            endingAt: Point(point.x + width, point.y + height / 2), barWidth: 44, theme: theme,
            measurer: easel.measurer)
        }
      }
    case .last: run = theme.strong("last epoch")
    case .series(.gradientNorm, _): run = theme.strong("gradient norm")
    case .series: run = theme.strong("update |Δw| / |w|")
    }
    shapes.append(.text(easel.fitted([run], width: room), at: point, Anchor(.leading, .top)))
    return shapes
  }

  private func cell(
    _ column: Column, _ layer: Layer,
    in frame: Rect, axis: DecadeAxis, peak: Double, curves: [String: [ArmCurves]], isLast: Bool,
    title: String?, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let labelHeight = easel.size([theme.small("0")]).height
    let ticks = axis.ticks(length: frame.height, labelLength: labelHeight)
    switch column {
    case .map(let index):
      guard let arm = layer.arms.first(where: { $0.index == index }) else { return [] }
      let all = layers.flatMap(\.arms)
      let x = all.epochScale
      let plot = arm.plot(
        x: x, axis: axis, ramp: theme.ramp, ticks: ticks, hasLabels: index == shown.first,
        hasEpochs: isLast, title: title, theme)
      return drawn(plot, over: frame, easel) + arm.note(x: x, axis: axis, in: frame, easel)
    case .last:
      let plot = histograms(layer.arms, axis, ticks, peak: peak, isLast: isLast, theme)
      return drawn(plot, over: frame, easel) + zeroNumbers(layer.arms, axis, in: frame, easel)
    case .series(let quantity, let own):
      let lines = curves[SeriesName.layer(layer.name, quantity)] ?? []
      return drawn(
        series(quantity, lines, own, in: frame, isLast: isLast, easel), over: frame, easel)
    }
  }

  /// Draws a plot so that its frame is a given one; what hangs out has been made room for.
  private func drawn(_ plot: Plot, over frame: Rect, _ easel: Easel) -> [Primitive] {
    plot.primitives(
      around: frame, in: frame.inset(left: -60, top: -10, right: -40, bottom: -24),
      theme: easel.theme, measurer: easel.measurer)
  }

  /// The last epoch's histograms of all arms over each other, standing on the shared size axis.
  private func histograms(
    _ arms: [GradientArm], _ axis: DecadeAxis, _ ticks: Ticks, peak: Double, isLast: Bool,
    _ theme: Theme
  ) -> Plot {
    let marks = arms.compactMap { arm -> (any Mark)? in
      guard let last = arm.map?.last else { return nil }
      let style = theme.arm(arm.index)
      return HistogramMark(
        edges: last.edges, values: last.shares,
        stroke: Stroke(style.color, width: 1.2, dashes: style.dashes),
        fill: style.color.opacity(0.16))
    }
    let label = NumberText.significant(peak * 100, digits: 2, trims: true) + " %"
    return Plot(
      x: Plot.Side(
        LinearScale(0...peak * 1.05), hasLabels: isLast,
        ticks: Ticks(values: [peak], labels: [label])),
      y: Plot.Side(axis.scale, hasLabels: false, ticks: ticks), marks: marks)
  }

  /// The last epoch's shares of exact zeros, as numbers in the row for zeros.
  private func zeroNumbers(
    _ arms: [GradientArm], _ axis: DecadeAxis, in frame: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let shares = arms.compactMap { arm -> (text: String, color: Color)? in
      guard let map = arm.map, let share = map.zeros.last else { return nil }
      let number = share > 0 && share < 0.01 ? "<1" : "\(Int((share * 100).rounded(.down)))"
      return (map.brokenColumn != nil ? "NaN" : number + " %", theme.arm(arm.index).text)
    }
    guard !shares.isEmpty else { return [] }
    func runs(_ separator: String) -> [TextRun] {
      shares.map {
        theme.strong($0.text.replacing(" ", with: separator) + separator, color: $0.color)
      }
    }
    // Narrow columns have room for the numbers only with less between them, or with one unit for all.
    let last = shares.count - 1
    let forms = [
      shares.map { theme.strong($0.text + "   ", color: $0.color) }, runs("\u{2009}"),
      shares.enumerated().map { index, share in
        let number = index < last ? share.text.replacing(" %", with: "") + " " : share.text
        return theme.strong(number.replacing(" %", with: "\u{2009}%"), color: share.color)
      },
    ]
    let chosen = forms.first { easel.size($0).width <= frame.width - 4 } ?? forms[2]
    let area = PlotArea(frame: frame, x: LinearScale(0...1), y: axis.scale)
    let middle = area.vertical((axis.zeroRow.lowerBound + axis.zeroRow.upperBound) / 2)
    let block = easel.fitted(chosen, width: frame.width - 4)
    return [
      .text(
        block, at: Point(frame.minX + 4, middle ?? frame.maxY), Anchor(.leading, .middle))
    ]
  }

  /// Medians over seeds of a norm or a ratio, one line an arm; a zero stands in its own row.
  private func series(
    _ quantity: SeriesName.LayerQuantity, _ lines: [ArmCurves], _ axis: DecadeAxis,
    in frame: Rect, isLast: Bool, _ easel: Easel
  ) -> Plot {
    let theme = easel.theme
    var marks: [any Mark] = []
    if quantity == .updateRatio {
      marks.append(
        RuleMark(
          .horizontal, at: -3, stroke: Stroke(theme.secondary, width: 0.8, dashes: [1, 2])))
    }
    if axis.hasZeros {
      marks.append(
        RuleMark(
          .horizontal, at: (axis.decades.lowerBound + axis.zeroRow.upperBound) / 2,
          stroke: Stroke(theme.line, width: 0.5)))
    }
    for line in lines {
      let style = theme.arm(line.index)
      let median = line.median
      let places = axis.line(x: median.x, y: median.y)
      marks.append(
        LineMark(
          x: places.x, y: places.y,
          stroke: Stroke(style.color, width: 1.3, dashes: style.dashes)))
    }
    let ticks = axis.ticks(
      length: frame.height, labelLength: easel.size([theme.small("0")]).height)
    return Plot(
      x: Plot.Side(layers.flatMap(\.arms).epochScale, hasLabels: isLast),
      y: Plot.Side(axis.scale, hasGrid: true, ticks: ticks), marks: marks)
  }
}
