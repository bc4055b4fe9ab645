internal import Charts
internal import Drawing
internal import Records

/// The curves of range tests in one frame, marked where they are steepest, best and at their end.
struct RateRangePanel {
  var tests: [RateCurves]
  /// The arm that is marked beside the control where all marks would hide the curves.
  var lead: Int

  /// Beyond this many arms seeds would hide the medians.
  static let mostArmsWithSeeds = 4

  private var isCrowded: Bool { tests.count > Self.mostArmsWithSeeds }

  /// The rates that a test tells, with what they are called.
  static func numbers(_ test: RateCurves) -> [(name: String, text: String)] {
    func text(_ rate: Double?) -> String {
      rate.map { LearningRateRangeFigure.text($0) } ?? "none"
    }
    return [
      ("suggested", text(test.suggestedRate)), ("steepest", text(test.steepest?.rate)),
      ("blows up", text(test.divergenceRate)),
      ("trained with", LearningRateRangeFigure.text(test.trainedRate)),
    ]
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let table = table(isNarrow: isBeside(rect), theme)
    let wanted = table.height(theme: theme, measurer: easel.measurer)
    let (room, place): (Rect, Rect)
    if isBeside(rect) {
      let parts = rect.columns([0.64, 0.36], gap: 22)
      (room, place) = (parts[0], parts[1])
    } else {
      // The curves keep most of the room; rows that have none are counted.
      let height = min(wanted, rect.height * 0.4)
      room = rect.inset(bottom: height + 12)
      place = rect.inset(top: rect.height - height)
    }
    return plot(easel).primitives(in: room, theme: theme, measurer: easel.measurer)
      + table.primitives(in: place, theme: theme, measurer: easel.measurer)
  }

  /// Whether the table of many arms stands beside the curves, where there is room across.
  private func isBeside(_ rect: Rect) -> Bool {
    isCrowded && rect.width > 1.4 * rect.height && rect.width >= 640
  }

  /// Every arm's rates in a row.
  private func table(isNarrow: Bool, _ theme: Theme) -> Table {
    let heads = tests.first.map { Self.numbers($0).map(\.name) } ?? []
    // The rule and its note tell the rate that was trained with.
    let count = isNarrow ? heads.count - 1 : heads.count
    return Table(
      [Table.Column(isNarrow ? "learning rate" : "learning rates in the range test")]
        + heads.prefix(count).map { Table.Column($0, .trailing) },
      rows: tests.map { test in
        let color = isMarked(test) ? theme.arm(test.index).text : theme.ink
        return [[theme.strong(test.name, color: color)]]
          + Self.numbers(test).prefix(count).map { [theme.small($0.text, color: theme.ink)] }
      }, fillsWidth: true)
  }

  /// Whether an arm has colours and marks: of many only the control and the leading experiment.
  private func isMarked(_ test: RateCurves) -> Bool {
    !isCrowded || test.index == 0 || test.index == lead
  }

  private func plot(_ easel: Easel) -> Plot {
    let theme = easel.theme
    let rates = tests.flatMap { $0.curves.flatMap(\.rates) }.filter { $0 > 0 && $0.isFinite }
    let range = finiteRange(of: rates) ?? 1e-6...1
    let x = LogScale(range)
    let y = fittingScale(for: tests.flatMap(\.scaleValues), padding: 0.05)
    var marks: [any Mark] = []
    if !isCrowded {
      for test in tests {
        let color = theme.arm(test.index).color
        if let band = test.band {
          marks.append(
            BandMark(
              x: band.rates, lower: band.lower, upper: band.upper, color: color.opacity(0.16)))
        }
      }
      for test in tests where test.curves.count > 1 {
        let opacity = test.curves.count > 16 ? 0.2 : 0.42
        let stroke = Stroke(theme.arm(test.index).color.opacity(opacity), width: 0.7)
        marks += test.curves.map { LineMark(x: $0.rates, y: $0.losses, stroke: stroke) }
      }
    }
    marks += trainedRules(on: x, theme)
    for test in tests where !isMarked(test) {
      let median = test.median
      marks.append(
        LineMark(x: median.rates, y: median.losses, stroke: Stroke(theme.line, width: 0.9)))
    }
    for test in tests.reversed() where isMarked(test) {
      let style = theme.arm(test.index)
      let median = test.median
      marks.append(
        LineMark(
          x: median.rates, y: median.losses,
          stroke: Stroke(style.color, width: 1.9, dashes: style.dashes)))
    }
    let marked = tests.filter(isMarked)
    marks += marked.flatMap { self.marks(of: $0, y: y, theme) }
    return Plot(
      x: Plot.Side(x, title: "learning rate, log scale"),
      y: Plot.Side(y, hasGrid: true), marks: marks,
      callouts: marked.flatMap { callouts(of: $0, y: y, theme) } + trainedCallouts(theme),
      margins: Plot.Margins(top: 4))
  }

