internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The loss curves of all arms in one frame: seeds thin, medians bold, levels and marks.
struct LossPanel {
  var study: StudyRecord
  var findings: Findings
  var series: String
  /// Given where several panels share one.
  var scale: (any Scale)?
  var epochs: ClosedRange<Double>?
  var hasLineLabels = true
  var hasValueLabels = true
  /// Whether lines are labelled with their values alone: where the arms' names stand beside another.
  var hasBareLabels = false
  let arms: [ArmCurves]

  /// Curves are read once and given where several panels show them.
  init(
    _ study: StudyRecord, _ findings: Findings, series: String, arms: [ArmCurves]? = nil
  ) {
    self.study = study
    self.findings = findings
    self.series = series
    self.arms = arms ?? study.curves(of: series)
  }

  /// Beyond this many arms seeds would hide the medians.
  static let mostArmsWithSeeds = 4

  /// What a subtitle says about the drawing: scale, seeds, n.
  static func note(_ study: StudyRecord, scale: any Scale) -> String {
    let n = study.seedCount
    let hasReductions =
      study.arms.count <= mostArmsWithSeeds
      && study.arms.indices.contains { !study.reductions(ofArm: $0).isEmpty }
    let ticks =
      hasReductions
      ? "; ticks mark reductions of the learning rate\(n == 1 ? "" : ", first seed")" : ""
    return words(study, scale: scale) + ticks
  }

  private static func words(_ study: StudyRecord, scale: any Scale) -> String {
    let n = study.seedCount
    let kind = scale is LogScale ? "log scale; " : ""
    if n == 1 { return kind + "one seed" }
    return study.arms.count > mostArmsWithSeeds
      ? kind + "medians of \(n) seeds" : kind + "\(n) seeds thin, their median bold"
  }

  /// The scale that suits some curves, with the reference levels near them.
  static func scale(_ arms: [ArmCurves], _ findings: Findings) -> any Scale {
    var values = arms.scaleValues
    guard let range = finiteRange(of: values) else { return fittingScale(for: []) }
    let (low, high) = (range.lowerBound, range.upperBound)
    for level in findings.referenceLevels where level.value.isFinite {
      let isNear =
        low > 0
        ? level.value > low / 2 && level.value < high * 2
        : (level.value - low) > -0.5 * (high - low) && (level.value - high) < 0.5 * (high - low)
      if isNear { values.append(level.value) }
    }
    return fittingScale(for: values, padding: 0.06)
  }

  static func epochs(_ arms: [ArmCurves]) -> ClosedRange<Double> {
    let curves = arms.flatMap(\.curves)
    var ends = curves.compactMap(\.x.first)
    ends += curves.compactMap(\.x.last)
    ends += curves.compactMap { $0.divergence?.epoch }
    guard let range = finiteRange(of: ends) else { return 0...1 }
    // A single evaluation stands at the start of an epoch, not between one before it and one after.
    return range.lowerBound < range.upperBound
      ? range : range.lowerBound...(range.lowerBound + 1)
  }

  /// How the loss goes, then what it is and how it is drawn.
  var heading: PanelHeading {
    let told = LossStory.told(study.lossStories(arms, findings, series: series))
    let rows = series == SeriesName.validationLoss ? "held-out rows" : "training rows"
    let scale = scale ?? Self.scale(arms, findings)
    return PanelHeading(
      told.isEmpty ? "Loss on \(rows)" : "Loss \(told)",
      "\(study.lossUnit), \(rows); \(Self.note(study, scale: scale))")
  }

  func plot(_ easel: Easel) -> Plot {
    let theme = easel.theme
    let y = scale ?? Self.scale(arms, findings)
    let x = LinearScale(epochs ?? Self.epochs(arms), hasWholeTicks: true)
    var marks: [any Mark] = []
    let levels = levels(on: y)
    if study.arms.count <= Self.mostArmsWithSeeds, study.seedCount > 1 {
      for arm in arms {
        let opacity = arm.curves.count > 16 ? 0.2 : 0.42
        let stroke = Stroke(theme.arm(arm.index).color.opacity(opacity), width: 0.7)
        marks += arm.curves.map { LineMark(x: $0.x, y: $0.y, stroke: stroke) }
      }
    }
    for arm in arms.reversed() {
      let style = theme.arm(arm.index)
      let median = arm.median
      marks.append(
        LineMark(
          x: median.x, y: median.y,
          stroke: Stroke(style.color, width: 1.9, dashes: style.dashes)))
      if let last = median.y.lastIndex(where: \.isFinite) {
        marks.append(
          PointMark(
            x: [median.x[last]], y: [median.y[last]], shape: style.marker, size: 5.5,
            fill: style.color))
      }
      if let kept = arm.kept {
        marks.append(
          PointMark(
            x: [kept.epoch], y: [kept.value], shape: style.marker, size: 7,
            fill: theme.background, stroke: Stroke(style.color, width: 1.6)))
      }
    }
    if study.arms.count <= Self.mostArmsWithSeeds {
      marks += arms.map { ReductionMark($0, events: study.reductions(ofArm: $0.index), theme) }
    }
    marks += arms.map { DivergenceMark($0, theme: theme) }
    var callouts = arms.compactMap { divergence(of: $0, x: x, y: y, theme) }
    callouts += levels.map { level in
      // A level that a title speaks of is labelled even where its label covers lines.
      Callout(
        level.label, x: 0, y: level.value, placement: .alongRule,
        isRequired: findings.plateaus.contains { $0.level == level },
        rule: Stroke(theme.secondary, width: 0.8, dashes: [1, 2]))
    }
    callouts += arms.compactMap { kept(of: $0, theme) }
    if let separation = separation(arms) { callouts.append(separation) }
    return Plot(
      x: Plot.Side(x, title: "epoch"),
      y: Plot.Side(y, hasGrid: true, hasLabels: hasValueLabels), marks: marks,
      lineLabels: hasLineLabels ? lineLabels(arms, y, theme) : [], callouts: callouts,
      margins: Plot.Margins(top: 4))
  }

