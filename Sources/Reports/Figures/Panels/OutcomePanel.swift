internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Where each seed of each arm ended: what is left to show where no pair of runs is finite.
struct OutcomePanel {
  var study: StudyRecord
  var findings: Findings

  private struct Row {
    var name: String
    var values: [Double]

    var finite: [Double] { values.filter(\.isFinite) }
  }

  /// The control, then the experiments in the study's order.
  private var rows: [Row] {
    let control = findings.comparisons.first.map { Row(name: $0.control, values: $0.controlValues) }
    return [control].compactMap(\.self)
      + findings.comparisons.map { Row(name: $0.experiment, values: $0.experimentValues) }
  }

  var heading: PanelHeading {
    let kind =
      findings.comparisons.allSatisfy { $0.scale == .logRatio } ? "ratio" : "difference"
    let metric = study.words(findings.comparisons.first?.metric ?? study.metric)
    let control = rows.first ?? Row(name: "the control", values: [])
    let lost = control.values.count - control.finite.count
    let title =
      lost > 0
      ? "No \(kind): \(lost) of \(control.values.count) runs of \(control.name) diverged"
      : "No \(kind): no pair has two finite values"
    return PanelHeading(title, "final \(metric): median, range and each seed")
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let parts = heading.primitives(in: rect, theme: theme, measurer: easel.measurer)
    let capacity = max(1, Int((parts.rest.height - Self.axisHeight) / (theme.type.small * 1.3)))
    let shown = Array(rows.prefix(capacity))
    let rowHeight = min((parts.rest.height - Self.axisHeight) / Double(max(shown.count, 1)), 40)
    let notes = shown.map { note($0, easel) }
    let noteWidth = notes.map { easel.size($0).width }.max() ?? 0
    let scale = fittingScale(for: shown.flatMap(\.finite), padding: 0.08)
    let y = BandScale(shown.map(\.name).reversed())
    var marks: [any Mark] = []
    for (index, row) in shown.reversed().enumerated() {
      let style = theme.arm(study.armIndex(row.name))
      marks.append(
        PointMark(
          x: row.finite, y: row.finite.map { _ in Double(index) - 0.22 }, shape: .circle,
          size: 3.2, fill: theme.neutral.opacity(0.7)))
      guard let range = finiteRange(of: row.finite), row.finite.count == row.values.count else {
        continue
      }
      marks.append(
        IntervalMark(
          .horizontal, at: Double(index), estimate: medianOf(row.finite),
          lower: range.lowerBound, upper: range.upperBound,
          stroke: Stroke(style.color, width: 1.6), markerSize: 5))
    }
    let plot = Plot(
      x: Plot.Side(scale, hasGrid: true),
      y: Plot.Side(y, hasLine: false, labelWidth: rect.width * 0.34), marks: marks,
      margins: Plot.Margins(right: noteWidth + 10))
    let place = Rect(
      x: parts.rest.minX, y: parts.rest.minY, width: parts.rest.width,
      height: rowHeight * Double(shown.count) + Self.axisHeight)
    let frame = plot.frame(in: place, theme: theme, measurer: easel.measurer)
    let area = PlotArea(frame: frame, x: plot.x.scale, y: plot.y.scale)
    var shapes = parts.shapes
    if shown.contains(where: { !$0.finite.isEmpty }) {
      shapes += plot.primitives(in: place, theme: theme, measurer: easel.measurer)
    }
    for (index, block) in notes.reversed().enumerated() {
      guard let middle = area.vertical(Double(index)) else { continue }
      shapes.append(.text(block, at: Point(rect.maxX, middle), Anchor(.trailing, .middle)))
    }
    return shapes
  }

  /// The room that the axis takes under the rows.
  private static let axisHeight = 16.0

  /// The median, or how many of the runs diverged.
  private func note(_ row: Row, _ easel: Easel) -> TextBlock {
    let lost = row.values.count - row.finite.count
    let text =
      lost == 0
      ? NumberText.significant(medianOf(row.finite)) : "\(lost) of \(row.values.count) diverged"
    let color = easel.theme.arm(study.armIndex(row.name)).text
    return TextBlock([easel.theme.strong(text, color: color)], alignment: .trailing)
  }
}