  /// The suggested rate as the arm's marker, the steepest place as a ring, the end as a cross.
  private func marks(of test: RateCurves, y: any Scale, _ theme: Theme) -> [any Mark] {
    let style = theme.arm(test.index)
    var marks: [any Mark] = []
    if let rate = test.suggestedRate, let loss = test.loss(at: rate) {
      marks.append(
        PointMark(x: [rate], y: [loss], shape: style.marker, size: 8.5, fill: style.color))
    }
    if let steepest = test.steepest {
      marks.append(
        PointMark(
          x: [steepest.rate], y: [steepest.loss], shape: .circle, size: 6,
          fill: theme.background, stroke: Stroke(style.color, width: 1.5)))
    }
    if let place = end(of: test, y: y) {
      marks.append(
        PointMark(
          x: [place.rate], y: [place.loss], shape: .cross, size: 7, fill: nil,
          stroke: Stroke(style.text, width: 1.6)))
    }
    return marks
  }

  /// Where a curve that blows up leaves the frame.
  private func end(of test: RateCurves, y: any Scale) -> (rate: Double, loss: Double)? {
    guard let rate = test.divergenceRate else { return nil }
    let median = test.median
    let top = y.domain.upperBound
    let lowest = median.losses.indices.min { median.losses[$0] < median.losses[$1] } ?? 0
    guard
      let out = median.losses.indices.first(where: { $0 >= lowest && !(median.losses[$0] <= top) })
    else { return (rate, top) }
    guard out > 0, let inner = y.unit(median.losses[out - 1]) else {
      return (median.rates[out], top)
    }
    let outer = y.unit(median.losses[out]) ?? .infinity
    let share = outer.isFinite ? (1 - inner) / (outer - inner) : 1
    let (low, high) = (logarithm(median.rates[out - 1]), logarithm(median.rates[out]))
    return (exponential(low + (high - low) * share), top)
  }

  private func callouts(of test: RateCurves, y: any Scale, _ theme: Theme) -> [Callout] {
    let color = theme.arm(test.index).text
    let text = LearningRateRangeFigure.text
    var callouts: [Callout] = []
    if let rate = test.divergenceRate, let place = end(of: test, y: y) {
      callouts.append(
        Callout(
          "\(test.name.shortened(to: 32))\nblows up at \(text(rate))", x: place.rate, y: place.loss,
          placement: .around, color: color, isRequired: true))
    }
    if let rate = test.suggestedRate, let loss = test.loss(at: rate) {
      let name = test.divergenceRate == nil ? "\(test.name.shortened(to: 32)): " : ""
      callouts.append(
        Callout(
          "\(name)suggested \(text(rate))", x: rate, y: loss, placement: .around, color: color,
          isRequired: true))
    }
    if let steepest = test.steepest {
      callouts.append(
        Callout(
          "steepest at \(text(steepest.rate))", x: steepest.rate, y: steepest.loss,
          placement: .around, color: color))
    }
    if callouts.isEmpty, let last = test.median.losses.last(where: \.isFinite) {
      let median = test.median
      callouts.append(
        Callout(
          "\(test.name.shortened(to: 32)): nothing to choose by",
          x: median.rates[median.rates.count / 2], y: last,
          placement: .around, color: color, isRequired: true))
    }
    return callouts
  }

  /// The rates that arms were trained with, each once.
  private var trained: [(rate: Double, names: String)] {
    var rates: [Double] = []
    for test in tests where !rates.contains(test.trainedRate) { rates.append(test.trainedRate) }
    return rates.prefix(3).map { rate in
      let names = tests.filter { $0.trainedRate == rate }.map(\.name)
      return (rate, names.count == tests.count ? "" : " (\(names[0]))")
    }
  }

  private func trainedRules(on x: any Scale, _ theme: Theme) -> [any Mark] {
    trained.map {
      RuleMark(.vertical, at: $0.rate, stroke: Stroke(theme.secondary, width: 0.8, dashes: [1, 2]))
    }
  }

  private func trainedCallouts(_ theme: Theme) -> [Callout] {
    trained.map {
      Callout(
        "trained with \(LearningRateRangeFigure.text($0.rate))\($0.names)", x: $0.rate, y: 0,
        placement: .besideRule, color: theme.secondary)
    }
  }
}
