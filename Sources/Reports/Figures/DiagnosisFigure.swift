public import Charts
public import Diagnostics
public import Drawing
public import Records

/// Which symptoms each arm shows: every rule's value against its threshold, arm beside arm.
public struct DiagnosisFigure: Figure {
  let study: StudyRecord
  let findings: Findings

  public static let name = "diagnosis"
  public static let size = Size(800, 540)
  public static let summary =
    "the symptoms that fired, were clear or could not be looked at in each arm, with margins"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
  }

  private var matrix: SymptomMatrix { SymptomMatrix(study, findings) }

  public var isEmpty: Bool { findings.symptoms.isEmpty }

  public var title: String { matrix.title }

  public var caption: String { matrix.caption }

  private var subtitle: String {
    let rule =
      "a rule fires where it holds in two thirds of the seeds; margin: the value against "
      + "the threshold, 1 is at it, larger is worse, log scale"
    let isOdd = findings.symptoms.contains { $0.state == .clear && $0.margin ?? 0 >= 1 }
    return rule
      + (isOdd ? "; clear above 1: too few seeds, or another of the rule's conditions not met" : "")
  }

  public func naturalHeight(
    width: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? {
    guard !isEmpty else { return nil }
    let easel = Easel(theme: theme, measurer: measurer)
    let above = easel.header(title, subtitle, in: Rect(Size(width, 1e4))).rest.minY
    return above + SymptomPanel(matrix: matrix).naturalHeight(width: width, easel)
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(title, subtitle, in: rect)
    guard !isEmpty else { return header.shapes }
    return header.shapes + SymptomPanel(matrix: matrix).primitives(in: header.rest, easel)
  }
}
