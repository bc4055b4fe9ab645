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
  /// The curves' plot beside the panel and what it shows; its axis is taken where the pairs fill it.
  var beside: PlotArea?
  var besideSeries = ""

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
      switch (better, worse) {
      case _ where n == 1: "One seed, so no verdict"
      case (n, _): "All \(n) seeds improve"
      case (_, n): "All \(n) seeds worsen"
      case (0, 0) where comparison.finitePairs == n: "All \(n) seeds end alike"
      case (0, 0) where comparison.finitePairs == 0: "No seed can be compared"
      default: "\(better) of \(n) seeds improve"
      }
    return PanelHeading(
      finding,
      "\(study.words(comparison.metric)) over the last tenth of training; same split, start, batches"
    )
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let parts = heading.primitives(in: rect, theme: easel.theme, measurer: easel.measurer)
    let shared = sharedScale
    guard let scale = shared ?? ownValues else {
      return parts.shapes
        + EffectPanel(study: study, comparison: comparison, values: LinearScale(0...1))
        .primitives(in: parts.rest, easel)
    }
    // Frames end level with the curves', whether or not they share its axis.
    var body = parts.rest
    if let frame = beside?.frame, frame.minY - 4 >= body.minY - 8 {
      body = Rect(
        x: body.minX, y: frame.minY - 4, width: body.width, height: rect.maxY - frame.minY + 4)
    }
    let halves = body.columns([0.46, 0.54], gap: 6)
    let labelWidth = (halves[0].width - (shared == nil ? 40 : 0)) * 0.5
    let sizes = names.map { easel.size([easel.theme.small($0)]) }
    let isTight = sizes.contains { $0.width > labelWidth }
    var left = slopes(scale, isShared: shared != nil, hasNames: !isTight, easel)
    if isTight { left.margins.bottom = Self.nameGap + (sizes.map(\.height).max() ?? 0) }
    if let frame = beside?.frame { left.margins.bottom = max(0, body.maxY - frame.maxY) }
    let frame = left.frame(in: halves[0], theme: easel.theme, measurer: easel.measurer)
    let right = Rect(
      x: frame.maxX, y: frame.minY, width: rect.maxX - frame.maxX, height: frame.height)
    let under = Rect(
      x: body.minX, y: frame.maxY + Self.nameGap, width: rect.maxX - body.minX, height: 0)
    return parts.shapes
      + left.primitives(in: halves[0], theme: easel.theme, measurer: easel.measurer)
      + (isTight ? nameTexts(under, under: frame, scale: nameScale, easel) : [])
      + EffectPanel(study: study, comparison: comparison, values: scale)
      .primitives(in: right, easel)
  }

  private var names: [String] { [comparison.control, comparison.experiment] }

  private var nameScale: PointScale { PointScale(names, margin: 0.35) }

  /// Between the frame and the arms' names: as under an axis.
  private static let nameGap = 5.5

  /// Names too long to be centred under their points: each on its own side of a split between them,
  /// the experiment's on into the room under the estimate, which has no labels there.
  private func nameTexts(
    _ room: Rect, under frame: Rect, scale: PointScale, _ easel: Easel
  ) -> [Primitive] {
    let widths = names.map { easel.size([easel.theme.small($0)]).width }
    let places = [0.0, 1].map { frame.minX + (scale.unit($0) ?? 0) * frame.width }
    let gap = 4.0
    let split = min(
      max((places[0] + places[1]) / 2, room.minX + widths[0] + gap), places[1] - 2 * gap)
    let spans = [(room.minX, split - gap), (split + gap, room.maxX)]
    return zip(zip(names, widths), zip(places, spans)).map { name, side in
      let (place, (low, high)) = side
      let width = min(name.1, high - low)
      let start = max(low, min(place - width / 2, high - width))
      let block = easel.fitted([easel.theme.small(name.0)], width: high - low)
      return .text(block, at: Point(start, room.minY), Anchor(.leading, .top))
    }
  }

  /// The least share of the curves' axis that the pairs must take for it to show them well.
  private static let leastShare = 0.3

  /// The axis of the curves beside, where it holds every value and the pairs are not squeezed on it.
  private var sharedScale: (any Scale)? {
    guard let beside, besideSeries == comparison.metric,
      let range = finiteRange(of: finiteValues),
      finiteValues.count == comparison.controlValues.count + comparison.experimentValues.count,
      (intervalValues + [range.lowerBound, range.upperBound]).allSatisfy(beside.y.holds),
      let low = beside.y.unit(range.lowerBound), let high = beside.y.unit(range.upperBound),
      high - low >= Self.leastShare
    else { return nil }
    return beside.y
  }

  /// Where the interval stands on the value axis.
  private var intervalValues: [Double] {
    EffectPanel(study: study, comparison: comparison, values: LinearScale(0...1)).intervalValues
  }

  /// How many times the width of the values an interval may take on their axis.
  private static let reach = 6.0

  /// An axis of the pairs' own: it holds their values and, unless that is far wider, the interval.
  private var ownValues: (any Scale)? {
    guard let values = finiteRange(of: finiteValues),
      let both = finiteRange(of: finiteValues + intervalValues)
    else { return nil }
    guard isRatio, both.lowerBound > 0 else {
      let isNear =
        (both.upperBound - both.lowerBound) < Self.reach * (values.upperBound - values.lowerBound)
      return fittingScale(
        for: finiteValues + (isNear ? intervalValues : []), padding: 0.12)
    }
    let isNear =
      logarithm(both.upperBound / both.lowerBound)
      < Self.reach * logarithm(values.upperBound / values.lowerBound)
    let range = isNear ? both : values
    let reach = max((range.upperBound / range.lowerBound).squareRoot(), 1.05)
    let margin = min(1 + (reach - 1) * 0.25, 1.6)
    let bottom = max(range.lowerBound / margin, .leastNormalMagnitude)
    return LogScale(bottom...min(range.upperBound * margin, .greatestFiniteMagnitude))
  }

  private func slopes(
    _ scale: any Scale, isShared: Bool, hasNames: Bool, _ easel: Easel
  ) -> Plot {
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
    let notes = values.enumerated().compactMap { place, values -> Callout? in
      let count = values.count { !$0.isFinite }
      guard count > 0 else { return nil }
      return Callout(
        "\(count) diverged", x: Double(place), y: top, placement: .around,
        color: styles[place].text, isRequired: true)
    }
    return Plot(
      x: Plot.Side(nameScale, hasLabels: hasNames),
      y: Plot.Side(scale, hasLine: !isShared, hasGrid: true, hasLabels: !isShared),
      marks: marks, callouts: notes, margins: Plot.Margins(top: 4))
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
}
