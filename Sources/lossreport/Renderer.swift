internal import CairoBackend
internal import Diagnostics
internal import Records
internal import Reports
internal import Storage

/// Makes a report's files and lets them appear together.
struct Renderer {
  var options: RenderingOptions
  var command: String

  /// Writes all files; returns the names of those that people look at.
  func write(
    _ study: StudyRecord, _ findings: Findings, into directory: String, clock: Stopwatch
  ) throws -> [String] {
    let environment = RenderingEnvironment(
      cairo: CairoInfo.version, fonts: try CairoInfo.fonts(), command: command)
    let files: [(name: String, bytes: [UInt8])] = [
      (
        "results.json",
        ResultsFile.bytes(study: study, findings: findings, environment: environment)
      ),
      ("series.csv", SeriesFile.bytes(study)),
      (
        "summary.md",
        try SummaryFile.bytes(
          study: study, findings: findings, environment: environment, pictures: [])
      ),
    ]
    clock.lap("render")
    try Files.write(files, into: directory)
    return ["summary.md"]
  }
}

extension RenderingOptions {
  func renderer() throws(CommandFailure) -> Renderer {
    Renderer(options: self, command: "")
  }
}
