internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// What goes under the loss curves: the learning rate, and where the arms' difference is certain.
struct StripPanels {
  var study: StudyRecord
  var findings: Findings
  var epochs: ClosedRange<Double>
  /// The margins of the panels above and the columns below them, so that epochs stand under epochs.
  var margins: [Plot.Margins] = []
  var columns: [Rect] = []

  init(study: StudyRecord, findings: Findings, epochs: ClosedRange<Double>) {
    self.study = study
    self.findings = findings
    self.epochs = epochs
  }

  /// A heading with what it stands over.
  private struct Strip {
    var heading: PanelHeading
    var plot: Plot

    func primitives(in rect: Rect, beside: Plot.Margins, _ easel: Easel) -> [Primitive] {
      let top = heading.primitives(
        in: rect, theme: easel.theme, measurer: easel.measurer, lines: 1)
      var plot = plot
      plot.margins = Plot.Margins(left: beside.left, top: 3, right: beside.right)
      return top.shapes
        + plot.primitives(in: top.rest, theme: easel.theme, measurer: easel.measurer)
    }
  }

  /// The margins that the strips would need by themselves.
  func margins(in size: Size, isPair: Bool, _ easel: Easel) -> [Plot.Margins] {
    let second = isPair ? separation.map { difference($0, height: size.height, easel) } : nil
    return [rate(easel), second].compactMap(\.self).map {
      $0.plot.margins(
        in: Size(size.width, size.height - 24), theme: easel.theme, measurer: easel.measurer)
    }
  }

  private var separation: Separation? {
    guard study.arms.count == 2 else { return findings.separations.first }
    return findings.separations.first { $0.means.contains(where: \.isFinite) }
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let rate = rate(easel)
    guard let separation, columns.count > 1 else {
      var beside = margins.first ?? Plot.Margins()
      beside.right = margins.last?.right ?? 0
      return rate?.primitives(in: rect, beside: beside, easel) ?? []
    }
    return (rate?.primitives(in: columns[0], beside: margins[0], easel) ?? [])
      + difference(separation, height: rect.height, easel)
      .primitives(in: columns[1], beside: margins[1], easel)
  }

  private func rate(_ easel: Easel) -> Strip? {
    let theme = easel.theme
    let arms = study.curves(of: SeriesName.learningRate)
    let values = arms.flatMap { $0.curves.flatMap(\.y) }.filter { $0.isFinite && $0 >= 0 }
    guard let range = finiteRange(of: values) else { return nil }
    let isShared = Set(arms.compactMap { $0.curves.first?.y }).count == 1
    let isConstant = range.lowerBound == range.upperBound
    let events =
      (isShared ? Array(arms.prefix(1)) : arms).flatMap { study.reductions(ofArm: $0.index) }
    let constant = "constant \(NumberText.significant(range.lowerBound, trims: true))"
    let who = isShared ? (study.arms.count == 1 ? "" : ", the same in every arm") : ""
    let heading = PanelHeading(
      "Learning rate",
      (isConstant ? constant : isShared ? "first seed" : "first seed of each arm") + who)
    var marks: [any Mark] = events.prefix(40).map {
      RuleMark(.vertical, at: $0.epoch, stroke: Stroke(theme.line, width: 0.6, dashes: [2, 2]))
    }
    for arm in isShared ? Array(arms.prefix(1)) : arms {
      guard let curve = arm.curves.first else { continue }
      let style = theme.arm(arm.index)
      let color = isShared ? theme.ink : style.color
      marks.append(
        StepMark(
          x: curve.x, y: curve.y,
          stroke: Stroke(color, width: 1.4, dashes: isShared ? [] : style.dashes)))
    }
    let limit = limit(near: range)
    let scale: any Scale
    if let limit {
      scale = fittingScale(for: values + [limit.value], padding: 0.2)
      marks.append(
        RuleMark(
          .horizontal, at: limit.value,
          stroke: Stroke(theme.ink, width: 0.8, dashes: [1, 2])))
    } else if isConstant {
      scale = LinearScale(0...max(range.upperBound * 1.5, .leastNormalMagnitude))
    } else {
      scale = fittingScale(for: values, padding: 0.12)
    }
    var notes = events.prefix(6).map {
      Callout(
        NumberText.significant($0.value, digits: 2, trims: true), x: $0.epoch, y: 0,
        placement: .besideRule)
    }
    if let limit {
      notes.insert(
        Callout(limit.label, x: 0, y: limit.value, placement: .alongRule, isRequired: true), at: 0)
    }
    let ticks =
      isConstant && limit == nil
      ? Ticks(
        values: [0, range.upperBound],
        labels: ["0", NumberText.significant(range.upperBound, trims: true)]) : nil
    let plot = Plot(
      x: Plot.Side(LinearScale(epochs, hasWholeTicks: true), title: "epoch"),
      y: Plot.Side(scale, hasGrid: true, ticks: ticks), marks: marks, callouts: Array(notes))
    return Strip(heading: heading, plot: plot)
  }

