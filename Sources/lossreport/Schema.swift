internal import ArgumentParser
internal import Experiments
internal import Reports

struct Schema: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the JSON Schema of a spec or a template, for editors and other validators.",
    discussion: """
      EXAMPLE:
        lossreport schema > lossreport-spec-1.schema.json
      and in the spec: "$schema": "lossreport-spec-1.schema.json"
        lossreport schema --template > lossreport-template-1.schema.json
      """)

  @Flag(help: "Print the schema of templates instead.")
  var template = false

  func run() async throws {
    try await reporting {
      try Stream.output.write(
        template ? ReportTemplate.jsonSchema() : SpecSchemaText.jsonSchema())
      return .success
    }
  }
}
