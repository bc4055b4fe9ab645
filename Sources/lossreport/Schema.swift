internal import ArgumentParser
internal import Experiments

struct Schema: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the JSON Schema of a spec, for editors and other validators.",
    discussion: """
      EXAMPLE:
        lossreport schema > lossreport-spec-1.schema.json
      and in the spec: "$schema": "lossreport-spec-1.schema.json"
      """)

  func run() async throws {
    try await reporting {
      try Stream.output.write(SpecSchemaText.jsonSchema())
      return .success
    }
  }
}
