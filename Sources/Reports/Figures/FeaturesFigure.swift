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
    guard ranges.conditions != nil else { return extremes(ranges) }
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

  /// What can be said of rows whose condition number is not computed.
  private func extremes(_ ranges: FeatureRanges) -> String {
    let parts = ranges.views.map { view in
      let low = view.summaries.map(\.minimum).min() ?? .nan
      let high = view.summaries.map(\.maximum).max() ?? .nan
      return "from \(NumberText.significant(low, digits: 2, trims: true)) to "
        + NumberText.significant(high, digits: 2, trims: true)
        + (ranges.views.count > 1 ? " \(view.name)" : "")
    }
    return "The features lie \(parts.joined(separator: ", "))"
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
      text += "; it takes \(Self.percent(view.shares[first])) of the first layer's gradient"
      text += " with \(view.name)"
    }
    return text + "."
  }

  private static func percent(_ share: Double) -> String {
    share.isFinite ? NumberText.significant(share * 100, digits: 2, trims: true) + " %" : "—"
  }

  private func subtitle(_ ranges: FeatureRanges) -> String {
    let decades = ranges.decades
    let span =
      decades >= 0.5
      ? "largest values span \(NumberText.significant(decades, digits: 2, trims: true)) decades; "
      : ""
    let condition = ranges.conditions.map { "; condition number of XᵀX/n with bias: \($0)" } ?? ""
    return span + "symmetric log scale" + condition
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    guard let ranges else { return easel.header(title, "", in: rect).shapes }
    let header = easel.header(title, subtitle(ranges), in: rect)
    let count = ranges.names.count
    let rowRoom = header.rest.height - 32
    let isLong = count > min(Self.mostRows, FeaturePanel.capacity(rowRoom, easel))
    guard isLong else {
      return header.shapes + rows(ranges, ranges.order, "Every feature", in: header.rest, easel)
    }
    let halves = header.rest.columns([0.4, 0.6], gap: 26)
    let worst = min(Self.worstRows, FeaturePanel.capacity(rowRoom, easel))
    return header.shapes + ribbons(ranges, in: halves[0], easel)
      + rows(
        ranges, Array(ranges.order.prefix(worst)), "The \(worst) largest", in: halves[1], easel)
  }

  /// Ranges with the bars of gradient shares beside them.
  private func rows(
    _ ranges: FeatureRanges, _ features: [Int], _ name: String, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let shared = ranges.views.filter { $0.shares.count == ranges.names.count }
    let parts = shared.isEmpty ? [rect] : rect.columns([0.72, 0.28], gap: 20)
    let heading = PanelHeading(
      name, "line to the ends, pale 5–95 %, strong 25–75 %, gap at the median")
    let top = heading.primitives(in: parts[0], theme: theme, measurer: easel.measurer, lines: 1)
    let legend = easel.fitted(
      ranges.views.map { theme.strong($0.name + "   ", color: $0.textColor(theme)) },
      width: parts[0].width)
    var body = top.rest.inset(top: -2)
    var shapes = top.shapes
    shapes.append(.text(legend, at: Point(body.minX, body.minY), Anchor(.leading, .top)))
    body = body.inset(top: easel.size(legend).height + 2)
    let rowHeight = min((body.height - FeaturePanel.axisHeight) / Double(features.count), 34)
    body.height = rowHeight * Double(features.count) + FeaturePanel.axisHeight
    let plot = FeaturePanel(ranges: ranges, features: features, hasQuartiles: true)
      .plot(width: body.width, rowHeight: rowHeight, easel)
    shapes += plot.primitives(in: body, theme: theme, measurer: easel.measurer)
    guard parts.count > 1 else { return shapes }
    let frame = plot.frame(in: body, theme: theme, measurer: easel.measurer)
    let beside = Rect(
      x: parts[1].minX, y: rect.minY, width: parts[1].width, height: body.maxY - rect.minY)
    return shapes
      + shares(shared, features, frame: frame, rowHeight: rowHeight, in: beside, easel)
  }

  /// Bars whose rows stand level with the ranges' rows.
  private func shares(
    _ views: [FeatureRanges.View], _ features: [Int], frame: Rect, rowHeight: Double, in rect: Rect,
    _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let heading = PanelHeading("Share of the gradient", "of the first layer, first epoch")
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let values = views.flatMap { view in features.map { view.shares[$0] } }.filter(\.isFinite)
    let labelWidth = easel.size([theme.small("99.9 %")]).width + 4
    let most = max(values.max() ?? 0, 1e-9)
    let x = LinearScale(0...most)
    let thickness = min(rowHeight * (views.count == 2 ? 0.34 : 0.6), 6)
    var marks: [any Mark] = []
    for (position, view) in views.enumerated() {
      let shift = views.count == 2 ? (position == 0 ? 0.2 : -0.2) : 0
      marks.append(
        BarMark(
          values: features.reversed().map { view.shares[$0] },
          places: features.indices.map { Double($0) + shift }, thickness: .points(thickness),
          color: view.color(theme)))
    }
    let area = Rect(
      x: rect.minX, y: frame.minY, width: rect.width - labelWidth, height: frame.height)
    let rows = BandScale(features.map { _ in "" })
    var shapes = top.shapes
    let plot = PlotArea(frame: area, x: x, y: rows)
    shapes += marks.flatMap { $0.primitives(in: plot) }
    shapes.append(
      .polyline(
        [Point(area.minX, area.minY), Point(area.minX, area.maxY)], Stroke(theme.line, width: 0.7)))
    // The first view's numbers stand at its bars; where two overlap in a row, only they do.
    for (row, feature) in features.reversed().enumerated() {
      let largest = views.map { $0.shares[feature] }.filter(\.isFinite).max() ?? 0
      guard let middle = plot.vertical(Double(row)), let end = plot.clampedHorizontal(largest),
        views[0].shares[feature].isFinite
      else { continue }
      let color = views[0].textColor(theme)
      shapes.append(
        .text(
          TextBlock([theme.small(Self.percent(views[0].shares[feature]), color: color)]),
          at: Point(end + 4, middle), Anchor(.leading, .middle)))
    }
    return shapes
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
