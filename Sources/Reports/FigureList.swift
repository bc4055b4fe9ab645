internal import Diagnostics
internal import Records

/// Every figure there is: a new one is added here, in `PanelKind`, and in the template's docs.
enum FigureList {
  static let all: [any Figure.Type] = [
    SummaryFigure.self, LossFigure.self, GradientsFigure.self, FeaturesFigure.self,
  ]

  static var names: [String] { all.map { $0.name } }

  static func figure(
    _ name: String, study: StudyRecord, findings: Findings
  ) -> (any Figure)? {
    all.first { $0.name == name }?.init(study: study, findings: findings)
  }
}
