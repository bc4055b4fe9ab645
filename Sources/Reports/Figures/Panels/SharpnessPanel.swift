internal import Charts
internal import Drawing
internal import Records

/// The largest eigenvalue of the Hessian over training, and the largest at which steps are stable.
struct SharpnessPanel {
  /// One arm's curvature with its limit.
  private struct Arm {
    var curves: ArmCurves
    /// How far the eigenvalue may be off; nil where it was not recorded.
    var residual: ArmCurves?
    /// The stability limit after the first seed's learning rate; nil where steps are not plain descent.
    var limit: (x: [Double], y: [Double])?
    var momentum: Double

    /// Curvature over its limit at each point of the median; empty without a limit.
    var shares: [Double] {
      guard let limit, !limit.x.isEmpty else { return [] }
      let median = curves.median
      var place = 0
      return zip(median.x, median.y).map { x, y in
        while place + 1 < limit.x.count, limit.x[place + 1] <= x { place += 1 }
        return y / limit.y[place]
      }
    }
  }

  private let arms: [Arm]
  private let isPair: Bool

  init(_ study: StudyRecord, arms indices: [Int]) {
    arms = indices.compactMap { index in
      let arm = study.arms[index]
      guard let curves = ArmCurves(arm, index: index, series: SeriesName.curvature) else {
        return nil
      }
      return Arm(
        curves: curves,
        residual: ArmCurves(arm, index: index, series: SeriesName.curvatureResidual),
        limit: Self.limit(of: arm), momentum: arm.momentum ?? 0)
    }
    isPair = indices.count > 1
  }

  /// 2(1 + β)/lr over the first run; nil for other optimisers than descent with or without momentum.
  private static func limit(of arm: ArmRecord) -> (x: [Double], y: [Double])? {
    guard let momentum = arm.momentum, let run = arm.runs.first else { return nil }
    let rates = run.series[SeriesName.learningRate]
    let (x, y) = (rates?.epochs ?? [], rates?.values ?? [])
    let limits = (y.isEmpty ? [arm.learningRate] : y).map { rate in
      rate > 0 ? 2 * (1 + momentum) / rate : .nan
    }
    guard limits.contains(where: \.isFinite) else { return nil }
    return (x.isEmpty ? [0] : x, limits)
  }

  var isEmpty: Bool {
    !arms.contains { $0.curves.curves.contains { $0.y.contains(where: \.isFinite) } }
  }

  private var limited: [Arm] { arms.filter { $0.limit != nil } }

  private func formula(_ momentum: Double) -> String { momentum == 0 ? "2/lr" : "2(1 + β)/lr" }

  /// What limits are called where one name does for all.
  private var formula: String { formula(limited.contains { $0.momentum != 0 } ? 1 : 0) }

  var subject: String {
    let isLimited = !limited.isEmpty
    return "largest eigenvalue λ_max of the Hessian"
      + (isLimited ? ", dotted: \(formula)" : "; its limit is known for plain descent only")
      + (arms.contains { $0.residual != nil } ? "; band: ± residual" : "")
  }

  /// Curvature over its limit at the start, and its median over the last fifth; nil where most seeds
  /// diverged.
  private static func ends(_ arm: Arm) -> (start: Double, end: Double)? {
    let shares = arm.shares
    guard let start = shares.first(where: \.isFinite), arm.curves.finalMedian != nil else {
      return nil
    }
    let tail = shares.suffix(max(1, shares.count / 5)).filter(\.isFinite)
    return tail.isEmpty ? nil : (start, medianOf(tail))
  }

  private var told: [(arm: Arm, ends: (start: Double, end: Double))] {
    limited.compactMap { arm in Self.ends(arm).map { (arm, $0) } }
  }

  private static let nearLimit = 0.8...1.25

  /// Whether some arm's curvature ends at its limit.
  var isAtLimit: Bool { told.contains { Self.nearLimit.contains($0.ends.end) } }

  /// What became of the curvature, beside the limit where there is one.
  var finding: String {
    func named(_ arms: [Arm]) -> String {
      guard isPair else { return "" }
      return arms.count > 1 ? " in both arms" : " (\(LossStory.shortName(arms[0].curves.name)))"
    }
    let told = told
    let near = told.filter { Self.nearLimit.contains($0.ends.end) }
    if !near.isEmpty {
      let rose = near.filter { $0.ends.start < 0.6 }
      return rose.isEmpty
        ? "Curvature stays near \(formula)\(named(near.map(\.arm)))"
        : "Curvature settles at \(formula)\(named(rose.map(\.arm)))"
    }
    if let high = told.max(by: { $0.ends.end < $1.ends.end }), high.ends.end > 1.25 {
      let factor = NumberText.significant(high.ends.end, digits: 2, trims: true)
      return "Curvature ends at \(factor) times \(formula)\(named([high.arm]))"
    }
    if let steep = told.max(by: { $0.ends.start < $1.ends.start }), steep.ends.start > 1.25 {
      let factor = NumberText.significant(steep.ends.start, digits: 2, trims: true)
      return "Curvature starts at \(factor) times \(formula) and falls below\(named([steep.arm]))"
    }
    if !told.isEmpty, told.count == arms.count {
      return "Curvature ends below \(formula)\(named(told.map(\.arm)))"
    }
    return "Curvature \(numbersText)"
  }

