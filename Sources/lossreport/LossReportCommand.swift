internal import ArgumentParser
internal import Tensors

@main
struct LossReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lossreport",
    abstract: "Answers why a training loss is high, by experiment.",
    discussion: """
      Trains a control and an experiment that differ in one thing, in pairs that \
      share their seeds, tests the difference and draws what happened.

      A FIRST REPORT:
        lossreport init train.csv --target label > spec.json
        lossreport check spec.json
        lossreport compare spec.json        # pictures and PDF in reports/spec/

      COMPLETIONS:
        lossreport --generate-completion-script bash     # or zsh, or fish

      \(ExitStatus.table)
      """,
    version: Version.current,
    subcommands: [
      Compare.self, Render.self, Check.self, Init.self, TemplatesCommand.self, Schema.self,
    ])

  static func main() async {
    // First of all, as the statistics of a report are products too.
    BLASInfo.useOneThread()
    await main(nil)
  }
}

/// The program's version, as records and reports name it.
enum Version {
  static let current = "1.0.0"
}
