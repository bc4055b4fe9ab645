internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// A chart that is part of a figure, placed on a page or written as a picture of its own.
struct ChartPanel {
  enum Kind: String {
    case curves
    case pairs
  }

  var kind: Kind
  var study: StudyRecord
  var findings: Findings

  /// What a picture of its own is as large as where a template does not say: a paper's column.
  static let size = Size(252, 190)

  var isEmpty: Bool {
    switch kind {
    case .curves: study.curves(of: study.lossSeries).isEmpty
    case .pairs: findings.comparisons.isEmpty
    }
  }

  /// What the outline calls it.
  var entry: String {
    switch kind {
    case .curves: "Loss curves"
    case .pairs: findings.comparisons.count == 1 ? "Pairs of seeds" : "Estimates"
    }
  }

  var caption: String {
    switch kind {
    case .curves: LossFigure(study: study, findings: findings).caption
    case .pairs:
      findings.comparisons.map(\.sentence.withFullStop).prefix(3).joined(separator: " ")
    }
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    switch kind {
    case .curves: return curves(in: rect, easel)
    case .pairs:
      guard findings.comparisons.count == 1, let comparison = findings.lead else {
        return ForestPanel(study: study, findings: findings).primitives(in: rect, easel)
      }
      return PairsPanel(study: study, comparison: comparison).primitives(in: rect, easel)
    }
  }

  private func curves(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let panel = LossPanel(study, findings, series: study.lossSeries)
    var heading = panel.heading
    // A paper's caption says what was found; what is plotted stays.
    if !easel.theme.hasTitles { heading.title = "" }
    let top = heading.primitives(in: rect, theme: easel.theme, measurer: easel.measurer)
    return top.shapes
      + panel.plot(easel).primitives(in: top.rest, theme: easel.theme, measurer: easel.measurer)
  }
}
