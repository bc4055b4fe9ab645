internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Every experiment's estimate with its interval, one row each, the best first.
struct ForestPanel {
  var study: StudyRecord
  var findings: Findings

  private var forest: ForestRows { ForestRows(findings) }

  /// How many experiments are better or worse than the control.
  private var finding: String {
    let control = LossStory.shortName(study.arms.first?.name ?? "the control")
    let all = findings.comparisons
    let (better, worse) = (
      all.count { $0.verdict == .improved }, all.count { $0.verdict == .worsened }
    )
    func are(_ count: Int) -> String { count == 1 ? "is" : "are" }
    switch (better, worse) {
    case (0, 0): return "No experiment is shown to differ from \(control)"
    case (_, 0):
      return "\(better) of \(all.count) experiments \(are(better)) better than \(control)"
    case (0, _): return "\(worse) of \(all.count) experiments \(are(worse)) worse than \(control)"
    default:
      return "Of \(all.count) experiments \(better) \(are(better)) better and \(worse) worse than "
        + control
    }
  }

  var heading: PanelHeading {
    let metric = study.words(findings.comparisons.first?.metric ?? study.metric)
    let n = study.seedCount
    let isRatio = forest.kind == .ratio
    return PanelHeading(
      finding,
      (isRatio ? "ratio of final \(metric)" : "difference in final \(metric)")
        + ", 95 % interval, n = \(n); left is \(findings.comparisons.first?.metricGrows ?? false ? "worse" : "better")"
    )
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let forest = forest
    if !forest.hasEstimate {
      return OutcomePanel(study: study, findings: findings).primitives(in: rect, easel)
    }
    let parts = heading.primitives(in: rect, theme: theme, measurer: easel.measurer)
    let least = theme.type.small * 1.3
    let capacity = max(1, Int((parts.rest.height - Self.axisHeight) / least))
    let all = forest.rows
    let shown = Array(all.prefix(all.count > capacity ? max(1, capacity - 1) : capacity))
    let room = parts.rest.height - Self.axisHeight - (all.count > shown.count ? least : 0)
    let rowHeight = min(room / Double(max(shown.count, 1)), Self.mostRowHeight)
    // Tall rows have room for the interval's numbers and each seed.
    let isDetailed = rowHeight >= theme.type.small * 3
    var plot = plot(shown, rowHeight: isDetailed ? rowHeight : nil, width: rect.width, easel)
    plot.rowTexts = shown.reversed().enumerated().map {
      RowText(place: Double($0), numbers($1, isDetailed: isDetailed, easel))
    }
    let place = Rect(
      x: parts.rest.minX, y: parts.rest.minY, width: parts.rest.width,
      height: rowHeight * Double(shown.count) + Self.axisHeight)
    var shapes = parts.shapes
    shapes += plot.primitives(in: place, theme: theme, measurer: easel.measurer)
    if all.count > shown.count {
      let more = "+ \(all.count - shown.count) more in the report's table"
      shapes.append(
        .text(
          TextBlock([theme.small(more)]), at: Point(rect.minX, rect.maxY), Anchor(.leading, .bottom)
        ))
    }
    return shapes
  }

  /// The room that the axis takes under the rows.
  private static let axisHeight = 16.0

  /// Beyond this, rows would lose each other.
  private static let mostRowHeight = 72.0

  /// The estimate of a row, with its interval and count where there is room.
  private func numbers(
    _ row: ForestRows.Row, isDetailed: Bool, _ easel: Easel
  ) -> TextBlock {
    let color = easel.theme.arm(study.armIndex(row.comparison.experiment)).text
    guard let center = row.center else {
      let kind = forest.kind == .ratio ? "ratio" : "difference"
      return TextBlock(
        [
          easel.theme.strong("no \(kind)", color: color),
          easel.theme.small((isDetailed ? "\n" : ": ") + row.missing),
        ], alignment: .trailing)
    }
    let lines = PairsPanel.text(row.comparison, center: center, interval: row.interval)
    var runs = [
      isDetailed
        ? easel.theme.heading(lines[0], color: color) : easel.theme.strong(lines[0], color: color)
    ]
    if isDetailed {
      runs.append(easel.theme.small("\n" + lines.dropFirst().joined(separator: "\n")))
    }
    return TextBlock(runs, alignment: .trailing)
  }

  private func plot(
    _ shown: [ForestRows.Row], rowHeight: Double?, width: Double, _ easel: Easel
  ) -> Plot {
    let theme = easel.theme
    let forest = forest
    let hasSeeds = rowHeight != nil
    let x = forest.scale(shown, hasSeeds: hasSeeds)
    let y = BandScale(shown.map(\.comparison.experiment).reversed())
    let marks = forest.marks(
      shown, hasSeeds: hasSeeds, theme,
      style: { row in (theme.arm(study.armIndex(row.comparison.experiment)).color, 5) })
    return Plot(
      x: Plot.Side(x, hasGrid: true, ticks: forest.ticks(x, length: width * 0.4, easel)),
      y: Plot.Side(y, hasLine: false, labelWidth: width * 0.34), marks: marks)
  }
}
