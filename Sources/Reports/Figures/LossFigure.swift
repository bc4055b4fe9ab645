public import Charts
public import Diagnostics
public import Drawing
public import Records

/// Training and validation loss of all arms on one scale, the learning rate under them.
public struct LossFigure: Figure {
  let study: StudyRecord
  let findings: Findings

  public static let name = "loss"
  public static let size = Size(800, 500)
  public static let summary =
    "training and validation loss on one scale, the learning rate, where the arms separate"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
    panels = [SeriesName.trainingLoss, SeriesName.validationLoss].compactMap { series in
      let panel = LossPanel(study, findings, series: series)
      return panel.arms.isEmpty ? nil : panel
    }
  }

  /// One for each series that was recorded, training first: reading curves is the figure's only
  /// work that grows with their length.
  private let panels: [LossPanel]

  public var isEmpty: Bool { panels.isEmpty }

  private static let leastStripHeight = 76.0

  /// The panel of the declared series.
  private var main: LossPanel? { panels.first { $0.series == study.lossSeries } }

  public var title: String {
    guard let main else { return "No loss was recorded" }
    let stories = study.lossStories(main.arms, findings, series: main.series)
    return "\(study.words(main.series).capitalizedFirst) \(LossStory.told(stories))"
  }

  public var caption: String {
    let name = study.words(study.lossSeries)
    let arms = (main?.arms ?? []).map { arm in
      let count = arm.diverged.count
      let diverged = count > 0 ? " (\(count) of \(arm.curves.count) seeds diverged)" : ""
      let end = arm.finalMedian.map { "ends at \(NumberText.significant($0))" } ?? "diverged"
      return "\(arm.name) \(end)\(diverged)"
    }
    let n = study.seedCount
    let epochs = study.arms.map(\.epochs).max() ?? 0
    return "\(name.capitalizedFirst) over \(epochs) epochs, "
      + "median of \(n) \(n == 1 ? "seed" : "seeds"): \(arms.joined(separator: "; "))."
  }

  private func subtitle(_ scale: any Scale, _ rates: RateStrip) -> String {
    "\(study.lossUnit.capitalizedFirst); \(LossPanel.note(study, scale: scale))"
      + (rates.constant.map { ". Learning rate \($0)" } ?? "")
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let scale = LossPanel.scale(panels.flatMap(\.arms), findings)
    let epochs = LossPanel.epochs(panels.flatMap(\.arms))
    let rates = RateStrip(study: study, findings: findings, epochs: epochs)
    let header = easel.header(title, subtitle(scale, rates), in: rect)
    guard !panels.isEmpty else { return header.shapes }
    let difference = DifferenceStrip(study: study, findings: findings, epochs: epochs)
    let table = EndTable(study: study, findings: findings, panels: panels)
    let isPair = panels.count > 1
    let hasRate = rates.constant == nil && !rates.arms.isEmpty
    let strips = (hasRate ? 1 : 0) + (difference.found == nil ? 0 : 1)
    let stripShare = isPair || strips < 2 ? 0.29 : 0.44
    let under =
      strips == 0
      ? min(table.height(easel), header.rest.height * 0.4) : header.rest.height * stripShare
    let gap = 12.0
    let upper = header.rest.inset(bottom: under + gap)
    let lower = header.rest.inset(top: upper.height + gap)

    var plots = panels.enumerated().map { index, panel in
      var panel = panel
      panel.scale = scale
      panel.epochs = epochs
      panel.hasValueLabels = index == 0
      panel.hasBareLabels = index < panels.count - 1
      var plot = panel.plot(easel)
      plot.lineLabelWidth = rect.width * (isPair ? 0.16 : 0.2)
      return plot
    }
    let ratePlot = hasRate ? rates.strip(easel) : nil
    let differencePlot = difference.strip(height: lower.height, easel)
    let size = Size(rect.width / 2, upper.height)
    let low = Size(size.width, lower.height / (isPair || strips < 2 ? 1 : 2))
    func left(_ strip: Strip?) -> Double { strip?.left(in: low, easel) ?? 0 }
    let below = isPair ? left(ratePlot) : max(left(ratePlot), left(differencePlot))
    func frames(in size: Size) -> Frames {
      let margins = plots.map { $0.margins(in: size, theme: theme, measurer: measurer) }
      var frames = Frames(
        rect: rect, left: max(margins[0].left, below), right: margins[plots.count - 1].right)
      if isPair { frames.part(by: max(margins[0].right, left(differencePlot), 12) + 6) }
      return frames
    }
    func headings(over frames: Frames) -> [(shapes: [Primitive], rest: Rect)] {
      frames.columns.enumerated().map { index, frame in
        let left = index == 0 ? rect.minX : frame.minX
        let right = index == plots.count - 1 ? rect.maxX : frame.maxX
        return heading(index).primitives(
          in: Rect(x: left, y: upper.minY, width: right - left, height: upper.height),
          theme: theme, measurer: measurer)
      }
    }
    // Which ticks there are, and with them how wide their labels, depends on what headings leave.
    let guess = frames(in: size)
    let height = headings(over: guess).map(\.rest.height).min() ?? upper.height
    let frames = frames(in: Size(guess.columns[0].width, height))
    let tops = headings(over: frames)
    var shapes = header.shapes
    // Frames that share an axis start level, however many lines their headings take.
    let start = tops.map(\.rest.minY).max() ?? upper.minY
    for (index, frame) in frames.columns.enumerated() {
      shapes += tops[index].shapes
      let body = Rect(
        x: tops[index].rest.minX, y: start, width: tops[index].rest.width,
        height: upper.maxY - start)
      shapes += frames.drawn(&plots[index], over: frame, in: body, easel)
    }
    if isPair {
      let places = frames.columns
      let half = Rect(
        x: rect.minX, y: lower.minY, width: places[0].maxX - rect.minX, height: lower.height)
      if strips == 0 {
        shapes += table.primitives(in: lower, easel)
      } else {
        if let ratePlot {
          shapes += ratePlot.primitives(over: places[0], from: rect.minX, in: lower, easel)
        } else {
          shapes += table.primitives(in: half, easel)
        }
        if let differencePlot {
          shapes += differencePlot.primitives(
            over: places[1], from: places[1].minX, in: lower, easel)
        } else {
          let other = Rect(
            x: places[1].minX, y: lower.minY, width: rect.maxX - places[1].minX,
            height: lower.height)
          shapes += table.primitives(in: other, easel)
        }
      }
    } else if strips == 0 {
      shapes += table.primitives(in: lower, easel)
    } else if lower.height < Double(strips) * Self.leastStripHeight {
      // Low strips are nothing but headings: beside each other they keep their curves.
      let all = [differencePlot, ratePlot].compactMap(\.self)
      for (strip, column) in zip(all, lower.columns(all.map { _ in 1 }, gap: 24)) {
        let frame = column.inset(left: strip.left(in: column.size, easel), right: 6)
        shapes += strip.primitives(over: frame, from: column.minX, in: column, easel)
      }
    } else {
      let all = [differencePlot, ratePlot].compactMap(\.self)
      for (strip, row) in zip(all, lower.rows(all.map { _ in 1 }, gap: gap)) {
        shapes += strip.primitives(over: frames.columns[0], from: rect.minX, in: row, easel)
      }
    }
    return shapes
  }

  /// Findings over both panels: how training goes, and how far validation ends from it.
  private func heading(_ index: Int) -> PanelHeading {
    let isTraining = panels[index].series == SeriesName.trainingLoss
    let note = isTraining ? "rows trained on, in eval mode" : "rows held out"
    guard panels.count > 1 else { return PanelHeading("", note) }
    let stories = study.lossStories(
      panels[index].arms, findings, series: panels[index].series)
    return isTraining
      ? PanelHeading("Training loss \(LossStory.told(stories))", note)
      : PanelHeading(gap ?? "Validation loss", note)
  }

  /// How far the lead's validation loss ends from its training loss, in words.
  private var gap: String? {
    let lead = findings.leadIndex(in: study)
    guard let training = panels.first?.arms.first(where: { $0.index == lead })?.finalMedian,
      let arm = main?.arms.first(where: { $0.index == lead }), let validation = arm.finalMedian,
      training > 0, validation > 0
    else { return nil }
    let whose = study.arms.count > 1 ? " (\(LossStory(arm).arm))" : ""
    let ratio = validation / training
    if (0.98...1.02).contains(ratio) { return "Validation loss ends where training does\(whose)" }
    let side = ratio > 1 ? "above" : "below"
    let size =
      ratio >= 2
      ? "\(NumberText.significant(ratio, digits: 2, trims: true))× training"
      : "\(Int(((ratio - 1).magnitude * 100).rounded())) % \(side) training"
    return "Validation loss ends \(ratio >= 2 ? "at " : "")\(size)\(whose)"
  }
}

/// Where the frames of plots stand that share one axis, with room for labels around them.
private struct Frames {
  var columns: [Rect]

  init(rect: Rect, left: Double, right: Double) {
    columns = [rect.inset(left: left, right: right)]
  }

  /// Makes two equally wide frames of one.
  mutating func part(by gap: Double) { columns = columns[0].columns([1, 1], gap: gap) }

  /// Draws a plot so that its frame has a column's left and right edge.
  func drawn(
    _ plot: inout Plot, over frame: Rect, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let size = Size(frame.width, rect.height)
    let own = plot.margins(in: size, theme: easel.theme, measurer: easel.measurer)
    (plot.margins.left, plot.margins.right) = (own.left, own.right)
    let place = Rect(
      x: frame.minX - own.left, y: rect.minY, width: own.left + frame.width + own.right,
      height: rect.height)
    return plot.primitives(in: place, theme: easel.theme, measurer: easel.measurer)
  }
}
