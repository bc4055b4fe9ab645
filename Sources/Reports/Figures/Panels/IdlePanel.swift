internal import Charts
internal import Drawing
internal import Records

/// The share of idle units over training: a small chart for each layer, or heat maps where they are many.
struct IdlePanel {
  var study: StudyRecord
  var arms: [Int]
  var layers: [ActivationLayers.Idle]

  /// More layers than this are rows of a heat map.
  private static let mostCharts = 8
  private static let leastHeight = 74.0

  /// The share of a figure's height that suits the number of layers.
  var weight: Double { layers.count > 4 ? 0.5 : 0.42 }

  private var words: String {
    let words = layers.flatMap(\.words)
    return words.contains("dead")
      ? words.contains("saturated") ? "dead or saturated" : "dead" : "saturated"
  }

  private var epochs: LinearScale {
    let curves = layers.flatMap(\.arms).flatMap(\.curves)
    let ends = curves.compactMap(\.x.first) + curves.compactMap(\.x.last)
    return LinearScale(finiteRange(of: ends) ?? 0...1, hasWholeTicks: true)
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let columns = min(layers.count, rect.width < 600 ? 3 : 4)
    let lines = (layers.count + columns - 1) / columns
    let fits = layers.count <= Self.mostCharts && Double(lines) * Self.leastHeight <= rect.height
    return fits ? charts(columns, in: rect, easel) : maps(in: rect, easel)
  }

  private func charts(_ columns: Int, in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let x = epochs
    let shares = finiteRange(of: layers.flatMap(\.arms).flatMap(\.curves).flatMap(\.y))
    // Shares that are all small would lie on the axis.
    let isSmall = shares.map { $0.upperBound <= 0.2 } ?? false
    let top = isSmall ? 0.25 : 1
    let ticks =
      isSmall
      ? Ticks(values: [0, 0.1, 0.2], labels: ["0", "10 %", "20 %"])
      : Ticks(values: [0, 0.5, 1], labels: ["0", "50 %", "100 %"])
    let facets = layers.map { layer in
      let ends = layer.arms.map { arm in
        arm.finalMedian.map { NumberText.significant($0 * 100, digits: 2, trims: true) + " %" }
          ?? "not finite"
      }
      let heading = PanelHeading(
        layer.layer, "\(layer.word), in the end \(ends.joined(separator: " and "))")
      return Facets.Facet(
        heading,
        Plot(
          x: Plot.Side(x, title: "epoch"),
          y: Plot.Side(LinearScale(0...top), hasGrid: true, ticks: ticks),
          marks: CurveMarks.marks(layer.arms, theme, width: 1.5),
          margins: Plot.Margins(top: 4, right: 4)))
    }
    return Facets(facets, columns: columns, gap: Size(16, 6))
      .primitives(in: rect, theme: theme, measurer: easel.measurer)
  }

  /// One heat map an arm, a row a layer, the first at the top, all on one scale of colour.
  private func maps(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let heading = PanelHeading(
      "Idle units, layer by layer", "share \(words) over epochs, median of seeds")
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let end = Point(rect.maxX, rect.minY + 5)
    var shapes = top.shapes
    let key = ColorBar("share", ramp: theme.ramp, low: "0", high: "100 %")
    if easel.size([theme.heading(heading.title)]).width + 160 < rect.width {
      shapes += key.primitives(endingAt: end, theme: theme, measurer: easel.measurer)
    }
    let x = epochs
    let rows = layers.map(\.layer)
    let names = Plot.Side(
      BandScale(rows.reversed(), padding: 0), hasLine: false, labelWidth: rect.width * 0.14,
      ticks: LayerTicks(down: rows, easel).ticks(length: top.rest.height - 48))
    let facets = arms.map { arm in
      let rows = layers.map { Self.row($0.arms.first { $0.index == arm }, over: x.domain) }
      let map = HeatMapMark(
        columns: x.domain, rows: -0.5...(Double(layers.count) - 0.5), values: rows, range: 0...1,
        ramp: theme.ramp)
      return Facets.Facet(
        PanelHeading(study.arms[arm].name, titleColor: theme.arm(arm).text),
        Plot(
          x: Plot.Side(x, title: "epoch"), y: names, marks: [map],
          margins: Plot.Margins(top: 4, right: 6)))
    }
    return shapes
      + Facets(facets, columns: facets.count, gap: Size(16, 0))
      .primitives(in: top.rest, theme: theme, measurer: easel.measurer)
  }

  /// A layer's median shares in equal columns over the epochs; what is not known counts as none.
  private static func row(_ curves: ArmCurves?, over epochs: ClosedRange<Double>) -> [Double] {
    let columns = 120
    var (sums, counts) = (
      [Double](repeating: 0, count: columns), [Int](repeating: 0, count: columns)
    )
    let width = max(epochs.upperBound - epochs.lowerBound, .leastNormalMagnitude)
    let median = curves?.median ?? (x: [], y: [])
    for (x, y) in zip(median.x, median.y) where y.isFinite {
      let column = min(columns - 1, max(0, Int((x - epochs.lowerBound) / width * Double(columns))))
      sums[column] += y
      counts[column] += 1
    }
    // Columns between two epochs repeat the one before.
    var last = 0.0
    return sums.indices.map { column in
      if counts[column] > 0 { last = sums[column] / Double(counts[column]) }
      return last
    }
  }
}
