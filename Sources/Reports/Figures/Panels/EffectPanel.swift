internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The estimated effect: a bar from no difference to the estimate, its interval, and both in figures.
///
/// Stands on the pairs' value axis measured from the control's mean, so that the interval stands
/// where the experiment's values do.
///
/// Reference: Gardner and Altman, "Confidence intervals rather than P values", BMJ 1986.
struct EffectPanel {
  var study: StudyRecord
  var comparison: Comparison
  /// The value axis of the pairs.
  var values: any Scale

  private var isRatio: Bool { comparison.scale == .logRatio }

  private var neutral: Double { isRatio ? 1 : 0 }

  private var center: Double? { isRatio ? comparison.ratio : comparison.meanDifference }

  private var interval: Interval? {
    isRatio ? comparison.ratioInterval : comparison.differenceInterval
  }

  private var style: (Theme) -> ArmStyle {
    let index = study.armIndex(comparison.experiment)
    return { $0.arm(index) }
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    guard let center, let reference, let own = ownScale(from: reference) else {
      return missing(in: rect, easel)
    }
    let sign = isRatio ? "×" : ""
    var ticks = own.ticks(
      in: TickRoom(
        length: rect.height, direction: .vertical, style: theme.small("").style,
        measurer: easel.measurer))
    ticks.labels = ticks.labels.map { sign + $0 }
    let labels = ticks.labels.map { easel.size([theme.small($0)]).width }.max() ?? 0
    let frame = rect.inset(left: labels + 16)
    let area = PlotArea(frame: frame, x: LinearScale(0...max(frame.width, 1)), y: own)
    let seeds = 7.0
    let bar = 25.0
    var shapes = Axis(.left, scale: own, ticks: ticks, hasGrid: true)
      .grid(in: frame, theme: theme)
    let room = frame.inset(left: bar + 14)
    shapes += margin(in: area, room: room, easel)
    shapes += Axis(.left, scale: own, ticks: ticks)
      .primitives(around: frame, theme: theme, measurer: easel.measurer)
    let line = area.clampedVertical(neutral)
    if let line, own.holds(neutral) {
      shapes.append(
        .polyline(
          [Point(frame.minX, line), Point(frame.maxX, line)], Stroke(theme.ink, width: 0.9))
      )
    }
    if let line, let end = area.clampedVertical(center), (end - line).magnitude > 0.5 {
      shapes.append(
        .rectangle(
          Rect(
            x: frame.minX + bar - 7, y: min(line, end), width: 14, height: (end - line).magnitude),
          fill: style(theme).color.opacity(0.24)))
    }
    let each = comparison.differences.filter(\.isFinite).map { isRatio ? exponential($0) : $0 }
    shapes += PointMark(
      x: each.map { _ in seeds }, y: each, shape: .circle, size: 3.4,
      fill: theme.neutral.opacity(each.count > 16 ? 0.4 : 0.8)
    ).primitives(in: area)
    shapes += IntervalMark(
      .vertical, at: bar, estimate: center, lower: interval?.lower ?? center,
      upper: interval?.upper ?? center, stroke: Stroke(theme.ink, width: 2), markerSize: 7.5
    ).primitives(in: area)
    let text = numbers(center, in: room, area, easel)
    return shapes + text.shapes + neutralLabel(above: line, in: room, avoiding: text.box, easel)
  }

  /// The band in which a difference does not matter, where it is wide enough to be seen.
  private func margin(in area: PlotArea, room: Rect, _ easel: Easel) -> [Primitive] {
    guard comparison.margin > 0, comparison.margin.isFinite else { return [] }
    let ends = [-comparison.margin, comparison.margin].map { isRatio ? exponential($0) : $0 }
    guard let low = area.clampedVertical(ends[0]), let high = area.clampedVertical(ends[1]),
      low - high > 1.5
    else { return [] }
    let band = Rect(x: area.frame.minX, y: high, width: area.frame.width, height: low - high)
    let size = comparison.margin
    let text =
      "grey: less than "
      + (isRatio
        ? "\(NumberText.significant((exponential(size) - 1) * 100, digits: 2, trims: true)) %"
        : NumberText.significant(size, digits: 2, trims: true))
    let block = TextBlock([easel.theme.small(text)])
    let extent = easel.size(block)
    var shapes: [Primitive] = [.rectangle(band, fill: easel.theme.neutral.opacity(0.13))]
    // Under the line of no difference there is room for that line's own label too.
    let below = band.maxY - (area.clampedVertical(neutral) ?? band.minY)
    if 2 * extent.height + 3 < below, extent.width < room.width {
      shapes.append(
        .text(block, at: Point(room.maxX, band.maxY - 1), Anchor(.trailing, .bottom)))
    }
    return shapes
  }

