internal import ArgumentParser
internal import Experiments

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validates specs and their data and says what would be trained; trains nothing.",
    discussion: """
      Every fault is listed with its file, line, column and key.

      EXAMPLE:
        lossreport check spec.json
      """)

  @Argument(help: "The specs to check.", completion: .file(extensions: ["json"]))
  var specs: [String]

  @OptionGroup var memory: MemoryOptions

  @Flag(name: .shortAndLong, help: "Print nothing but faults.")
  var quiet = false

  func run() async throws {
    try await reporting(each: specs) { path in
      let study = try Study.load(try Spec.load(path), memoryLimit: memory.maxMemory.bytes)
      if !quiet { try Stream.output.write(study.overview(jobs: availableCores())) }
    }
  }
}
