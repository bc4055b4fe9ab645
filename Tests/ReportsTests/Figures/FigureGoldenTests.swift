import Reports
import TestSupport
import Testing

/// Holds figures to the display lists that somebody looked at.
@Suite struct FigureGoldenTests {
  /// Fixtures and the figures in which they show something of their own.
  static let pairs: [(String, String)] = [
    ("wine", "summary"), ("wine", "loss"), ("wine", "gradients"), ("wine", "features"),
    ("some-diverged", "summary"), ("some-diverged", "loss"), ("one-seed", "summary"),
    ("twelve-experiments", "summary"), ("many-features", "features"),
    ("images", "features"), ("forty-layers", "gradients"),
    ("wine", "diagnosis"), ("twelve-experiments", "diagnosis"), ("twelve-experiments", "remedies"),
    ("wine", "lr-range"), ("twelve-experiments", "lr-range"),
    ("wine", "activations"), ("sigmoid-stack", "activations"), ("wine", "classes"),
    ("multi-label", "classes"), ("one-seed", "curvature"), ("some-diverged", "curvature"),
  ]

  @Test(arguments: pairs)
  func displayListsStayAsTheyWereSeen(name: String, figureName: String) throws {
    let prepared = try #require(FigureTests.cases.first { $0.fixture.name == name })
    let type = try #require(FigureList.all.first { $0.name == figureName })
    let figure = type.init(study: prepared.study, findings: prepared.findings)
    try checkGolden(
      of: figure.picture(measurer: FixedMeasurer()), named: "\(figureName)-\(name)")
  }
}
