public import Charts
public import Diagnostics
public import Drawing
public import Records

/// How large each feature is, before and after the scaler, and what share of the gradient it takes.
public struct FeaturesFigure: Figure {
  let study: StudyRecord
  let findings: Findings

  public static let name = "features"
  public static let size = Size(800, 500)
  public static let summary =
    "each feature's range before and after scaling, its share of the first layer's gradient"

  /// More features than this are shown as quantile ribbons, with the worst by name.
  static let mostRows = 40
  static let worstRows = 20

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
  }

  private var ranges: FeatureRanges? {
    FeatureRanges(study, experiment: findings.leadIndex(in: study))
  }

  public var isEmpty: Bool { ranges == nil }

  public var title: String {
    guard let ranges else { return "No feature scales were recorded" }
    // Neighbouring pixels and steps depend on each other: their condition number tells little.
    guard !ranges.hasChannels, ranges.conditions != nil else { return extremes(ranges) }
    let conditions = ranges.views.map {
      NumberText.significant($0.condition, digits: 2, trims: true)
    }
    if conditions.count == 2, conditions[0] != conditions[1] {
      let areArms = ranges.views.allSatisfy { if case .arm = $0.owner { true } else { false } }
      guard areArms else {
        return "Preparing takes the condition number from \(conditions[0]) to \(conditions[1])"
          + (study.arms.count > 1 ? ", in every arm alike" : "")
      }
      return "Scaling takes the condition number from \(conditions[0]) to \(conditions[1])"
    }
    return conditions[0] == "∞"
      ? "The features are linearly dependent: their condition number is ∞"
      : "The features' condition number is \(conditions[0])"
        + (conditions.count == 2 ? " either way" : "")
  }

  /// What can be said of rows whose condition number tells nothing or is not computed.
  private func extremes(_ ranges: FeatureRanges) -> String {
    let parts = ranges.views.map { view in
      let low = view.summaries.map(\.minimum).min() ?? .nan
      let high = view.summaries.map(\.maximum).max() ?? .nan
      return "from \(NumberText.significant(low, digits: 2, trims: true)) to "
        + NumberText.significant(high, digits: 2, trims: true)
        + (ranges.views.count > 1 ? " \(LossStory.shortName(view.name))" : "")
    }
    let subject =
      !ranges.hasChannels
      ? "The features"
      : ranges.names.count == 1
        ? "All \(ranges.name(0)) values" : "The \(ranges.names.count) channels"
    return "\(subject) lie \(parts.joined(separator: ", "))"
  }

  public var caption: String {
    guard let ranges, let first = ranges.order.first else { return title + "." }
    let view = ranges.views[0]
    let numbers = view.summaries[first]
    let (low, high) = (
      NumberText.significant(numbers.minimum), NumberText.significant(numbers.maximum)
    )
    var text =
      "\(title). The largest of \(ranges.names.count) features is \(ranges.name(first)), from "
      + "\(low) to \(high)"
    if view.shares.indices.contains(first) {
      text +=
        "; it takes \(GradientShares.percent(view.shares[first])) of the first layer's gradient"
      text += " with \(view.name)"
    }
    return text + "."
  }

  private func subtitle(_ ranges: FeatureRanges) -> String {
    // Pixels that are zero in every row make any image's columns dependent: no news.
    let isTold = !ranges.hasChannels || ranges.views.allSatisfy(\.condition.isFinite)
    let words = isTold ? ranges.conditions : nil
    let dependent = words.map { "; condition number of XᵀX/n with bias: \($0)" } ?? ""
    if ranges.hasHistograms {
      let n = study.arms.first?.runs.first?.data.trainingRows ?? 0
      return "Share of values in 64 bins, over all places of \(n) training rows; exact zeros apart"
        + dependent
    }
    return
      "Training rows of the first seed, largest feature first; symmetric log scale, so that zero "
      + "has a place\(dependent)"
  }

  /// How high a row of one feature ever is.
  private static let mostRowHeight = 32.0

  private func isLong(_ ranges: FeatureRanges, rowRoom: Double, _ easel: Easel) -> Bool {
    ranges.names.count > min(Self.mostRows, FeaturePanel.capacity(rowRoom, easel))
  }

  public func naturalHeight(
    width: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? {
    guard let ranges, ranges.names.count <= Self.mostRows else { return nil }
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(
      title, subtitle(ranges), in: Rect(x: 0, y: 0, width: width, height: 1000))
    let count = Double(ranges.names.count)
    return header.rest.minY
      + (ranges.hasHistograms
        ? count * (ChannelPanel.rowHeight + 34)
        : 30 + FeaturePanel.axisHeight + count * Self.mostRowHeight)
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    guard let ranges else { return easel.header(title, "", in: rect).shapes }
    let header = easel.header(title, subtitle(ranges), in: rect)
    if ranges.hasHistograms {
      var body = header.rest
      body.height = min(
        body.height, Double(ranges.names.count) * (ChannelPanel.rowHeight + 34))
      return header.shapes + ChannelPanel(ranges: ranges).primitives(in: body, easel)
    }
    let rowRoom = header.rest.height - 32
    guard isLong(ranges, rowRoom: rowRoom, easel) else {
      return header.shapes + rows(ranges, ranges.order, in: header.rest, easel)
    }
    let halves = header.rest.columns([0.4, 0.6], gap: 26)
    let worst = min(Self.worstRows, FeaturePanel.capacity(rowRoom, easel))
    return header.shapes + ribbons(ranges, in: halves[0], easel)
      + rows(ranges, Array(ranges.order.prefix(worst)), in: halves[1], easel)
  }

  /// What the rows find: how far apart the features are, before and after.
  private func finding(_ ranges: FeatureRanges, _ features: [Int]) -> String {
    let isPart = features.count < ranges.names.count
    if isPart { return "The \(features.count) largest" }
    let spans = ranges.views.indices.map { ranges.decades(of: $0) }
    guard ranges.names.count > 1, spans[0] >= 0.5 else { return "Every feature" }
    func text(_ value: Double) -> String { NumberText.significant(value, digits: 2, trims: true) }
    let first = "Features span \(text(spans[0])) decades"
    guard spans.count == 2 else { return first }
    let names = ranges.views.map { LossStory.shortName($0.name) }
    return "\(first) \(names[0]), \(text(spans[1])) \(names[1])"
  }

  /// What a row's strokes are, the fullest words first.
  private static let notes = [
    "line to the ends, pale 5–95 %, strong 25–75 %, gap at the median",
    "line to the ends, pale 5–95 %, strong 25–75 %", "pale 5–95 %, strong 25–75 %",
  ]

  /// Ranges with the bars of gradient shares beside them.
  private func rows(
    _ ranges: FeatureRanges, _ features: [Int], in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let shared = ranges.views.filter { $0.shares.count == ranges.names.count }
    let parts = shared.isEmpty ? [rect] : rect.columns([0.7, 0.3], gap: 20)
    let legend = FeatureLegend(views: ranges.views)
    func room(besides note: String) -> Double {
      parts[0].width - easel.size([theme.small(note)]).width - 16
    }
    // A shorter note rather than names that nobody can read.
    let needed = legend.width(easel)
    let note =
      Self.notes.first { room(besides: $0) >= needed }
      ?? Self.notes.first { room(besides: $0) >= 0 } ?? ""
    let heading = PanelHeading(finding(ranges, features), note)
    let top = heading.primitives(in: parts[0], theme: theme, measurer: easel.measurer, lines: 1)
    var body = top.rest
    var shapes = top.shapes
    // Ribbons beside part of the features name the colours too.
    if features.count == ranges.names.count || room(besides: note) >= needed {
      let height = easel.size([theme.small(note)]).height
      shapes += legend.primitives(
        endingAt: Point(parts[0].maxX, top.rest.minY - 5 - height / 2),
        width: room(besides: note), easel)
    }
    let rowHeight = min(
      (body.height - FeaturePanel.axisHeight) / Double(features.count), Self.mostRowHeight)
    body.height = rowHeight * Double(features.count) + FeaturePanel.axisHeight
    let plot = FeaturePanel(ranges: ranges, features: features, hasQuartiles: true)
      .plot(width: body.width, rowHeight: rowHeight, easel)
    shapes += plot.primitives(in: body, theme: theme, measurer: easel.measurer)
    guard parts.count > 1 else { return shapes }
    let frame = plot.frame(in: body, theme: theme, measurer: easel.measurer)
    let beside = Rect(
      x: parts[1].minX, y: rect.minY, width: parts[1].width, height: body.maxY - rect.minY)
    return shapes
      + GradientShares(views: shared, ranges: ranges, features: features)
      .primitives(in: beside, rows: frame, rowHeight: rowHeight, easel)
  }

  private func ribbons(_ ranges: FeatureRanges, in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let heading = PanelHeading(
      "All \(ranges.names.count) features",
      "pale: ends; darker: 5–95 %, 25–75 %; line: median")
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    var shapes = top.shapes
    for (index, part) in top.rest.rows(ranges.views.map { _ in 1 }, gap: 10).enumerated() {
      let view = ranges.views[index]
      let name = easel.fitted(
        [theme.strong(view.name, color: view.textColor(theme))], width: part.width)
      shapes.append(.text(name, at: Point(part.minX, part.minY), Anchor(.leading, .top)))
      shapes += FeatureRibbons(ranges: ranges)
        .plot(view: index, scale: ranges.scale, hasLabels: true, easel)
        .primitives(
          in: part.inset(top: easel.size(name).height + 3), theme: theme, measurer: easel.measurer)
    }
    return shapes
  }
}