  /// The estimate in the size of a title, its interval and its count under it.
  private func numbers(
    _ center: Double, in room: Rect, _ area: PlotArea, _ easel: Easel
  ) -> (shapes: [Primitive], box: Rect) {
    let theme = easel.theme
    let lines = PairsPanel.text(comparison, center: center, interval: interval)
    let color = style(theme).text
    var title = theme.title(lines[0])
    title.style.color = color
    if easel.size([title]).width > room.width { title = theme.heading(lines[0], color: color) }
    let range = [theme.heading(lines[1]), theme.strong(lines[1])]
    let count = (interval == nil ? "" : "95 % interval, ") + lines[2]
    let isWide = easel.size([theme.small(count)]).width <= room.width
    let blocks = [
      easel.fitted([title], width: room.width),
      easel.fitted(
        [range.first { easel.size([$0]).width <= room.width } ?? range[1]], width: room.width,
        lines: 2),
      easel.fitted(
        [theme.small(isWide ? count : count.replacing(", ", with: "\n"))], width: room.width,
        lines: 2),
    ]
    let sizes = blocks.map { easel.size($0) }
    let size = Size(sizes.map(\.width).max() ?? 0, sizes.reduce(0) { $0 + $1.height })
    let line = area.clampedVertical(neutral) ?? room.midY
    let end = area.clampedVertical(center) ?? room.midY
    // Beside the bar's middle; a bar too short for that has the text on the side it points to.
    let isDown = end >= line
    let length = (end - line).magnitude
    let wanted =
      length >= size.height + 16
      ? (line + end) / 2 - size.height / 2
      : isDown ? line + 7 : line - 7 - size.height
    let fits = wanted >= room.minY && wanted + size.height <= room.maxY
    let other = isDown ? line - 7 - size.height : line + 7
    let top = min(max(fits ? wanted : other, room.minY), max(room.minY, room.maxY - size.height))
    var y = top
    var shapes: [Primitive] = []
    for (block, size) in zip(blocks, sizes) {
      shapes.append(.text(block, at: Point(room.minX, y), Anchor(.leading, .top)))
      y += size.height
    }
    return (shapes, Rect(x: room.minX, y: top, width: size.width, height: size.height))
  }

  private func neutralLabel(
    above line: Double?, in room: Rect, avoiding box: Rect, _ easel: Easel
  ) -> [Primitive] {
    guard let line else { return [] }
    let block = TextBlock([easel.theme.small("no difference")])
    let size = easel.size(block)
    let places = [line - size.height - 1, line + 1.5].map {
      Rect(x: room.maxX - size.width, y: $0, width: size.width, height: size.height)
    }
    // Above the line it may stand over the frame, where nothing else does.
    let free = places.first {
      $0.minX >= room.minX - 14 && $0.minY >= room.minY - size.height && $0.maxY <= room.maxY
        && !$0.intersects(box)
    }
    return free.map { [.text(block, at: Point($0.minX, $0.minY), Anchor(.leading, .top))] } ?? []
  }

  /// Where no pair ended finite in both arms: how many runs diverged, before and after.
  private func missing(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let room = rect.inset(left: 16)
    let n = comparison.pairCount
    let kind = isRatio ? "ratio" : "difference"
    let counts = [comparison.controlDiverged, comparison.experimentDiverged].map {
      Int($0.successes)
    }
    var runs = [theme.title("\(counts[0])"), theme.title(" → "), theme.title("\(counts[1])")]
    runs[0].style.color = theme.arm(0).text
    runs[1].style.color = theme.secondary
    runs[2].style.color = style(theme).text
    let hasDiverged = counts.contains { $0 > 0 }
    let head = hasDiverged ? runs : [theme.title("No \(kind)")]
    let count = "of \(n) \(n == 1 ? "seed diverges" : "seeds diverge")"
    let why =
      hasDiverged
      ? "no \(kind): in no pair did both runs end finite"
      : comparison.finitePairs > 0
        ? "the two values of a pair lie too far apart for one"
        : "no pair has two values to compare"
    let blocks = [
      easel.fitted(head, width: room.width),
      easel.fitted([theme.heading(hasDiverged ? count : "")], width: room.width, lines: 2),
      easel.fitted([theme.small(why)], width: room.width, lines: 4),
    ].filter { !$0.string.isEmpty }
    let height = blocks.reduce(0) { $0 + easel.size($1).height + 1 }
    return easel.column(
      blocks, from: Point(room.minX, max(rect.minY, rect.midY - height / 2)), to: rect.maxY, gap: 1
    ).shapes
  }

  /// The interval's ends on the value axis, where the experiment's values stand.
  var intervalValues: [Double] {
    guard let interval, let reference else { return [] }
    return [interval.lower, interval.upper].map { isRatio ? $0 * reference : $0 + reference }
      .filter(\.isFinite)
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
  private func ownScale(from reference: Double) -> (any Scale)? {
    let (low, high) = (values.domain.lowerBound, values.domain.upperBound)
    if isRatio {
      guard reference > 0, (high / reference).isFinite else { return nil }
      guard values is LogScale else { return LinearScale((low / reference)...(high / reference)) }
      guard low / reference > 0 else { return nil }
      return LogScale((low / reference)...(high / reference))
    }
    guard (high - reference).isFinite, (low - reference).isFinite else { return nil }
    return LinearScale((low - reference)...(high - reference))
  }
}
