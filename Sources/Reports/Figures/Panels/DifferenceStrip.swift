internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The mean paired difference over epochs with the band that holds for the whole curve at once.
struct DifferenceStrip {
  var study: StudyRecord
  var epochs: ClosedRange<Double>
  /// Of the experiment that pictures of one pair show; nil where nothing was compared.
  let found: Separation?
  private let comparison: Comparison?

  init(study: StudyRecord, findings: Findings, epochs: ClosedRange<Double>) {
    self.study = study
    self.epochs = epochs
    let lead = findings.lead
    comparison = lead
    found = findings.separations.first {
      $0.experiment == lead?.experiment && $0.means.contains(where: \.isFinite)
    }
  }

  func strip(height: Double, _ easel: Easel) -> Strip? {
    guard let found else { return nil }
    let theme = easel.theme
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
    let onset = found.onset.map { index in
      index == 0
        ? "The curves differ from the start"
        : "The curves differ from epoch \(NumberText.significant(found.epochs[index], trims: true)) on"
    }
    let control = study.arms.first?.name ?? "control"
    let heading = PanelHeading(
      onset ?? "No epoch parts the curves for good",
      (study.arms.count > 2 ? "\(found.experiment): " : "")
        + "\(isRatio ? "ratio to" : "difference from") \(control), n = \(found.pairs); joint 95 % band"
    )
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
