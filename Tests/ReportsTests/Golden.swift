import Drawing
import Foundation
import TestSupport
import Testing

/// Holds a picture to the display list that somebody looked at.
///
/// `make record` (RECORD_GOLDENS=1) writes it anew and fails, so that recording never passes.
func checkGolden(
  of picture: Picture, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/\(name).txt")
  let found = picture.displayList
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
    try Data(found.utf8).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  let lines = [found, expected].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
  let first = zip(lines[0], lines[1]).first { $0 != $1 }
  #expect(
    found == expected,
    "first difference: \(first.map { "\($0.0.prefix(200))\ninstead of \($0.1.prefix(200))" } ?? "length")",
    sourceLocation: sourceLocation)
}
