internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The learning rate over epochs, with each reduction and the limit of stability.
struct RateStrip {
  var study: StudyRecord
  var findings: Findings
  var epochs: ClosedRange<Double>
  let arms: [ArmCurves]

  init(study: StudyRecord, findings: Findings, epochs: ClosedRange<Double>) {
    self.study = study
    self.findings = findings
    self.epochs = epochs
    arms = study.curves(of: SeriesName.learningRate)
  }

  private var values: [Double] {
    arms.flatMap { $0.curves.flatMap(\.y) }.filter { $0.isFinite && $0 >= 0 }
  }

  /// The rates in words where none changes and no limit is known, so that a strip would show lines
  /// of one number: "0.01", "0.1 (lr 0.1), 5 (lr 5)".
  var constant: String? {
    let rates = arms.map { arm in
      (arm.name, finiteRange(of: arm.curves.flatMap(\.y)))
    }
    guard !rates.isEmpty,
      rates.allSatisfy({ $0.1.map { $0.lowerBound == $0.upperBound } ?? false }),
      finiteRange(of: values).flatMap({ limit(near: $0) }) == nil
    else { return nil }
    func text(_ range: ClosedRange<Double>?) -> String {
      NumberText.significant(range?.lowerBound ?? .nan, trims: true)
    }
    if Set(rates.map { text($0.1) }).count == 1 {
      return text(rates[0].1) + " throughout"
        + (study.arms.count == 1 ? "" : ", the same in every arm")
    }
    let most = 3
    let named = rates.prefix(most).map { "\(text($0.1)) (\($0.0))" }.joined(separator: ", ")
    return "constant: " + named + (rates.count > most ? " and \(rates.count - most) more" : "")
  }

  func strip(_ easel: Easel) -> Strip? {
    let theme = easel.theme
    guard let range = finiteRange(of: values) else { return nil }
    let isShared = Set(arms.compactMap { $0.curves.first?.y }).count == 1
    let isConstant = range.lowerBound == range.upperBound
    let shown = isShared ? Array(arms.prefix(1)) : arms
    let events = shown.flatMap { study.reductions(ofArm: $0.index) }
    let (first, last) = (
      shown.first?.curves.first?.y.first ?? .nan, shown.first?.curves.first?.y.last ?? .nan
    )
    func text(_ value: Double) -> String { NumberText.significant(value, digits: 2, trims: true) }
    let title =
      isConstant || first == last || !isShared
      ? "Learning rate"
      : "The learning rate \(last < first ? "falls" : "rises") from \(text(first)) to \(text(last))"
        + (events.count > 1 ? " in \(events.count) steps" : "")
    let who = isShared ? (study.arms.count == 1 ? "" : ", the same in every arm") : " of each arm"
    let heading = PanelHeading(
      title,
      (isConstant ? "constant \(text(range.lowerBound))" : "first seed") + who)
    var marks: [any Mark] = events.prefix(40).map {
      RuleMark(.vertical, at: $0.epoch, stroke: Stroke(theme.line, width: 0.6, dashes: [2, 2]))
    }
    for arm in shown {
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
      Callout(text($0.value), x: $0.epoch, y: 0, placement: .besideRule)
    }
    if let limit {
      notes.insert(
        Callout(limit.label, x: 0, y: limit.value, placement: .alongRule, isRequired: true), at: 0)
    }
    let plot = Plot(
      x: Plot.Side(LinearScale(epochs, hasWholeTicks: true), title: "epoch"),
      y: Plot.Side(scale, hasGrid: true), marks: marks, callouts: Array(notes))
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
}
