public import Diagnostics
public import Records

/// Every figure there is: a new one is added here, and documented by its `summary`.
public enum FigureList {
  public static let all: [any Figure.Type] = [
    SummaryFigure.self,
    LossFigure.self,
    GradientsFigure.self,
    CurvatureFigure.self,
    ActivationsFigure.self,
    FeaturesFigure.self,
    ClassesFigure.self,
    LearningRateRangeFigure.self,
    DiagnosisFigure.self,
    RemediesFigure.self,
  ]

  /// What templates call the figures.
  public static var names: [String] { all.map { $0.name } }

  /// The figure of a name; nil where there is none.
  public static func figure(
    _ name: String, study: StudyRecord, findings: Findings
  ) -> (any Figure)? {
    all.first { $0.name == name }?.init(study: study, findings: findings)
  }
}
