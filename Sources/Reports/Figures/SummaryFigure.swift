public import Charts
public import Diagnostics
public import Drawing
public import Records

/// The card for a ticket: what changed, what happened, how sure, and why.
public struct SummaryFigure: Figure {
  let study: StudyRecord
  let findings: Findings

  public static let name = "summary"
  public static let size = Size(800, 500)
  public static let summary =
    "the ticket's card: the finding, the curves, each seed's pair, the change and why"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
  }

  public var title: String { findings.headline.isEmpty ? study.title : findings.headline }

  public var caption: String {
    let verdict = findings.lead.map { " " + $0.sentence } ?? ""
    return "\(title).\(verdict) \(LossFigure(study: study, findings: findings).caption)"
  }

  /// The whole card with its lower band from edge to edge.
  public func picture(size: Size, theme: Theme, measurer: any TextMeasurer) -> Picture {
    Picture(
      size: size, background: theme.background, title: title, caption: caption,
      primitives: primitives(
        in: Rect(size), padding: 28, theme: theme, measurer: measurer))
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    primitives(in: rect, padding: 10, theme: theme, measurer: measurer)
  }

  /// Heights are shares of the rectangle where there is enough of it, so that a page may stretch the
  /// card; `padding` is the room at both sides.
  private func primitives(
    in rect: Rect, padding: Double, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let inner = rect.inset(left: padding, top: 20, right: padding)
    let header = SummaryHeader(
      study: study, findings: findings, title: title, titleLines: rect.height < 440 ? 2 : 3
    ).primitives(in: inner, easel)
    let footerHeight = 26.0
    let evidence = SummaryEvidence(study: study, findings: findings)
    let needed = evidence.height(width: inner.width, onPanel(easel)) + 22
    let most = (rect.height - footerHeight) * 0.4
    let bandHeight = max(150, min(most, max(needed, (rect.height - footerHeight) * 0.29)))
    let bandTop = rect.maxY - footerHeight - bandHeight
    let upper = Rect(
      x: inner.minX, y: header.end + 12, width: inner.width,
      height: max(40, bandTop - header.end - 22))
    let band = Rect(x: rect.minX, y: bandTop, width: rect.width, height: bandHeight)
    let lower = band.inset(left: padding, top: 12, right: padding, bottom: 10)
    let footer = Rect(x: inner.minX, y: band.maxY, width: inner.width, height: footerHeight)
    return [.rectangle(band, fill: theme.panel)] + header.shapes + results(in: upper, easel)
      + evidence.primitives(in: lower, onPanel(easel))
      + SummaryFooter(study: study, findings: findings)
      .primitives(in: footer, easel)
  }

  /// The same theme on the band's surface.
  private func onPanel(_ easel: Easel) -> Easel {
    var easel = easel
    easel.theme.background = easel.theme.panel
    easel.theme.grid = easel.theme.grid.mixed(with: easel.theme.line, share: 0.25)
    return easel
  }

  /// The curves, and each seed's pair with the estimate: on one axis where that shows the pairs well.
  private func results(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let halves = rect.columns([0.56, 0.44], gap: 22)
    let panel = LossPanel(study, findings, series: study.lossSeries)
    let top = panel.heading.primitives(
      in: halves[0], theme: easel.theme, measurer: easel.measurer)
    var shapes = top.shapes
    let plot = panel.plot(easel)
    shapes += plot.primitives(in: top.rest, theme: easel.theme, measurer: easel.measurer)
    if findings.comparisons.count > 1 {
      shapes += ForestPanel(study: study, findings: findings).primitives(in: halves[1], easel)
    } else if let comparison = findings.lead {
      var pairs = PairsPanel(study: study, comparison: comparison)
      pairs.beside = PlotArea(
        frame: plot.frame(in: top.rest, theme: easel.theme, measurer: easel.measurer),
        x: plot.x.scale, y: plot.y.scale)
      pairs.besideSeries = panel.series
      shapes += pairs.primitives(in: halves[1], easel)
    }
    return shapes
  }
}

/// The card's lower band: the change and why it acts, feature scales, first-layer gradients.
private struct SummaryEvidence {
  var study: StudyRecord
  var findings: Findings
  private let ranges: FeatureRanges?
  private let layer: String?
  private let lead: Int

