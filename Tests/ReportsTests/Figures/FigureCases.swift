import Reports

enum FigureCases {
  static let types: [any Figure.Type] = [
    SummaryFigure.self, LossFigure.self, GradientsFigure.self, FeaturesFigure.self,
  ]
}
