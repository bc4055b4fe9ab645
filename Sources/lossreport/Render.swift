internal import ArgumentParser
internal import Diagnostics
internal import Records
internal import Storage

struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws reports again from their records, without training.",
    discussion: """
      EXAMPLES:
        lossreport render reports/spec
        lossreport render reports/* --template ticket --format png,svg
      """)

  @Argument(help: "Report folders that `compare` made.", completion: .directory)
  var directories: [String]

  @OptionGroup var rendering: RenderingOptions

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func run() async throws {
    try await reporting {
      do {
        let renderer = try Renderer(rendering)
        for directory in directories { try await render(directory, renderer) }
      } catch {
        throw failure(from: error)
      }
      return .success
    }
  }

  private func render(_ directory: String, _ renderer: Renderer) async throws {
    guard Files.isDirectory(directory + "/records") else {
      throw CommandFailure(
        .missingInput,
        "\(directory) holds no records; expected a folder that `lossreport compare` wrote")
    }
    let study: StudyRecord
    do throws(RecordError) {
      study = try RecordStore(reportDirectory: directory).study()
    } catch {
      throw CommandFailure(.badInput, "\(directory): \(error.reason)")
    }
    let findings = judge(study)
    let files = try await renderer.write(study, findings, into: directory)
    guard !quiet else { return }
    for line in Closing.lines(
      study: study, findings, directory: directory, files: files,
      isColoured: Stream.output.isColoured, isOneOfSeveral: directories.count > 1)
    {
      try Stream.output.writeLine(line)
    }
  }
}
