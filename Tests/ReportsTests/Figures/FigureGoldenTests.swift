import Charts
import Drawing
import Foundation
import Reports
import TestSupport
import Testing

/// Holds figures to the display lists that somebody looked at.
///
/// `make record` (RECORD_GOLDENS=1) writes them anew and fails, so that recording never passes.
@Suite struct FigureGoldenTests {
  /// Fixtures and the figures in which they show something of their own.
  static let pairs: [(String, String)] = [
    ("wine", "summary"), ("wine", "loss"), ("wine", "gradients"), ("wine", "features"),
    ("some-diverged", "summary"), ("some-diverged", "loss"), ("one-seed", "summary"),
    ("twelve-experiments", "summary"), ("many-features", "features"),
    ("images", "features"), ("forty-layers", "gradients"),
  ]

  @Test(arguments: pairs)
  func displayListsStayAsTheyWereSeen(name: String, figureName: String) throws {
    let prepared = try #require(FigureTests.cases.first { $0.fixture.name == name })
    let type = try #require(FigureList.all.first { $0.name == figureName })
    let figure = type.init(study: prepared.study, findings: prepared.findings)
    let found = figure.picture(measurer: FixedMeasurer()).displayList
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Goldens/\(figureName)-\(name).txt").standardized
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Data(found.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    let pairs = zip(
      found.split(separator: "\n", omittingEmptySubsequences: false),
      expected.split(separator: "\n", omittingEmptySubsequences: false))
    let first = pairs.first { $0 != $1 }
    #expect(
      found == expected,
      "first difference: \(first.map { "\($0.0.prefix(200))\ninstead of \($0.1.prefix(200))" } ?? "length")"
    )
  }
}
