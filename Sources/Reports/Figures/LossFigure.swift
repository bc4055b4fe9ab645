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
  }

  /// The series drawn, training first.
  private var series: [String] {
    let all = [SeriesName.trainingLoss, SeriesName.validationLoss]
    return all.filter { !study.curves(of: $0).isEmpty }
  }

  public var isEmpty: Bool { series.isEmpty }

  public var title: String {
    let name = study.words(study.lossSeries)
    let arms = study.curves(of: study.lossSeries)
    let lead = findings.leadIndex(in: study)
    let shown = arms.filter { $0.index == 0 || $0.index == lead }
    guard !shown.isEmpty else { return "No loss was recorded" }
    let ends = shown.compactMap { arm in
      arm.finalMedian.map {
        NumberText.significant($0) + (shown.count > 1 ? " (\(arm.name))" : "")
      }
    }
    let broken = shown.filter { $0.finalMedian == nil }.map {
      "diverges in \($0.diverged.count) of \($0.curves.count) seeds (\($0.name))"
    }
    let subject = "\(name.prefix(1).uppercased())\(name.dropFirst())"
    let rest = ends.isEmpty ? [] : ["ends at \(ends.joined(separator: " and "))"]
    return "\(subject) \((broken + rest).joined(separator: ", "))"
  }

  public var caption: String {
    let name = study.words(study.lossSeries)
    let arms = study.curves(of: study.lossSeries).map { arm in
      let count = arm.diverged.count
      let diverged = count > 0 ? " (\(count) of \(arm.curves.count) seeds diverged)" : ""
      let end = arm.finalMedian.map { "ends at \(NumberText.significant($0))" } ?? "diverged"
      return "\(arm.name) \(end)\(diverged)"
    }
    let n = study.seedCount
    let epochs = study.arms.map(\.epochs).max() ?? 0
    return "\(name.prefix(1).uppercased())\(name.dropFirst()) over \(epochs) epochs, "
      + "median of \(n) \(n == 1 ? "seed" : "seeds"): \(arms.joined(separator: "; "))."
  }

  private var subtitle: String {
    let scale = LossPanel.scale(study, findings, series: series)
    var parts = [LossPanel.note(study, scale: scale)]
    parts += findings.plateaus.prefix(2).map(\.sentence)
    return parts.map { part in
      let text = part.prefix(1).uppercased() + part.dropFirst()
      return text.hasSuffix(".") ? text : text + "."
    }.joined(separator: "  ")
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(title, subtitle, in: rect)
    guard !series.isEmpty else { return header.shapes }
    let scale = LossPanel.scale(study, findings, series: series)
    let epochs = LossPanel.epochs(study, series: series)
    let rows = header.rest.rows([0.74, 0.26], gap: 14)
    var shapes = header.shapes
    var plots = series.indices.map { index in
      var panel = LossPanel(study, findings, series: series[index])
      panel.scale = scale
      panel.epochs = epochs
      panel.hasLineLabels = index == series.count - 1
      var plot = panel.plot(easel)
      plot.lineLabelWidth = rect.width * 0.16
      return plot
    }
    var strip = StripPanels(study: study, findings: findings, epochs: epochs)
    let under = strip.margins(in: rows[1].size, isPair: series.count > 1, easel)
    let margins = plots.enumerated().map { index, plot in
      // Epochs stand under epochs, so the wider labels of the two decide.
      var own = plot.margins(in: rows[0].size, theme: theme, measurer: measurer)
      own.left = max(own.left, under.indices.contains(index) ? under[index].left : 0)
      return own
    }
    for index in plots.indices { plots[index].margins.left = margins[index].left }
    let columns = Self.columns(of: rows[0], margins: margins, gap: 18)
    for (index, column) in columns.enumerated() {
      let isTraining = series[index] == SeriesName.trainingLoss
      let heading = PanelHeading(
        isTraining ? "Training rows" : "Validation rows",
        isTraining ? "loss in eval mode on the rows trained on" : "loss on rows held out")
      let top = heading.primitives(in: column, theme: theme, measurer: measurer)
      shapes += top.shapes
      shapes += plots[index].primitives(in: top.rest, theme: theme, measurer: measurer)
    }
    strip.margins = margins
    strip.columns = columns.map {
      Rect(x: $0.minX, y: rows[1].minY, width: $0.width, height: rows[1].height)
    }
    return shapes + strip.primitives(in: rows[1], easel)
  }

  /// Columns whose frames are equally wide although their margins differ.
  private static func columns(of rect: Rect, margins: [Plot.Margins], gap: Double) -> [Rect] {
    let beside = margins.map { $0.left + $0.right }
    let room = rect.width - beside.reduce(0, +) - gap * Double(margins.count - 1)
    let frame = max(20, room / Double(margins.count))
    var left = rect.minX
    return beside.map { margin in
      let column = Rect(x: left, y: rect.minY, width: frame + margin, height: rect.height)
      left += column.width + gap
      return column
    }
  }
}
