internal import Charts
internal import Drawing
internal import Records

/// How the values of each channel of images or sequences are spread, before and after preparing.
struct ChannelPanel {
  var ranges: FeatureRanges
  /// Whether numbers stand over each histogram, and names of channels before them.
  var isDetailed = true

  /// The height that suits one channel's histograms.
  static let rowHeight = 118.0

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let count = isDetailed ? ranges.names.count : 1
    var shapes: [Primitive] = []
    for (channel, row) in rect.rows((0..<count).map { _ in 1 }, gap: 10).enumerated() {
      var top = row
      if isDetailed, ranges.names.count > 1 {
        let name = easel.fitted([theme.heading(ranges.name(channel))], width: row.width)
        shapes.append(.text(name, at: Point(row.minX, row.minY), Anchor(.leading, .top)))
        top = row.inset(top: easel.size(name).height + 1)
      }
      let columns = top.columns(ranges.views.map { _ in 1 }, gap: 26)
      for (view, column) in zip(ranges.views, columns) {
        shapes += histogram(view, channel, in: column, easel)
      }
    }
    return shapes
  }

  /// "mean 4.88, spread 6.02, 0 to 16": what a histogram's shape does not tell to the digit.
  private func numbers(_ view: FeatureRanges.View, _ channel: Int) -> String {
    let summary = view.summaries[channel]
    func text(_ value: Double) -> String { NumberText.significant(value, trims: true) }
    return "mean \(text(summary.mean)), standard deviation \(text(summary.standardDeviation)), "
      + "\(text(summary.minimum)) to \(text(summary.maximum))"
  }

  private func histogram(
    _ view: FeatureRanges.View, _ channel: Int, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let found = view.histograms[channel]
    let total = Double(max(1, found.zeros + found.counts.reduce(0, +)))
    var shapes: [Primitive] = []
    var runs = [theme.strong(view.name, color: view.textColor(theme))]
    if isDetailed { runs.append(theme.small("   " + numbers(view, channel))) }
    let head = easel.fitted(runs, width: rect.width)
    shapes.append(.text(head, at: Point(rect.minX, rect.minY), Anchor(.leading, .top)))
    let body = rect.inset(top: easel.size(head).height + 4)
    let shares = found.counts.map { Double($0) / total }
    let peak = max(shares.max() ?? 0, 1e-9)
    let width = found.upper - found.lower
    guard width > 0, width.isFinite else {
      let note = TextBlock([theme.small("every value is \(NumberText.significant(found.lower))")])
      shapes.append(.text(note, at: Point(body.minX, body.minY), Anchor(.leading, .top)))
      return shapes
    }
    let bins = Double(ValueHistogram.binCount)
    let edges = (0...ValueHistogram.binCount).map {
      found.lower + width * Double($0) / bins
    }
    let zeroShare = Double(found.zeros) / total
    let ends =
      [found.lower - width * 0.02, found.upper + width * 0.02] + (zeroShare > 0 ? [0] : [])
    let x = LinearScale((ends.min() ?? 0)...(ends.max() ?? 1))
    var marks: [any Mark] = [
      HistogramMark(
        .vertical, edges: edges, values: shares,
        stroke: Stroke(view.color(theme), width: 0.9), fill: view.color(theme).opacity(0.35))
    ]
    var notes: [Callout] = []
    if zeroShare >= 0.005 {
      // What is exactly zero would press all other bins flat; it stands as a bar of its own.
      marks.append(
        RuleMark(.vertical, at: 0, stroke: Stroke(view.color(theme), width: 2.2)))
      let percent = NumberText.significant(zeroShare * 100, digits: 2, trims: true)
      notes.append(
        Callout("\(percent) % exactly 0", x: 0, y: peak, placement: .besideRule, isRequired: true))
    }
    let percent = NumberText.significant(peak * 100, digits: 2, trims: true) + " %"
    let plot = Plot(
      x: Plot.Side(x),
      y: Plot.Side(
        LinearScale(0...peak * 1.08), hasGrid: true,
        ticks: Ticks(values: [0, peak], labels: ["0", percent])), marks: marks, callouts: notes,
      margins: Plot.Margins(top: 2))
    return shapes + plot.primitives(in: body, theme: theme, measurer: easel.measurer)
  }
}
