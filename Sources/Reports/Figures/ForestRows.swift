internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records
internal import Statistics

/// Every experiment's estimate, the best first: what forests draw.
struct ForestRows {
  /// What the estimates are.
  enum Kind {
    /// Experiment over control.
    case ratio
    /// Experiment minus control.
    case difference
    /// The experiment's own value: median and range, where the control left nothing to compare with.
    case value
  }

  /// An experiment with the numbers of its row.
  struct Row {
    var comparison: Comparison
    /// Nil where no estimate exists or the values may not be compared.
    var center: Double?
    var interval: Interval?
    /// Each seed's value of the same kind, the finite ones.
    var each: [Double]

    /// Whether the verdict is no verdict because the values have no common scale.
    var isRefused: Bool {
      comparison.verdict == .descriptive && comparison.sentence.hasPrefix("not compared")
    }

    /// Why there is no estimate: "control diverged", "8 of 8 diverged", "not compared".
    var missing: String {
      if isRefused { return "not compared" }
      let n = comparison.experimentValues.count
      let count = comparison.experimentValues.count { !$0.isFinite }
      return count == 0 ? "control diverged" : "\(count) of \(n) diverged"
    }
  }

  var kind: Kind
  var rows: [Row]
  var grows: Bool

  /// The estimates against the control; `usesValues` where none exists and values are to stand in.
  init(_ findings: Findings, usesValues: Bool = false) {
    let comparisons = findings.comparisons
    grows = comparisons.first?.metricGrows ?? false
    let isRatio = comparisons.allSatisfy { $0.scale == .logRatio }
    let hasEstimate = comparisons.contains { (isRatio ? $0.ratio : $0.meanDifference) != nil }
    let kind: Kind = usesValues && !hasEstimate ? .value : isRatio ? .ratio : .difference
    self.kind = kind
    rows = comparisons.map { Self.row($0, kind) }
    let sign = grows ? -1.0 : 1
    func key(_ row: Row) -> [Double] {
      let shift = kind == .value ? nil : row.comparison.hodgesLehmann
      let center = row.center.map { $0 * sign } ?? .infinity
      // Half the seeds lost make the robust shift infinite, whatever the others' mean is.
      return [row.isRefused ? 1 : 0, shift.map { $0 * sign } ?? center, center]
    }
    rows = rows.map { ($0, key($0)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }

  private static func row(_ comparison: Comparison, _ kind: Kind) -> Row {
    let differences = comparison.differences.filter(\.isFinite)
    var row = Row(comparison: comparison, each: [])
    switch kind {
    case .ratio:
      (row.center, row.interval) = (comparison.ratio, comparison.ratioInterval)
      row.each = differences.map(exponential)
    case .difference where comparison.scale == .difference:
      (row.center, row.interval) = (comparison.meanDifference, comparison.differenceInterval)
      row.each = differences
    case .difference:
      // Compared by ratios beside others that can't be: differences of the values themselves.
      row.each = zip(comparison.controlValues, comparison.experimentValues).map { $1 - $0 }
        .filter(\.isFinite)
      row.center = row.each.isEmpty ? nil : mean(row.each)
    case .value:
      row.each = comparison.experimentValues.filter(\.isFinite)
      row.center = row.each.isEmpty ? nil : median(row.each)
      row.interval = finiteRange(of: row.each).map {
        Interval(lower: $0.lowerBound, upper: $0.upperBound)
      }
    }
    if row.isRefused { (row.center, row.interval, row.each) = (nil, nil, []) }
    return row
  }

  var hasEstimate: Bool { rows.contains { $0.center != nil } }

  /// Where an experiment stands that changes nothing; nil where values stand in for estimates.
  var neutral: Double? {
    switch kind {
    case .ratio: 1
    case .difference: 0
    case .value: nil
    }
  }

  /// The scale that holds some rows' intervals, and their seeds where those are drawn.
  func scale(_ shown: [Row], hasSeeds: Bool) -> any Scale {
    var ends = shown.flatMap { row -> [Double] in
      [row.center, row.interval?.lower, row.interval?.upper].compactMap(\.self).filter(\.isFinite)
    }
    if hasSeeds { ends += shown.flatMap(\.each) }
    ends += [neutral].compactMap(\.self)
    return kind == .ratio ? LogScale(Self.logDomain(ends)) : fittingScale(for: ends, padding: 0.06)
  }

  private static func logDomain(_ values: [Double]) -> ClosedRange<Double> {
    guard let range = finiteRange(of: values.filter { $0 > 0 }) else { return 0.5...2 }
    let margin = max((range.upperBound / range.lowerBound).squareRoot() * 0.1 + 1, 1.05)
    let top = min(range.upperBound * margin, .greatestFiniteMagnitude)
    return max(range.lowerBound / margin, .leastNormalMagnitude)...top
  }

  /// The scale's ticks, with the multiplication sign of ratios.
  func ticks(_ scale: any Scale, length: Double, _ easel: Easel) -> Ticks {
    var ticks = scale.ticks(
      in: TickRoom(
        length: length, direction: .horizontal, style: easel.theme.small("").style,
        measurer: easel.measurer))
    if kind == .ratio { ticks.labels = ticks.labels.map { "×" + $0 } }
    return ticks
  }

  /// The line of no change, each seed where wanted, and the intervals; the first row is the highest.
  func marks(
    _ shown: [Row], hasSeeds: Bool, lineWidth: Double = 1.6, _ theme: Theme,
    style: (Row) -> (color: Color, size: Double)
  ) -> [any Mark] {
    var marks: [any Mark] = []
    if let neutral {
      marks.append(
        RuleMark(.vertical, at: neutral, stroke: Stroke(theme.secondary, width: 0.8)))
    }
    let places = shown.enumerated().map { (Double(shown.count - 1 - $0.offset), $0.element) }
    if hasSeeds {
      marks += places.map { place, row in
        PointMark(
          x: row.each, y: row.each.map { _ in place - 0.22 }, shape: .circle, size: 3.2,
          fill: theme.neutral.opacity(0.7))
      }
    }
    let rows = places.compactMap { place, row -> ForestMark.Row? in
      guard let center = row.center else { return nil }
      let (color, size) = style(row)
      return ForestMark.Row(
        place: place, estimate: center, lower: row.interval?.lower ?? center,
        upper: row.interval?.upper ?? center, color: color, size: size)
    }
    marks.append(ForestMark(rows, lineWidth: lineWidth))
    return marks
  }
}
