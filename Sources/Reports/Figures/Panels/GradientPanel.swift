internal import Charts
internal import Drawing
internal import Records

/// Heat maps of one layer's gradient sizes, arms side by side on one scale of colour and size.
struct GradientPanel {
  /// An arm's map with its style.
  struct Arm {
    var name: String
    var index: Int
    /// Nil where the arm has no histograms of the layer.
    var map: GradientMap?
    var hasDiverged: Bool
  }

  var arms: [Arm]
  var axis: GradientAxis
  /// Whether each arm's map is in the arm's own colour.
  var usesArmColors = false
  var hasNames = true
  /// Whether the epochs stand under the maps.
  var hasEpochs = true
  var usesTitles = false
  /// Whether a panel with the last step's histograms stands at the right.
  var hasHistograms = false

  init(_ study: StudyRecord, arms indices: [Int], layer: String) {
    arms = indices.map { index in
      Arm(
        name: study.arms[index].name, index: index,
        map: GradientMap(study.arms[index], layer: layer),
        hasDiverged: study.arms[index].runs.contains { $0.divergence != nil })
    }
    axis = GradientAxis(arms.compactMap(\.map))
  }

  var isEmpty: Bool { arms.allSatisfy { $0.map == nil } }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let weights = arms.map { _ in 1.0 } + (hasHistograms ? [0.62] : [])
    let labelHeight = easel.size([theme.small("0")]).height
    let ticks = axis.ticks(height: rect.height - (hasEpochs ? 30 : 14), labelHeight: labelHeight)
    let labelWidth =
      (ticks.labels.map { easel.size([theme.small($0)]).width }.max() ?? 0) + 5.5
    let nameHeight = hasNames ? easel.size([theme.strong("A")]).height + 3 : 0
    let body = rect.inset(left: labelWidth, top: nameHeight)
    let epochs = arms.compactMap { $0.map?.epochs }
    let x = LinearScale(
      (epochs.map(\.lowerBound).min() ?? 0)...(epochs.map(\.upperBound).max() ?? 1),
      hasWholeTicks: true)
    var shapes: [Primitive] = []
    for (position, part) in body.columns(weights, gap: 16).enumerated() {
      let isFirst = position == 0
      let plot =
        position < arms.count
        ? map(arms[position], x: x, hasLabels: isFirst, ticks: ticks, theme)
        : histograms(ticks, theme)
      // The first panel's labels hang out to the left, so that all frames are equally wide.
      let place = isFirst ? part.inset(left: -labelWidth) : part
      shapes += plot.primitives(in: place, theme: theme, measurer: easel.measurer)
      if position == arms.count {
        let frame = plot.frame(in: place, theme: theme, measurer: easel.measurer)
        shapes += zeroNumbers(in: frame, easel)
      }
      if hasNames {
        let run =
          position < arms.count
          ? theme.strong(arms[position].name, color: theme.arm(arms[position].index).text)
          : theme.small("last epoch: sizes, share of zeros")
        let fits = position < arms.count || easel.size([run]).width <= part.width
        let name = easel.fitted([fits ? run : theme.small("last epoch")], width: part.width)
        shapes.append(
          .text(name, at: Point(part.minX, rect.minY), Anchor(.leading, .top)))
      }
      if position < arms.count {
        let frame = plot.frame(in: place, theme: theme, measurer: easel.measurer)
        shapes += note(on: arms[position], x: x, in: frame, easel)
      }
    }
    return shapes
  }

  /// What stands where an arm has nothing to show: why.
  private func note(
    on arm: Arm, x: LinearScale, in frame: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    var room = frame.inset(left: 4)
    var text = arm.hasDiverged ? "diverged in the first epoch" : "not recorded"
    if let map = arm.map {
      guard let column = map.brokenColumn else { return [] }
      let width = (map.epochs.upperBound - map.epochs.lowerBound) / Double(map.shares.count)
      let start = map.epochs.lowerBound + width * Double(column)
      let area = PlotArea(frame: frame, x: x, y: axis.scale)
      room = frame.inset(left: (area.clampedHorizontal(start) ?? frame.minX) - frame.minX + 3)
      text = "not finite"
    }
    let block = easel.fitted(
      [theme.small(text, color: theme.arm(arm.index).text)], width: room.width, lines: 3)
    guard easel.size(block).width <= room.width, easel.size(block).height <= room.height else {
      return []
    }
    return [.text(block, at: Point(room.minX, room.midY), Anchor(.leading, .middle))]
  }

  private func map(
    _ arm: Arm, x: LinearScale, hasLabels: Bool, ticks: Ticks, _ theme: Theme
  ) -> Plot {
    var marks: [any Mark] = []
    let ramp = usesArmColors ? theme.arm(arm.index).ramp : theme.ramp
    if let map = arm.map {
      marks = [
        HeatMapMark(
          columns: map.epochs, rows: axis.decades, values: map.rows(in: axis.decades),
          range: 0...1, ramp: ramp),
        HeatMapMark(
          columns: map.epochs, rows: axis.zeroRow,
          values: [map.zeros.map { GradientMap.shade($0) }],
          range: 0...1, ramp: ramp),
        RuleMark(
          .horizontal, at: (axis.decades.lowerBound + axis.zeroRow.upperBound) / 2,
          stroke: Stroke(theme.line, width: 0.5)),
      ]
    }
    return Plot(
      x: Plot.Side(x, title: hasEpochs && usesTitles ? "epoch" : nil, hasLabels: hasEpochs),
      y: Plot.Side(axis.scale, hasLabels: hasLabels, ticks: ticks), marks: marks,
      margins: Self.margins(theme))
  }

  /// Room for half a label over and beside every frame, so that all are equally large.
  private static func margins(_ theme: Theme) -> Plot.Margins {
    Plot.Margins(top: theme.type.small * 0.62, right: theme.type.small)
  }

  /// The last epoch's histograms of all arms over each other, standing on the shared size axis.
  private func histograms(_ ticks: Ticks, _ theme: Theme) -> Plot {
    let marks = arms.compactMap { arm -> (any Mark)? in
      guard let last = arm.map?.last else { return nil }
      let style = theme.arm(arm.index)
      return HistogramMark(
        edges: last.edges, values: last.shares,
        stroke: Stroke(style.color, width: 1.2, dashes: style.dashes),
        fill: style.color.opacity(0.16))
    }
    let x = LinearScale(0...axis.peak * 1.05)
    let label = NumberText.significant(axis.peak * 100, digits: 2, trims: true) + " %"
    return Plot(
      x: Plot.Side(
        x, title: hasEpochs && usesTitles ? "share" : nil, hasLabels: hasEpochs,
        ticks: Ticks(values: [axis.peak], labels: [label])),
      y: Plot.Side(axis.scale, hasLabels: false, ticks: ticks), marks: marks,
      margins: Self.margins(theme))
  }

  /// The last epoch's shares of exact zeros, as numbers in the row for zeros.
  private func zeroNumbers(in frame: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let runs = arms.compactMap { arm -> TextRun? in
      guard let share = arm.map?.zeros.last else { return nil }
      if arm.map?.brokenColumn != nil {
        return theme.strong("NaN   ", color: theme.arm(arm.index).text)
      }
      let number = share > 0 && share < 0.01 ? "< 1" : "\(Int((share * 100).rounded()))"
      return theme.strong("\(number) %   ", color: theme.arm(arm.index).text)
    }
    guard !runs.isEmpty else { return [] }
    let area = PlotArea(frame: frame, x: LinearScale(0...1), y: axis.scale)
    let middle = area.vertical((axis.zeroRow.lowerBound + axis.zeroRow.upperBound) / 2)
    let block = easel.fitted(runs, width: frame.width - 4)
    return [
      .text(
        block, at: Point(frame.minX + 4, middle ?? frame.maxY), Anchor(.leading, .middle))
    ]
  }
}
