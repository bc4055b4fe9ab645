internal import Charts
internal import Drawing
internal import Records

/// The norm of each layer's gradient and the relative size of its updates, over epochs.
struct GradientLines {
  var study: StudyRecord
  var arms: [Int]
  var layers: [String]

  static let quantities: [SeriesName.LayerQuantity] = [.gradientNorm, .updateRatio]

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let columns = rect.columns([1, 1], gap: 24)
    return zip(Self.quantities, columns).flatMap { quantity, part in
      panel(quantity, in: part, easel)
    }
  }

  private func panel(
    _ quantity: SeriesName.LayerQuantity, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let isRatio = quantity == .updateRatio
    let heading = PanelHeading(
      isRatio ? "Update ratio |Δw| / |w|" : "Gradient norm",
      isRatio
        ? "of each layer, median of seeds; about 10⁻³ is usual"
        : "of each layer, median of seeds; 0 has no place on a log scale")
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let lines = arms.flatMap { arm in
      layers.compactMap { layer in
        ArmCurves(study.arms[arm], index: arm, series: SeriesName.layer(layer, quantity))
          .map { (layer: layer, curves: $0) }
      }
    }
    var values = lines.flatMap { $0.curves.median.y }.filter { $0 > 0 && $0.isFinite }
    guard !values.isEmpty else {
      let note = easel.fitted(
        [theme.small("no update was larger than zero")], width: rect.width)
      return top.shapes + [
        .text(note, at: Point(top.rest.minX, top.rest.minY), Anchor(.leading, .top))
      ]
    }
    if isRatio { values.append(1e-3) }
    let scale: any Scale = fittingScale(for: values, padding: 0.08)
    let curves = lines.flatMap(\.curves.curves)
    let epochs = curves.compactMap(\.x.first) + curves.compactMap(\.x.last)
    let x = LinearScale(finiteRange(of: epochs) ?? 0...1, hasWholeTicks: true)
    var marks: [any Mark] = []
    if isRatio {
      marks.append(
        RuleMark(
          .horizontal, at: 1e-3, stroke: Stroke(theme.secondary, width: 0.8, dashes: [1, 2])))
    }
    var labels: [LineLabel] = []
    for line in lines {
      let style = theme.arm(line.curves.index)
      let median = line.curves.median
      marks.append(
        LineMark(
          x: median.x, y: median.y,
          stroke: Stroke(style.color, width: 1.3, dashes: style.dashes)))
      let last = median.y.last ?? .nan
      let isZero = last == 0
      labels.append(
        LineLabel(
          isZero ? "\(line.layer) = 0" : line.layer, y: isZero ? scale.domain.lowerBound : last,
          color: style.text, priority: line.curves.index == 0 ? 1 : 0))
    }
    labels = labels.filter { $0.y.isFinite }
    let plot = Plot(
      x: Plot.Side(x, title: "epoch"), y: Plot.Side(scale, hasGrid: true), marks: marks,
      lineLabels: labels,
      callouts: isRatio ? [Callout("10⁻³", x: 0, y: 1e-3, placement: .alongRule)] : [],
      margins: Plot.Margins(top: 3))
    return top.shapes
      + plot.primitives(in: top.rest, theme: theme, measurer: easel.measurer)
  }
}
