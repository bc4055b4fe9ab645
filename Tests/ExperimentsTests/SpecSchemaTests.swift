import Experiments
import Foundation
import JSONTrees
import Storage
import TestSupport
import Testing

@Suite struct SpecSchemaTests {
  private let repository = SpecCases.folder + "../../../"

  @Test(arguments: try SpecCases.all())
  func schemaAndDecoderAgree(_ specCase: SpecCase) throws {
    guard let value = try? JSON.parse(Array(specCase.text.utf8)) else {
      // What is no JSON, no schema judges.
      #expect(!specCase.faults.isEmpty)
      return
    }
    let isAccepted = SchemaJudge(root: SpecTable.jsonSchema()).accepts(value)
    #expect(isAccepted == (specCase.faults.isEmpty || specCase.isDecoderOnly))
  }

  @Test func schemaAcceptsEverySpecOfTheExamples() throws {
    let judge = SchemaJudge(root: SpecTable.jsonSchema())
    for example in try Files.names(in: repository + "examples") {
      let path = repository + "examples/\(example)/spec.json"
      guard Files.exists(path) else { continue }
      #expect(judge.accepts(try JSON.parse(try Files.read(path))), "\(example)")
      #expect(throws: Never.self, "\(example)") { try Spec.load(path) }
    }
  }

  @Test func everyDefaultAndExampleOfTheTableIsSound() {
    for definition in SpecTable.schema.definitions { check(definition.shape) }
    check(.object(SpecTable.schema.root))
  }

  private func check(_ shape: SpecShape) {
    switch shape {
    case .object(let object): for field in object.fields { check(field) }
    case .choice(let choice):
      for variant in choice.variants {
        if case .settings(let object) = variant.payload { check(.object(object)) }
      }
    case .either(let shapes): for shape in shapes { check(shape) }
    default: break
    }
  }

  private func check(_ field: SpecField) {
    check(field.shape)
    var values = [field.example].compactMap(\.self)
    if case .standard(let value) = field.presence { values.append(value) }
    for value in values {
      var walk = SchemaWalk(SpecTable.schema)
      _ = walk.full(
        JSONNode(json: value, at: .init(line: 1, column: 1)), as: field.shape, at: field.key,
        mode: .whole)
      #expect(walk.faults.isEmpty, "\(field.key): \(value.text())")
    }
  }

  @Test func everySentenceEndsAndNoKeyIsListedTwice() {
    for definition in SpecTable.schema.definitions + [
      SpecDefinition("", "The root.", .object(SpecTable.schema.root))
    ] {
      #expect(definition.doc.hasSuffix("."))
      guard case .object(let object) = definition.shape else { continue }
      #expect(Set(object.fields.map(\.key)).count == object.fields.count)
      for field in object.fields { #expect(field.doc.hasSuffix("."), "\(field.key)") }
    }
  }

  @Test func thePublishedSchemaIsTheTable() throws {
    try compare(SpecTable.jsonSchema().utf8(.readable), with: "docs/lossreport-spec-1.schema.json")
  }

  @Test func thePublishedReferenceIsTheTable() throws {
    let path = "docs/spec.md"
    let page = String(decoding: try Files.read(repository + path), as: UTF8.self)
    let heading = "\n## All keys\n\n"
    let parts = page.split(separator: heading, maxSplits: 1)
    let whole = parts[0] + heading + SpecTable.schema.markdownReference()
    try compare(Array(whole.utf8), with: path)
  }

  /// Compares with a committed file, or writes it anew, and then fails all the same.
  private func compare(_ bytes: [UInt8], with path: String) throws {
    let file = repository + path
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Files.write(bytes, to: file)
      Issue.record("\(path) is written anew; look at the difference")
      return
    }
    let isSame = try Files.read(file) == bytes
    #expect(isSame, "\(path) is not what the table gives; run `make record`")
  }
}
