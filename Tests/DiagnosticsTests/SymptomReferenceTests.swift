import Diagnostics
import Foundation
import Records
import Testing

@Suite struct SymptomReferenceTests {
  /// The page's table is the code's; RECORD_GOLDENS=1 writes it, and fails so that it is looked at.
  @Test func docsListTheRulesOfTheCode() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/evidence.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let begin = try #require(text.range(of: "make record -->\n"))
    let end = try #require(text.range(of: "<!-- end -->"))
    let written = text[begin.upperBound..<end.lowerBound]
    guard ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == nil else {
      let fresh =
        text[..<begin.upperBound] + Symptoms.markdownReference() + text[end.lowerBound...]
      try String(fresh).write(to: page, atomically: true, encoding: .utf8)
      Issue.record("recorded docs/evidence.md")
      return
    }
    #expect(written == Symptoms.markdownReference())
  }

  @Test func everyCodeHasOneRule() {
    #expect(Set(Symptoms.all.map(\.code)) == Set(SymptomCode.allCases))
    #expect(Symptoms.all.count == SymptomCode.allCases.count)
  }
}