  /// The learning rate beyond which training is unstable, the lowest of all arms' limits, with what
  /// it is called; nil where it is too far from the rates to be drawn beside them.
  private func limit(near rates: ClosedRange<Double>) -> (value: Double, label: String)? {
    let known = findings.stability.filter { $0.limit.isFinite && $0.limit > 0 }
    guard let lowest = known.min(by: { $0.limit < $1.limit }) else { return nil }
    let reach = 1e6
    guard lowest.limit > rates.lowerBound / reach, lowest.limit < rates.upperBound * reach else {
      return nil
    }
    let isShared = known.allSatisfy {
      NumberText.significant($0.limit, digits: 2) == NumberText.significant(lowest.limit, digits: 2)
    }
    let whose = isShared ? "" : " (\(lowest.arm))"
    let kind =
      lowest.appliesToOptimizer ? "stable below" : "for orientation: plain descent is stable below"
    let number = NumberText.significant(lowest.limit, trims: true)
    return (lowest.limit, "\(kind) \(lowest.formula) = \(number)\(whose)")
  }

  /// The mean paired difference over epochs with the band that holds for the whole curve at once.
  private func difference(
    _ found: Separation, height: Double, _ easel: Easel
  ) -> Strip {
    let theme = easel.theme
    let comparison = findings.comparison(of: found.experiment)
    let isRatio = comparison?.scale == .logRatio
    let style = theme.arm(study.armIndex(found.experiment))
    func shown(_ value: Double) -> Double { isRatio ? exponential(value) : value }
    let (means, lower, upper) = (
      found.means.map(shown), found.lower.map(shown), found.upper.map(shown)
    )
    let neutral = isRatio ? 1.0 : 0
    let later = lower.dropFirst() + upper.dropFirst() + means.dropFirst()
    let scale: any Scale
    if isRatio, let range = finiteRange(of: later + [neutral]), range.lowerBound > 0 {
      scale = LogScale(
        max(range.lowerBound / 1.1, .leastNormalMagnitude)...min(range.upperBound * 1.1, 1e300))
    } else {
      scale = fittingScale(for: later + [neutral], padding: 0.08)
    }
    let onset = found.onsetEpoch.map { NumberText.significant($0, trims: true) }
    let heading = PanelHeading(
      onset.map { "The curves differ from epoch \($0) on" } ?? "No epoch parts the curves for good",
      "\(found.experiment) \(isRatio ? "over" : "minus") control, n = \(found.pairs); band holds for "
        + "all epochs at once, 95 %")
    var ticks = scale.ticks(
      in: TickRoom(
        length: height - 50, direction: .vertical, style: theme.small("").style,
        measurer: easel.measurer))
    if isRatio { ticks.labels = ticks.labels.map { "×" + $0 } }
    var marks: [any Mark] = [
      BandMark(x: found.epochs, lower: lower, upper: upper, color: style.color.opacity(0.2)),
      RuleMark(.horizontal, at: neutral, stroke: Stroke(theme.secondary, width: 0.8)),
      LineMark(
        x: found.epochs, y: means,
        stroke: Stroke(style.color, width: 1.5, dashes: style.dashes)),
    ]
    if let epoch = found.onsetEpoch {
      marks.append(
        RuleMark(.vertical, at: epoch, stroke: Stroke(theme.ink, width: 0.7, dashes: [2, 2])))
    }
    let plot = Plot(
      x: Plot.Side(LinearScale(epochs, hasWholeTicks: true), title: "epoch"),
      y: Plot.Side(scale, hasGrid: true, ticks: ticks), marks: marks,
      callouts: [Callout("no difference", x: 0, y: neutral, placement: .alongRule)])
    return Strip(heading: heading, plot: plot)
  }
}
