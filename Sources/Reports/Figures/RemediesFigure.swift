public import Charts
public import Diagnostics
public import Drawing
public import Records

/// Every remedy tried, the most effective first, each with its interval, verdict and cost.
public struct RemediesFigure: Figure {
  let study: StudyRecord
  let findings: Findings

  public static let name = "remedies"
  public static let size = Size(800, 500)
  public static let summary =
    "every experiment ranked by its effect, with interval, verdict, p and cost"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
  }

  /// One remedy has nothing to be ranked against: the card's pairs show it better.
  public var isEmpty: Bool { findings.comparisons.count < 2 }

  private var forest: ForestRows { ForestRows(findings, usesValues: true) }

  /// The first of the ranking that is shown to improve.
  private func best(_ forest: ForestRows) -> ForestRows.Row? {
    forest.rows.first { $0.comparison.verdict == .improved }
  }

  private var metric: String {
    study.words(findings.comparisons.first?.metric ?? study.metric)
  }

  public var title: String {
    let count = findings.comparisons.count
    guard let best = best(forest) else {
      return "None of \(count) changes is shown to improve \(metric)"
    }
    let comparison = best.comparison
    let name = "Of \(count) changes \(comparison.experiment) helps most"
    guard comparison.meanDifference == nil, let value = best.center else {
      return "\(name): \(comparison.effectInWords)"
    }
    return "\(name): it ends at \(NumberText.significant(value)), and no control run is finite"
  }

  public var caption: String {
    let rows = forest.rows
    let most = 5
    var parts = rows.prefix(most).map { row in
      let effect =
        row.center == nil ? row.missing : RemedyColumns.effect(row, forest.kind)
      return "\(row.comparison.experiment) \(effect), \(row.comparison.verdict.rawValue)"
    }
    if rows.count > most { parts.append("and \(rows.count - most) more") }
    return "\(title). \(what.capitalizedFirst): \(parts.joined(separator: "; "))."
  }

  /// What the estimates are: "ratio of final validation loss to unscaled's, 95 % interval".
  private var what: String {
    let control = study.arms.first?.name ?? "the control"
    return switch forest.kind {
    case .ratio: "ratio of final \(metric) to that of \(control), 95 % interval"
    case .difference: "final \(metric) minus that of \(control), 95 % interval"
    case .value: "final \(metric), median and range, since no run of \(control) is finite"
    }
  }

  private var subtitle: String {
    let n = study.seedCount
    let pairs = n == 1 ? "one pair" : "n = \(n) pairs, a dot each where there is room"
    let hasTest = findings.comparisons.contains { $0.pValue != nil }
    let holm = "p by Holm's correction for \(findings.comparisons.count) comparisons"
    return "\(what); \(pairs); " + (hasTest ? holm : "no test at so few seeds")
  }

  public func naturalHeight(
    width: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? {
    guard !isEmpty else { return nil }
    let easel = Easel(theme: theme, measurer: measurer)
    let above = easel.header(title, subtitle, in: Rect(Size(width, 1e4))).rest.minY
    let count = Double(findings.comparisons.count)
    return above + RemedyPanel.headHeight(easel) + RemedyPanel.axisHeight
      + count * RemedyPanel.rowHeight
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(title, subtitle, in: rect)
    guard !isEmpty else { return header.shapes }
    let forest = forest
    let best = best(forest)?.comparison.experiment
    return header.shapes
      + RemedyPanel(study: study, forest: forest, best: best)
      .primitives(in: header.rest, easel)
  }
}
