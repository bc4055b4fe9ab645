import Charts
import Drawing
import Foundation
import Reports
import Storage
import TestSupport
import Testing

/// Holds the display list of every figure in every hard case to the one that was there when somebody
/// last looked at the contact sheet (`make gallery`).
///
/// One line a picture: lists in full are kept for a few by FigureGoldenTests. `make record`
/// (RECORD_GOLDENS=1) writes the file anew and fails, so that recording never passes.
@Suite struct DisplayListDigestTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Goldens/display-lists.txt").standardized

  /// The line of one picture: how many primitives it has and the digest of its list.
  private static func line(_ prepared: FigureTests.Prepared, _ type: any Figure.Type) -> String {
    let figure = type.init(study: prepared.study, findings: prepared.findings)
    guard !figure.isEmpty else { return "\(prepared.fixture.name) \(type.name) nothing to show" }
    let parts = Theme.all.map { theme -> String in
      let picture = figure.picture(theme: theme, measurer: FixedMeasurer())
      return "\(theme.name) \(Digest.sha256(Array(picture.displayList.utf8)).prefix(12))"
    }
    let count = figure.picture(measurer: FixedMeasurer()).primitives.count
    return "\(prepared.fixture.name) \(type.name) \(count) \(parts.joined(separator: " "))"
  }

  @Test func everyPictureIsAsItWasSeen() async throws {
    let lines = await withTaskGroup(of: (Int, [String]).self) { group in
      for (index, prepared) in FigureTests.cases.enumerated() {
        group.addTask { @concurrent in (index, FigureList.all.map { Self.line(prepared, $0) }) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let found = lines.sorted { $0.0 < $1.0 }.flatMap(\.1)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Data((found.joined(separator: "\n") + "\n").utf8).write(to: Self.file)
      Issue.record("recorded \(Self.file.lastPathComponent)")
      return
    }
    let expected = try String(contentsOf: Self.file, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let changed = Set(found).subtracting(expected).sorted()
    #expect(
      changed.isEmpty,
      "\(changed.count) pictures changed; look at them (make gallery), then make record: \(changed.prefix(5))"
    )
    #expect(found.count == expected.count)
  }
}
