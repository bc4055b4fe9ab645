import Foundation
import Testing

/// Pictures and pages that the documentation shows are there.
@Suite struct DocumentationLinksTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardized

  private static var pages: [String] {
    get throws {
      let folders = ["", "docs", "docs/decisions", "docs/recipes", "examples", "Benchmarks"]
      let examples = try FileManager.default.contentsOfDirectory(
        atPath: root.appending(path: "examples").path
      ).map { "examples/\($0)" }
      return (folders + examples.sorted()).flatMap { folder -> [String] in
        let files =
          (try? FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: folder).path)) ?? []
        return files.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
      }
    }
  }

  @Test func everyLinkLeadsToAFile() throws {
    let pages = try Self.pages
    #expect(pages.count > 30, "the documentation has moved")
    for page in pages {
      let file = Self.root.appending(path: page)
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /\]\(([^)#\s]+)(#[^)]*)?\)/) {
        let target = String(match.1)
        guard !target.contains("://") else { continue }
        let place = file.deletingLastPathComponent().appending(path: target).standardized
        #expect(FileManager.default.fileExists(atPath: place.path), "\(page) links to \(target)")
      }
    }
  }
}
