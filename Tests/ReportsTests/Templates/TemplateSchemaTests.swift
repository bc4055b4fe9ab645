import Foundation
import JSONTrees
import Storage
import TestSupport
import Testing

@testable import Reports

@Suite struct TemplateSchemaTests {
  private let docs =
    URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs").standardized.path + "/"

  private let schema: JSON

  init() throws {
    schema = try JSON.parse(Array(ReportTemplate.jsonSchema().utf8))
  }

  @Test(arguments: ReportTemplate.names)
  func acceptsTheBuiltInTemplates(_ name: String) throws {
    let source = try #require(ReportTemplate.source(of: name))
    #expect(SchemaJudge(root: schema).accepts(try JSON.parse(source)))
  }

  /// What the reader finds wrong the schema rejects, but for what lies between keys.
  @Test(arguments: ReportTemplateTests.faults)
  func rejectsWhatTheReaderRejects(_ text: String, _ message: String) throws {
    guard let value = try? JSON.parse(Array(text.utf8)) else { return }
    let isBetweenKeys = ["stands twice", "its row needs", "overlap"].contains(
      where: message.contains)
    #expect(SchemaJudge(root: schema).accepts(value) == isBetweenKeys)
  }

  @Test func thePublishedSchemaIsTheTable() throws {
    try compare(ReportTemplate.jsonSchema(), with: "lossreport-template-1.schema.json")
  }

  @Test func thePublishedReferenceIsTheTable() throws {
    let page = String(decoding: try Files.read(docs + "templates.md"), as: UTF8.self)
    let heading = "\n## All keys\n\n"
    let parts = page.split(separator: heading, maxSplits: 1)
    try compare(parts[0] + heading + TemplateTable.markdownReference(), with: "templates.md")
  }

  /// Compares with a committed file, or writes it anew, and then fails all the same.
  private func compare(_ text: String, with name: String) throws {
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Files.write(Array(text.utf8), to: docs + name)
      Issue.record("\(name) is written anew; look at the difference")
      return
    }
    let isSame = (try? Files.read(docs + name)) == Array(text.utf8)
    #expect(isSame, "docs/\(name) is not what the table gives; run `make record`")
  }
}