  /// The levels on the scale, of those closer than a label's height only the first.
  private func levels(on scale: any Scale) -> [ReferenceLevel] {
    var kept: [ReferenceLevel] = []
    for level in findings.referenceLevels where scale.holds(level.value) {
      guard let unit = scale.unit(level.value) else { continue }
      let isClear = kept.allSatisfy { ((scale.unit($0.value) ?? 0) - unit).magnitude > 0.015 }
      if isClear { kept.append(level) }
    }
    return Array(kept.prefix(4))
  }

  private func lineLabels(
    _ arms: [ArmCurves], _ scale: any Scale, _ theme: Theme
  ) -> [LineLabel] {
    arms.map { arm in
      let color = theme.arm(arm.index).text
      let priority = arm.index == 0 ? 2 : arm.index == 1 ? 1 : 0
      guard let value = arm.finalMedian else {
        let count = "\(arm.diverged.count) of \(arm.curves.count) diverged"
        return LineLabel(
          hasBareLabels ? "diverged" : arm.name, value: hasBareLabels ? "" : count,
          y: scale.domain.upperBound, color: color, priority: priority, hasLeader: false)
      }
      let end = NumberText.significant(value)
      if hasBareLabels { return LineLabel(end, y: value, color: color, priority: priority) }
      let words = arm.kept.map { "\(NumberText.significant($0.value)) kept" } ?? end
      return LineLabel(arm.name, value: words, y: value, color: color, priority: priority)
    }
  }

  /// What early stopping went back to, since the verdict is about that and not about the line's end.
  private func kept(of arm: ArmCurves, _ theme: Theme) -> Callout? {
    arm.kept.map { kept in
      Callout(
        "best epoch kept: \(NumberText.significant(kept.value)) at epoch "
          + NumberText.significant(kept.epoch, trims: true),
        x: kept.epoch, y: kept.value, placement: .around, color: theme.arm(arm.index).text)
    }
  }

  private func divergence(
    of arm: ArmCurves, x: any Scale, y: any Scale, _ theme: Theme
  ) -> Callout? {
    let runs = arm.diverged.sorted {
      ($0.divergence?.step ?? 0, $0.seed) < ($1.divergence?.step ?? 0, $1.seed)
    }
    guard let first = runs.first, let event = first.divergence else { return nil }
    let text =
      runs.count == 1
      ? "× diverged at step \(event.step) (seed \(first.seed))"
      : "× \(runs.count) of \(arm.curves.count) seeds diverged, first at step \(event.step) "
        + "(seed \(first.seed))"
    // The cross stands where the curve leaves the frame, which may be long before the first NaN.
    let left = zip(first.x, first.y).first { $0.1 > y.domain.upperBound }?.0
    return Callout(
      text, x: min(left ?? event.epoch, event.epoch), y: y.domain.upperBound, placement: .around,
      color: theme.arm(arm.index).text, isRequired: true)
  }

  private func separation(_ arms: [ArmCurves]) -> Callout? {
    guard study.arms.count == 2,
      let found = findings.separations.first(where: { $0.series == series }),
      let epoch = found.onsetEpoch, let arm = arms.last
    else { return nil }
    let median = arm.median
    guard let index = median.x.firstIndex(where: { $0 >= epoch }), median.y[index].isFinite else {
      return nil
    }
    let text =
      index == 0
      ? "arms differ from the start"
      : "arms separate from\nepoch \(NumberText.significant(epoch, trims: true)) on"
    return Callout(text, x: median.x[index], y: median.y[index], placement: .around)
  }
}

/// Crosses where runs left for infinity or became NaN.
struct DivergenceMark: Mark {
  var curves: [ArmCurves.Curve]
  var color: Color

  init(_ arm: ArmCurves, theme: Theme) {
    curves = arm.diverged
    color = theme.arm(arm.index).text
  }

  func primitives(in area: PlotArea) -> [Primitive] {
    curves.compactMap { curve in
      guard let event = curve.divergence else { return nil }
      let line = zip(curve.x, curve.y).compactMap { area.point($0, $1) }
      let place: Point
      if let end = line.last {
        place = area.frame.clipping(line).last?.last ?? area.frame.held(end)
      } else if let across = area.clampedHorizontal(event.epoch) {
        place = Point(across, area.frame.minY)
      } else {
        return nil
      }
      return .marker(.cross, at: place, size: 6, fill: nil, stroke: Stroke(color, width: 1.4))
    }
  }
}
