internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Every experiment's estimate with its interval, one row each, the best first.
struct ForestPanel {
  var study: StudyRecord
  var findings: Findings

  private var isRatio: Bool { findings.comparisons.allSatisfy { $0.scale == .logRatio } }

  /// An experiment with the numbers of its row; infinite where no finite pair was left.
  private struct Row {
    var comparison: Comparison
    var center: Double?
    var interval: Interval?
  }

  private var rows: [Row] {
    let grows = findings.comparisons.first?.metricGrows ?? false
    return findings.comparisons.map { comparison in
      Row(
        comparison: comparison,
        center: isRatio ? comparison.ratio : comparison.meanDifference,
        interval: isRatio ? comparison.ratioInterval : comparison.differenceInterval)
    }.sorted { a, b in
      let (first, second) = (a.center ?? .infinity, b.center ?? .infinity)
      return grows ? first > second : first < second
    }
  }

  var heading: PanelHeading {
    let metric = study.words(findings.comparisons.first?.metric ?? study.metric)
    let n = study.seedCount
    return PanelHeading(
      "Each experiment against \(study.arms.first?.name ?? "the control")",
      (isRatio ? "ratio of final \(metric)" : "difference in final \(metric)")
        + ", 95 % interval, n = \(n); left is \(findings.comparisons.first?.metricGrows ?? false ? "worse" : "better")"
    )
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    if rows.allSatisfy({ $0.center == nil }) {
      return OutcomePanel(study: study, findings: findings).primitives(in: rect, easel)
    }
    let parts = heading.primitives(in: rect, theme: theme, measurer: easel.measurer)
    let least = theme.type.small * 1.3
    let capacity = max(1, Int((parts.rest.height - Self.axisHeight) / least))
    let all = rows
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
  private func numbers(_ row: Row, isDetailed: Bool, _ easel: Easel) -> TextBlock {
    let color = easel.theme.arm(study.armIndex(row.comparison.experiment)).text
    guard let center = row.center else {
      let kind = isRatio ? "ratio" : "difference"
      return TextBlock(
        [
          easel.theme.strong("no \(kind)", color: color),
          easel.theme.small("\n" + Self.missing(row.comparison)),
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

  /// Whose runs left no pair with two finite values: "control diverged", "8 of 8 diverged".
  private static func missing(_ comparison: Comparison) -> String {
    let n = comparison.experimentValues.count
    let count = comparison.experimentValues.count { !$0.isFinite }
    return count == 0 ? "control diverged" : "\(count) of \(n) diverged"
  }

  private func plot(
    _ shown: [Row], rowHeight: Double?, width: Double, _ easel: Easel
  ) -> Plot {
    let theme = easel.theme
    let neutral = isRatio ? 1.0 : 0
    let each = shown.map { row in
      row.comparison.differences.filter(\.isFinite).map { isRatio ? exponential($0) : $0 }
    }
    var ends = shown.flatMap { row -> [Double] in
      [row.center, row.interval?.lower, row.interval?.upper].compactMap(\.self).filter(\.isFinite)
    }
    if rowHeight != nil { ends += each.flatMap(\.self) }
    let x: any Scale =
      isRatio
      ? LogScale(logDomain(ends + [neutral])) : fittingScale(for: ends + [neutral], padding: 0.06)
    let y = BandScale(shown.map(\.comparison.experiment).reversed())
    var marks: [any Mark] = [
      RuleMark(.vertical, at: neutral, stroke: Stroke(theme.secondary, width: 0.8))
    ]
    var forest: [ForestMark.Row] = []
    for (index, row) in shown.reversed().enumerated() {
      if rowHeight != nil {
        let values = each.reversed()[index]
        marks.append(
          PointMark(
            x: values, y: values.map { _ in Double(index) - 0.22 }, shape: .circle, size: 3.2,
            fill: theme.neutral.opacity(0.7)))
      }
      forest.append(
        ForestMark.Row(
          place: Double(index), estimate: row.center ?? .nan, lower: row.interval?.lower ?? .nan,
          upper: row.interval?.upper ?? .nan,
          color: theme.arm(study.armIndex(row.comparison.experiment)).color))
    }
    marks.append(ForestMark(forest, lineWidth: 1.6))
    var ticks = x.ticks(
      in: TickRoom(
        length: width * 0.4, direction: .horizontal, style: theme.small("").style,
        measurer: easel.measurer))
    if isRatio { ticks.labels = ticks.labels.map { "×" + $0 } }
    return Plot(
      x: Plot.Side(x, hasGrid: true, ticks: ticks),
      y: Plot.Side(y, hasLine: false, labelWidth: width * 0.34), marks: marks)
  }

  private func logDomain(_ values: [Double]) -> ClosedRange<Double> {
    guard let range = finiteRange(of: values.filter { $0 > 0 }) else { return 0.5...2 }
    let margin = max((range.upperBound / range.lowerBound).squareRoot() * 0.1 + 1, 1.05)
    let top = min(range.upperBound * margin, .greatestFiniteMagnitude)
    return max(range.lowerBound / margin, .leastNormalMagnitude)...top
  }
}
