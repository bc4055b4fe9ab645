internal import ArgumentParser
internal import Experiments

struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a first spec for a table: task, sizes and a first pair of arms, guessed.",
    discussion: """
      The first question is whether the features' scales are the trouble: raw against standardised.

      EXAMPLE:
        lossreport init train.csv --target label > spec.json
        lossreport compare spec.json
      """)

  @Argument(
    help: "The table, a CSV or TSV file.", completion: .file(extensions: ["csv", "tsv", "gz"]))
  var table: String

  @Option(
    help: ArgumentHelp(
      "The column to predict. (default: one named target, label, class or y, or the last)",
      valueName: "column"))
  var target: String?

  func run() async throws {
    try await reporting {
      do {
        let spec = try InitialSpec(table: table, target: target)
        if target == nil {
          Stream.error.note("predicting \"\(spec.target)\"; --target names another column")
        }
        try Stream.output.write(spec.text)
      } catch {
        throw failure(from: error)
      }
      return .success
    }
  }
}
