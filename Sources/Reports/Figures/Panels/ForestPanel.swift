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
    let metric = StudyRecord.words(findings.comparisons.first?.metric ?? study.metric)
    let n = study.seedCount
    return PanelHeading(
      "Each experiment against \(study.arms.first?.name ?? "the control")",
      (isRatio ? "ratio of final \(metric)" : "difference in final \(metric)")
        + ", 95 % interval, n = \(n); left is \(findings.comparisons.first?.metricGrows ?? false ? "worse" : "better")"
    )
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let parts = heading.primitives(in: rect, theme: theme, measurer: easel.measurer)
    let axisHeight = 16.0
    let rowHeight = theme.type.small * 1.3
    let capacity = max(1, Int((parts.rest.height - axisHeight) / rowHeight))
    let all = rows
    let shown = Array(all.prefix(all.count > capacity ? max(1, capacity - 1) : capacity))
    let ends = shown.flatMap { row -> [Double] in
      [row.center, row.interval?.lower, row.interval?.upper].compactMap(\.self).filter(\.isFinite)
    }
    let neutral = isRatio ? 1.0 : 0
    let x: any Scale =
      isRatio
      ? LogScale(logDomain(ends + [neutral])) : fittingScale(for: ends + [neutral], padding: 0.06)
    let y = BandScale(shown.map(\.comparison.experiment).reversed())
    var marks: [any Mark] = [
      RuleMark(.vertical, at: neutral, stroke: Stroke(theme.secondary, width: 0.8))
    ]
    for (index, row) in shown.reversed().enumerated() {
      guard let center = row.center else { continue }
      let color = theme.arm(study.armIndex(row.comparison.experiment)).color
      marks.append(
        IntervalMark(
          .horizontal, at: Double(index), estimate: center, lower: row.interval?.lower ?? center,
          upper: row.interval?.upper ?? center, stroke: Stroke(color, width: 1.5), markerSize: 4.5))
    }
    var ticks = x.ticks(
      in: TickRoom(
        length: rect.width * 0.4, direction: .horizontal, style: theme.small("").style,
        measurer: easel.measurer))
    if isRatio { ticks.labels = ticks.labels.map { "×" + $0 } }
    let texts = shown.map { row in
      row.center.map { (isRatio ? "×" : "") + NumberText.significant($0) } ?? "diverged"
    }
    let textWidth = texts.map { easel.size([theme.strong($0)]).width }.max() ?? 0
    let plot = Plot(
      x: Plot.Side(x, hasGrid: true, ticks: ticks),
      y: Plot.Side(y, hasLine: false, labelWidth: rect.width * 0.34), marks: marks,
      margins: Plot.Margins(right: textWidth + 8))
    let height = min(parts.rest.height, Double(shown.count) * rowHeight * 1.8 + axisHeight)
    let place = Rect(
      x: parts.rest.minX, y: parts.rest.minY, width: parts.rest.width,
      height: all.count > shown.count ? parts.rest.height - rowHeight : height)
    let frame = plot.frame(in: place, theme: theme, measurer: easel.measurer)
    let area = PlotArea(frame: frame, x: x, y: y)
    var shapes = parts.shapes
    shapes += plot.primitives(in: place, theme: theme, measurer: easel.measurer)
    for (index, text) in texts.reversed().enumerated() {
      guard let middle = area.vertical(Double(index)) else { continue }
      let arm = study.armIndex(shown.reversed()[index].comparison.experiment)
      shapes.append(
        .text(
          TextBlock([theme.strong(text, color: theme.arm(arm).text)], alignment: .trailing),
          at: Point(rect.maxX, middle), Anchor(.trailing, .middle)))
    }
    if all.count > shown.count {
      let more = "+ \(all.count - shown.count) more in the report's table"
      shapes.append(
        .text(
          TextBlock([theme.small(more)]), at: Point(rect.minX, rect.maxY), Anchor(.leading, .bottom)
        ))
    }
    return shapes
  }

  private func logDomain(_ values: [Double]) -> ClosedRange<Double> {
    guard let range = finiteRange(of: values.filter { $0 > 0 }) else { return 0.5...2 }
    let margin = max((range.upperBound / range.lowerBound).squareRoot() * 0.1 + 1, 1.05)
    let top = min(range.upperBound * margin, .greatestFiniteMagnitude)
    return max(range.lowerBound / margin, .leastNormalMagnitude)...top
  }
}
