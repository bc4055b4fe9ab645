internal import ArgumentParser
internal import Reports

/// What is drawn, shared by the commands that draw.
struct RenderingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The report's shape: \(ReportTemplate.names.joined(separator: ", ")), or a file of your own.",
      valueName: "name|file"), completion: .list(ReportTemplate.names))
  var template = "full"

  @Option(
    help: ArgumentHelp(
      "The kinds of files to draw, separated by commas: png, pdf, svg.", valueName: "kinds"))
  var format = "png,pdf"

  @Flag(help: "Write how long each part took into results.json; then its bytes differ run by run.")
  var timings = false

  func validate() throws {
    for kind in format.split(separator: ",", omittingEmptySubsequences: false) {
      guard ["png", "pdf", "svg"].contains(kind) else {
        throw ValidationError(
          "--format takes png, pdf and svg separated by commas, not \"\(kind)\".")
      }
    }
  }
}
