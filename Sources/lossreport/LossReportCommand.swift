internal import ArgumentParser

@main
struct LossReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lossreport",
    abstract: "Answers why a training loss is high, by experiment.")
}
