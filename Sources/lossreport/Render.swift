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
      for directory in directories {
        guard Files.isDirectory(directory + "/records") else {
          throw CommandFailure(
            .missingInput,
            "\(directory) holds no records; expected a folder that `lossreport compare` wrote")
        }
        do {
          let renderer = try Renderer(rendering)
          let study = try RecordStore(reportDirectory: directory).study()
          let findings = judge(study)
          let files = try await renderer.write(study, findings, into: directory)
          if !quiet {
            for line in Closing.lines(
              study: study, findings, directory: directory, files: files,
              isColoured: Stream.output.isColoured, isOneOfSeveral: directories.count > 1)
            {
              try Stream.output.writeLine(line)
            }
          }
        } catch let error as RecordError {
          throw CommandFailure(.badInput, "\(directory): \(error.reason)")
        } catch {
          throw failure(from: error)
        }
      }
      return .success
    }
  }
}
