internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Each seed's two values joined by a line, and beside it the estimate on the same axis.
///
/// The estimate's axis is the value axis measured from the control's mean, so that the interval
/// stands where the experiment's values do.
///
/// Reference: Gardner and Altman, "Confidence intervals rather than P values", BMJ 1986.
struct PairsPanel {
  var study: StudyRecord
  var comparison: Comparison
  /// The room under the frame, where it must end level with another.
  var bottomMargin = 0.0

  init(study: StudyRecord, comparison: Comparison) {
    self.study = study
    self.comparison = comparison
  }

  private var isRatio: Bool { comparison.scale == .logRatio }

  private var finiteValues: [Double] {
    (comparison.controlValues + comparison.experimentValues).filter(\.isFinite)
  }

  var heading: PanelHeading {
    let n = comparison.pairCount
    let (better, worse) = (comparison.seedsImproved, comparison.seedsWorsened)
    let finding =
      n == 1
      ? "One seed, so no verdict"
      : better == n
        ? "All \(n) seeds improve"
        : worse == n ? "All \(n) seeds worsen" : "\(better) of \(n) seeds improve"
    return PanelHeading(
      finding,
      "final \(study.words(comparison.metric)) and its \(isRatio ? "ratio" : "difference"); "
        + "same split, start and batches")
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let parts = heading.primitives(in: rect, theme: easel.theme, measurer: easel.measurer)
    let halves = parts.rest.columns([0.54, 0.46], gap: 14)
    guard let scale else {
      let text = "No pair has finite values: both arms diverged or were never evaluated."
      let block = easel.fitted([easel.theme.small(text)], width: rect.width, lines: 3)
      return parts.shapes + [
        .text(block, at: Point(parts.rest.minX, parts.rest.minY + 8), Anchor(.leading, .top))
      ]
    }
    let left = slopes(scale, width: halves[0].width, easel)
    let frame = left.frame(in: halves[0], theme: easel.theme, measurer: easel.measurer)
    // Both frames stand on the same base line, so that the two axes are one.
    let right = Rect(
      x: halves[1].minX, y: frame.minY, width: halves[1].width, height: frame.height)
    return parts.shapes
      + left.primitives(in: halves[0], theme: easel.theme, measurer: easel.measurer)
      + estimate(scale, in: right, easel)
  }

  private var scale: (any Scale)? {
    guard let range = finiteRange(of: finiteValues) else { return nil }
    guard isRatio, range.lowerBound > 0 else {
      return fittingScale(for: finiteValues, padding: 0.12)
    }
    let reach = max((range.upperBound / range.lowerBound).squareRoot(), 1.05)
    let margin = min(1 + (reach - 1) * 0.25, 1.6)
    let bottom = max(range.lowerBound / margin, .leastNormalMagnitude)
    return LogScale(bottom...min(range.upperBound * margin, .greatestFiniteMagnitude))
  }

  private func slopes(_ scale: any Scale, width: Double, _ easel: Easel) -> Plot {
    let theme = easel.theme
    let styles = [0, study.armIndex(comparison.experiment)].map { theme.arm($0) }
    // A diverged run stands at the top, where its loss went.
    let top = comparison.metricGrows ? scale.domain.lowerBound : scale.domain.upperBound
    func held(_ value: Double) -> Double { value.isFinite ? value : top }
    let pairs = zip(comparison.controlValues, comparison.experimentValues).map {
      (start: held($0), end: held($1))
    }
    let opacity = pairs.count > 16 ? 0.35 : 0.75
    var marks: [any Mark] = [
      SlopeMark(
        from: 0, to: 1, pairs: pairs,
        stroke: Stroke(theme.line.opacity(opacity), width: 0.8))
    ]
    let values = [comparison.controlValues, comparison.experimentValues]
    for (place, values) in values.enumerated() {
      let finite = values.filter(\.isFinite)
      marks.append(
        PointMark(
          x: finite.map { _ in Double(place) }, y: finite, shape: styles[place].marker, size: 4.8,
          fill: styles[place].color))
      if finite.count < values.count {
        marks.append(
          PointMark(
            x: [Double(place)], y: [top], shape: .cross, size: 6, fill: nil,
            stroke: Stroke(styles[place].text, width: 1.4)))
      }
    }
    let names = PointScale([comparison.control, comparison.experiment], margin: 0.35)
    let notes = values.enumerated().compactMap { place, values -> Callout? in
      let count = values.count { !$0.isFinite }
      guard count > 0 else { return nil }
      return Callout(
        "\(count) diverged", x: Double(place), y: top, placement: .around,
        color: styles[place].text, isRequired: true)
    }
    return Plot(
      x: Plot.Side(names, labelWidth: width * 0.42), y: Plot.Side(scale, hasGrid: true),
      marks: marks, callouts: notes, margins: Plot.Margins(top: 4, bottom: bottomMargin))
  }