  private var numbersText: String {
    arms.map { arm in
      let end = arm.curves.finalMedian.map { "ends at \(NumberText.significant($0, digits: 2))" }
      return (end ?? "has no finite end")
        + (isPair ? " (\(LossStory.shortName(arm.curves.name)))" : "")
    }.joined(separator: ", ")
  }

  var numbers: String {
    let limits = limited.compactMap { arm in
      arm.limit?.y.last.map { "\(NumberText.significant($0, digits: 3, trims: true))" }
    }
    let limit =
      limits.isEmpty ? "" : "; \(formula) is \(Set(limits).sorted().joined(separator: " or "))"
    return "λ_max \(numbersText)\(limit)"
  }

  /// One limit that holds for every arm drawn; nil where they differ.
  private var sharedLimit: (x: [Double], y: [Double])? {
    guard let first = limited.first?.limit, limited.count == arms.count,
      limited.allSatisfy({ $0.limit?.x ?? [] == first.x && $0.limit?.y ?? [] == first.y })
    else { return nil }
    return first
  }

  func plot(_ easel: Easel) -> Plot {
    let theme = easel.theme
    let curves = arms.map(\.curves)
    let ends = curves.flatMap(\.curves).flatMap { [$0.x.first, $0.x.last].compactMap(\.self) }
    let x = LinearScale(finiteRange(of: ends) ?? 0...1, hasWholeTicks: true)
    let values = curves.scaleValues.filter(\.isFinite)
    let limits = limited.flatMap { $0.limit?.y ?? [] }.filter(\.isFinite)
    let y = Self.scale(values, limits: limits)
    var (marks, notes): ([any Mark], [Callout]) = ([], [])
    if let limit = sharedLimit {
      let (across, up) = Self.corners(limit, to: x.domain.upperBound)
      marks.append(
        BandMark(
          x: across, lower: up, upper: up.map { _ in y.domain.upperBound },
          color: theme.neutral.opacity(0.1)))
      marks.append(
        LineMark(x: across, y: up, stroke: Stroke(theme.ink, width: 1, dashes: [1, 2])))
      let last = limit.y.last(where: \.isFinite) ?? .nan
      notes.append(
        Callout(
          "unstable above \(formula) = \(NumberText.significant(last, trims: true))", x: 0,
          y: last, placement: .alongRule, isRequired: true))
    } else {
      for arm in limited {
        guard let limit = arm.limit else { continue }
        let (across, up) = Self.corners(limit, to: x.domain.upperBound)
        let style = theme.arm(arm.curves.index)
        marks.append(
          LineMark(x: across, y: up, stroke: Stroke(style.color, width: 1, dashes: [1, 2])))
        let last = limit.y.last(where: \.isFinite) ?? .nan
        let whose = isPair ? " (\(arm.curves.name))" : ""
        notes.append(
          Callout(
            "\(formula(arm.momentum)) = \(NumberText.significant(last, trims: true))\(whose)",
            x: 0, y: last, placement: .alongRule, color: style.text, isRequired: true))
      }
    }
    for arm in arms {
      guard let residual = arm.residual else { continue }
      marks.append(Self.band(arm.curves, residual, on: y, theme))
    }
    marks += CurveMarks.marks(curves, theme)
    return Plot(
      x: Plot.Side(x, title: "epoch"), y: Plot.Side(y, hasGrid: true), marks: marks,
      lineLabels: isPair ? CurveMarks.labels(curves, on: y, theme) : [], callouts: notes,
      margins: Plot.Margins(top: 4))
  }

  /// A scale of the values that shows limits too, as long as they leave the values room.
  private static func scale(_ values: [Double], limits: [Double]) -> any Scale {
    guard let range = finiteRange(of: values.filter { $0 > 0 }) else {
      return fittingScale(for: values + limits, padding: 0.08)
    }
    let near = limits.filter { $0 < range.upperBound * 1e4 && $0 > range.lowerBound / 1e4 }
    return fittingScale(for: values + near, padding: 0.08)
  }

  /// The corners of values that hold until the next, up to the axis's end.
  private static func corners(
    _ steps: (x: [Double], y: [Double]), to end: Double
  ) -> (x: [Double], y: [Double]) {
    var (x, y): ([Double], [Double]) = ([], [])
    for index in steps.x.indices {
      if index > 0, index + 1 < steps.x.count, steps.y[index] == steps.y[index - 1] { continue }
      if let last = y.last, last != steps.y[index] {
        x.append(steps.x[index])
        y.append(last)
      }
      x.append(steps.x[index])
      y.append(steps.y[index])
    }
    if let last = x.last, last < end, let value = y.last {
      x.append(end)
      y.append(value)
    }
    return (x, y)
  }

  /// The median with its residual to both sides; held to the axis, since a log scale has no zero.
  private static func band(
    _ curves: ArmCurves, _ residual: ArmCurves, on scale: any Scale, _ theme: Theme
  ) -> BandMark {
    let (median, width) = (curves.median, residual.median.y)
    let count = min(median.x.count, width.count)
    let floor = scale.domain.lowerBound
    let pairs = zip(median.y.prefix(count), width.prefix(count))
    return BandMark(
      x: Array(median.x.prefix(count)), lower: pairs.map { max($0 - $1, min(floor, $0)) },
      upper: pairs.map { $0 + $1 }, color: theme.arm(curves.index).color.opacity(0.16))
  }
}
