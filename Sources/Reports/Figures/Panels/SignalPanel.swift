internal import Charts
internal import Drawing
internal import Records

/// What becomes of the outputs with depth: their spread in each layer, and how their sizes lie.
struct SignalPanel {
  var study: StudyRecord
  var arms: [Int]
  var layers: ActivationLayers

  /// More layers than this are left out of the ridges, evenly.
  private static let mostRidges = 12

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    // A name a ridge; about four lines go to the heading and the axis.
    let line = easel.size([easel.theme.small("A")]).height * 1.1
    let room = Int((rect.height - 4.5 * line) / line)
    let ridges = ridgeRows(most: max(2, min(room, Self.mostRidges)))
    guard !ridges.isEmpty else { return spread(in: rect, easel) }
    let parts = rect.columns([0.55, 0.45], gap: 24)
    return spread(in: parts[0], easel) + self.ridges(ridges, in: parts[1], easel)
  }

  /// What becomes of the signal on its way through the layers.
  private var finding: String {
    func whose(_ position: Int) -> String {
      arms.count > 1 ? " (\(LossStory.shortName(study.arms[arms[position]].name)))" : ""
    }
    if let silence = layers.silence {
      return "Nothing passes \(silence.layer)\(whose(silence.position))"
    }
    if let change = layers.change {
      return "Signals \(change.words) with depth\(whose(change.position))"
    }
    return "Signals keep their size with depth"
  }

  /// The spread of each layer on a log axis, start and end, with a place for exact zeros below.
  private func spread(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let heading = PanelHeading(
      finding, "standard deviation of outputs; pale at the start, strong at the end")
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let all = layers.spreads.flatMap(\.self)
    let values = all.flatMap { [$0.start, $0.end] }
    let hasZeros = values.contains(0)
    let range = finiteRange(of: values.filter { $0 > 0 }) ?? 0.1...10
    let scale = Self.scale(range, hasZeros: hasZeros)
    let zero = scale.domain.lowerBound
    func held(_ value: Double) -> Double { value == 0 ? zero : value }
    var marks: [any Mark] = []
    for isEnd in [false, true] {
      for (position, arm) in arms.enumerated() {
        let style = theme.arm(arm)
        let spreads = layers.spreads[position]
        let x = spreads.indices.map(Double.init)
        let y = spreads.map { held(isEnd ? $0.end : $0.start) }
        let color =
          isEnd ? style.color : style.color.mixed(with: theme.background, share: 0.55)
        marks.append(
          LineMark(
            x: x, y: y,
            stroke: Stroke(color, width: isEnd ? 1.6 : 1.1, dashes: style.dashes)))
        marks.append(
          PointMark(
            x: x, y: y, shape: style.marker, size: layers.depth > 24 ? 3 : 4.5,
            fill: color))
      }
    }
    var ticks: Ticks?
    if hasZeros {
      let room = TickRoom(
        length: max(20, top.rest.height - 30), direction: .vertical, style: theme.small("").style,
        measurer: easel.measurer)
      let own = scale.ticks(in: room)
      let clear = (scale.unit(range.lowerBound) ?? 0) * 0.75
      let kept = own.values.indices.filter { (scale.unit(own.values[$0]) ?? 0) > clear }
      ticks = Ticks(
        values: [zero] + kept.map { own.values[$0] }, labels: ["0"] + kept.map { own.labels[$0] })
    }
    // Arms of different layers stand over each other by their place from the input on.
    let names = layers.isAlike ? layers.layers : (1...max(1, layers.depth)).map(\.description)
    let x = PointScale(names, margin: 0.3)
    let plot = Plot(
      x: Plot.Side(
        x, title: layers.isAlike ? nil : "layer, from the input on",
        ticks: LayerTicks(across: names, easel).ticks(length: top.rest.width - 40)),
      y: Plot.Side(scale, hasGrid: true, ticks: ticks), marks: marks,
      margins: Plot.Margins(top: 4, right: 6))
    return top.shapes + plot.primitives(in: top.rest, theme: theme, measurer: easel.measurer)
  }

  /// Decades around the values; where some are zero, the axis starts a step lower for them.
  private static func scale(_ range: ClosedRange<Double>, hasZeros: Bool) -> LogScale {
    let (low, high) = (
      decimalLogarithm(range.lowerBound), decimalLogarithm(range.upperBound)
    )
    let margin = max((high - low) * 0.06, 0.15)
    let under = hasZeros ? max((high - low) * 0.16, 0.5) : margin
    return LogScale(
      max(powerOfTen(low - under), .leastNormalMagnitude)...min(powerOfTen(high + margin), 1e308))
  }

  /// A layer's last histogram in one arm, all seeds summed.
  private func histogram(_ arm: Int, _ layer: String) -> [Double]? {
    var sums = [Double](repeating: 0, count: SizeHistograms.binCount)
    for run in study.arms[arm].runs {
      guard let found = run.activationHistograms.first(where: { $0.layer == layer }),
        let counts = found.counts.last
      else { continue }
      for (bin, count) in counts.enumerated() where bin < sums.count { sums[bin] += Double(count) }
    }
    return sums.contains { $0 > 0 } ? sums : nil
  }

  /// Whether every output of a layer was exactly 0 at the last count, in every run that counted.
  private func isZero(_ arm: Int, _ layer: String) -> Bool {
    let found = study.arms[arm].runs.compactMap { run in
      run.activationHistograms.first { $0.layer == layer }
    }
    return !found.isEmpty
      && found.allSatisfy { $0.zeros.last ?? 0 > 0 && $0.nonFinite.last ?? 0 == 0 }
  }

  /// A layer's row of ridges, and the places of the arms that stand in it.
  private struct RidgeRow {
    var layer: String
    var positions: [Int]
  }

  /// Layers with a histogram, thinned evenly: arms share rows where they have the same layers, else
  /// the control's rows stand over the experiment's.
  private func ridgeRows(most: Int) -> [RidgeRow] {
    func recorded(_ layers: [String], _ positions: [Int], most: Int) -> [RidgeRow] {
      let found = layers.filter { layer in
        positions.contains { histogram(arms[$0], layer) != nil }
      }
      let count = min(found.count, most)
      return (0..<count).map { index in
        let place = count > 1 ? index * (found.count - 1) / (count - 1) : 0
        return RidgeRow(layer: found[place], positions: positions)
      }
    }
    if layers.isAlike {
      return recorded(layers.layers, Array(arms.indices), most: most)
    }
    return arms.indices.flatMap { position in
      recorded(
        layers.spreads[position].map(\.layer), [position], most: max(1, most / arms.count))
    }
  }

  private func ridges(_ rows: [RidgeRow], in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let all = layers.isAlike ? layers.layers.count : layers.spreads.reduce(0) { $0 + $1.count }
    let kept = rows.count < all ? ", \(rows.count) of \(all) layers" : ""
    let heading = PanelHeading(
      "Sizes of outputs at the end", "|x| but for zeros, each to its own peak\(kept)")
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let found = rows.map { row in row.positions.map { histogram(arms[$0], row.layer) } }
    let used = (0..<SizeHistograms.binCount).filter { bin in
      found.contains { $0.contains { ($0?[bin] ?? 0) > 0.002 * ($0?.reduce(0, +) ?? 1) } }
    }
    func edge(_ bin: Int) -> Double {
      Double(SizeHistograms.lowestDecade) + Double(bin) / Double(SizeHistograms.binsPerDecade)
    }
    let (first, last) = (used.first ?? 0, used.last ?? SizeHistograms.binCount - 1)
    let x = LogScale(powerOfTen(edge(first) - 0.2)...powerOfTen(edge(last + 1) + 0.2))
    let edges = (0...SizeHistograms.binCount).map { powerOfTen(edge($0)) }
    var ridges: [RidgelineMark.Ridge] = []
    var notes: [RowText] = []
    for (row, histograms) in found.enumerated() {
      for (position, counts) in zip(rows[row].positions, histograms) {
        let style = theme.arm(arms[position])
        let place = Double(rows.count - 1 - row)
        guard let counts, let first = counts.firstIndex(where: { $0 > 0 }),
          let last = counts.lastIndex(where: { $0 > 0 })
        else {
          if isZero(arms[position], rows[row].layer) {
            notes.append(
              RowText(place: place, TextBlock([theme.small("all 0", color: style.text)])))
          }
          continue
        }
        ridges.append(
          RidgelineMark.Ridge(
            place: place,
            .histogram(
              edges: Array(edges[first...(last + 1)]), counts: Array(counts[first...last])),
            stroke: Stroke(style.color, width: 1, dashes: style.dashes),
            fill: style.color.opacity(0.16)))
      }
    }
    var plot = Plot(
      x: Plot.Side(x, hasGrid: true),
      y: Plot.Side(
        BandScale(rows.reversed().map(\.layer), padding: 0), hasLine: false,
        labelWidth: rect.width * 0.28),
      // One mark a ridge: a bounded layer's narrow peak would press the others flat.
      marks: ridges.map { RidgelineMark([$0], overlap: 0.85, drop: .share(0.42)) },
      margins: Plot.Margins(top: 4, right: 6))
    // Two arms' notes would stand on each other.
    plot.rowTexts = notes.filter { note in notes.count { $0.place == note.place } == 1 }
    return top.shapes + plot.primitives(in: top.rest, theme: theme, measurer: easel.measurer)
  }
}