  private func estimate(_ scale: any Scale, in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    guard let reference, let own = ownScale(scale, from: reference) else {
      let text = "No \(isRatio ? "ratio" : "difference"): in no pair did both runs end finite."
      let block = easel.fitted([theme.small(text)], width: rect.width, lines: 4)
      return [.text(block, at: Point(rect.minX, rect.minY), Anchor(.leading, .top))]
    }
    let neutral = isRatio ? 1.0 : 0
    var marks: [any Mark] = [
      RuleMark(.horizontal, at: neutral, stroke: Stroke(theme.secondary, width: 0.8))
    ]
    let each = comparison.differences.filter(\.isFinite).map { isRatio ? exponential($0) : $0 }
    let opacity = each.count > 16 ? 0.4 : 0.8
    marks.append(
      PointMark(
        x: each.map { _ in 0.14 }, y: each, shape: .circle, size: 3.6,
        fill: theme.neutral.opacity(opacity)))
    let center = isRatio ? comparison.ratio : comparison.meanDifference
    let interval = isRatio ? comparison.ratioInterval : comparison.differenceInterval
    if let center {
      marks.append(
        IntervalMark(
          .vertical, at: 0.36, estimate: center, lower: interval?.lower ?? center,
          upper: interval?.upper ?? center, stroke: Stroke(theme.ink, width: 1.8), markerSize: 7))
    }
    let sign = isRatio ? "×" : ""
    var ticks = own.ticks(
      in: TickRoom(
        length: rect.height, direction: .vertical, style: theme.small("").style,
        measurer: easel.measurer))
    ticks.labels = ticks.labels.map { sign + $0 }
    let plot = Plot(
      x: Plot.Side(LinearScale(0...1), hasLine: false, hasLabels: false, ticks: Ticks()),
      y: Plot.Side(own, hasGrid: true, ticks: ticks), marks: marks)
    let frame = plot.frame(in: rect, theme: theme, measurer: easel.measurer)
    var shapes = plot.primitives(in: rect, theme: theme, measurer: easel.measurer)
    shapes += note(
      center, interval, area: PlotArea(frame: frame, x: LinearScale(0...1), y: own), easel)
    return shapes
  }

  /// The estimate and its interval as text beside them, and what the neutral line means.
  private func note(
    _ center: Double?, _ interval: Interval?, area: PlotArea, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    var placer = LabelPlacer(bounds: area.frame)
    let left = area.frame.minX + area.frame.width * 0.36 + 8
    var shapes: [Primitive] = []
    if let center {
      let lines = Self.text(comparison, center: center, interval: interval)
      let block = easel.fitted(
        [theme.strong(lines.joined(separator: "\n"))], width: area.frame.width, lines: 3)
      let size = easel.size(block)
      let ends = [interval?.lower ?? center, interval?.upper ?? center, center]
        .compactMap { area.clampedVertical($0) }
      let (upper, lower) = (ends.min() ?? area.frame.midY, ends.max() ?? area.frame.midY)
      let middle = area.clampedVertical(center) ?? area.frame.midY
      // Beside the dot where there is room, else under the interval, else over it.
      let isBeside = left + size.width <= area.frame.maxX
      let x = isBeside ? left : max(area.frame.minX, area.frame.maxX - size.width)
      let below = lower + 6
      let wanted =
        isBeside
        ? middle - size.height / 2
        : below + size.height <= area.frame.maxY ? below : upper - 6 - size.height
      let top = min(max(wanted, area.frame.minY), area.frame.maxY - size.height)
      let box = Rect(x: x, y: top, width: size.width, height: size.height)
      shapes.append(.rectangle(box, fill: theme.background.opacity(0.85)))
      shapes.append(.text(block, at: Point(x, top), Anchor(.leading, .top)))
      placer.reserve(box)
    }
    if let line = area.vertical(isRatio ? 1 : 0), area.frame.contains(Point(left, line)) {
      let block = TextBlock([theme.small("no difference")])
      let size = easel.size(block)
      let corners = [line - size.height - 1, line + 1.5].map {
        Point(area.frame.maxX - size.width, $0)
      }
      if let rect = placer.place(size, at: corners) {
        shapes.append(.text(block, at: Point(rect.minX, rect.minY), Anchor(.leading, .top)))
      }
    }
    return shapes
  }

  /// "×0.126", "[0.100, 0.160]", "n = 8": what an estimate is always printed with.
  static func text(_ comparison: Comparison, center: Double, interval: Interval?) -> [String] {
    let isRatio = comparison.scale == .logRatio
    let n = comparison.finitePairs
    let sign = isRatio ? "×" : center > 0 ? "+" : ""
    var lines = [sign + NumberText.significant(center)]
    if let interval {
      let ends = [interval.lower, interval.upper].map { NumberText.significant($0) }
      lines.append("[\(ends[0]), \(ends[1])]")
    } else {
      lines.append("no interval")
    }
    lines.append(n < comparison.pairCount ? "\(n) of \(comparison.pairCount) finite" : "n = \(n)")
    return lines
  }

  /// The control's mean over the finite pairs: geometric on the ratio scale.
  private var reference: Double? {
    let values = zip(comparison.controlValues, comparison.experimentValues)
      .filter { $0.isFinite && $1.isFinite }.map(\.0)
    guard !values.isEmpty else { return nil }
    let mean =
      values.map { isRatio ? logarithm($0) : $0 / Double(values.count) }.reduce(0, +)
      / (isRatio ? Double(values.count) : 1)
    return isRatio ? exponential(mean) : mean
  }

  /// The value axis in units of the difference.
  private func ownScale(_ scale: any Scale, from reference: Double) -> (any Scale)? {
    let (low, high) = (scale.domain.lowerBound, scale.domain.upperBound)
    if isRatio {
      guard scale is LogScale, low / reference > 0, (high / reference).isFinite else { return nil }
      return LogScale((low / reference)...(high / reference))
    }
    guard (high - reference).isFinite, (low - reference).isFinite else { return nil }
    return LinearScale((low - reference)...(high - reference))
  }
}