  init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
    lead = findings.leadIndex(in: study)
    ranges = FeatureRanges(study, experiment: lead)
    layer = study.firstHistogramLayer
  }

  /// What was not recorded leaves its room to the rest.
  private var weights: [Double] {
    [0.36] + (ranges == nil ? [] : [0.335]) + (layer == nil ? [] : [0.305])
  }

  private static let gap = 24.0

  /// The height that text and features ask for; heat maps take any that is not very low.
  func height(width: Double, _ easel: Easel) -> Double {
    let parts = Rect(x: 0, y: 0, width: width, height: 1000).columns(weights, gap: Self.gap)
    let text = SummaryReasons(study: study, findings: findings)
      .height(width: parts[0].width, easel)
    let features = ranges.map { ranges in
      ranges.hasHistograms
        ? 110
        : 28 + FeaturePanel.axisHeight
          + Double(min(ranges.names.count, 14)) * easel.theme.type.small
          * (ranges.names.count > 8 ? FeaturePanel.rowHeight : 1.9)
    }
    return max(text, features ?? 0)
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let parts = rect.columns(weights, gap: Self.gap)
    let last = parts[parts.count - 1]
    let gradients = layer.map { _ in GradientPanel(study, arms: Array(Set([0, lead])).sorted()) }
    return SummaryReasons(study: study, findings: findings).primitives(in: parts[0], easel)
      + (ranges.map { features($0, in: parts[1], easel) } ?? [])
      + (gradients?.primitives(in: last, easel) ?? [])
  }

  private func features(_ ranges: FeatureRanges, in rect: Rect, _ easel: Easel) -> [Primitive] {
    if ranges.hasHistograms {
      let name = ranges.names.count == 1 ? ranges.name(0) : "\(ranges.name(0)), the first channel"
      let top = PanelHeading("Values of \(name)", "share in 64 bins, exact zeros apart")
        .primitives(in: rect, theme: easel.theme, measurer: easel.measurer, lines: 1)
      return top.shapes
        + ChannelPanel(ranges: ranges, isDetailed: false).primitives(in: top.rest, easel)
    }
    let count = ranges.names.count
    let capacity = FeaturePanel.capacity(rect.height - 23, easel)
    let isCut = count > capacity
    let note = isCut ? "all \(count) by size: median, quantile bands" : "5–95 %, line to the ends"
    let span = NumberText.significant(ranges.decades, digits: 2, trims: true)
    let title = ranges.decades >= 1 ? "Features span \(span) decades" : "Feature scale"
    let heading = PanelHeading(title, note)
    let top = heading.primitives(in: rect, theme: easel.theme, measurer: easel.measurer, lines: 1)
    var body = top.rest.inset(top: -2)
    var shapes = top.shapes
    if isCut {
      let scale = ranges.scale
      for (index, part) in body.columns(ranges.views.map { _ in 1 }, gap: 10).enumerated() {
        let view = ranges.views[index]
        let run = easel.theme.strong(view.name, color: view.textColor(easel.theme))
        let name = easel.fitted([run], width: part.width)
        shapes.append(.text(name, at: Point(part.minX, part.minY), Anchor(.leading, .top)))
        shapes += FeatureRibbons(ranges: ranges)
          .plot(view: index, scale: scale, hasLabels: true, easel)
          .primitives(
            in: part.inset(top: easel.size(name).height + 2), theme: easel.theme,
            measurer: easel.measurer)
      }
      return shapes
    }
    // The names of the colours stand in the heading's line, at its right end.
    let taken = easel.size([easel.theme.heading(heading.title)])
    shapes += FeatureLegend(views: ranges.views).primitives(
      endingAt: Point(rect.maxX, rect.minY + taken.height / 2),
      width: rect.width - taken.width - 12,
      easel)
    let rowHeight = min(
      (body.height - FeaturePanel.axisHeight) / Double(count), easel.theme.type.small * 2.4)
    body.height = min(body.height, rowHeight * Double(count) + FeaturePanel.axisHeight)
    let plot = FeaturePanel(ranges: ranges, features: ranges.order, hasQuartiles: false)
      .plot(width: body.width, rowHeight: rowHeight, easel)
    return shapes + plot.primitives(in: body, theme: easel.theme, measurer: easel.measurer)
  }
}

extension StudyRecord {
  /// The layers of which gradients were recorded, in order.
  var histogramLayers: [String] {
    var layers: [String] = []
    for run in arms.flatMap(\.runs) {
      for histogram in run.gradientHistograms where !layers.contains(histogram.layer) {
        layers.append(histogram.layer)
      }
    }
    return layers
  }

  var firstHistogramLayer: String? { histogramLayers.first }
}
