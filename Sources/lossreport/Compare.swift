internal import ArgumentParser
internal import Diagnostics
internal import Experiments
internal import Records
internal import Storage

struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a spec's arms in pairs, judges the difference and writes the report.",
    discussion: """
      Finished runs are kept below the report's folder: a run for which nothing has \
      changed is not trained again, and a study that was stopped goes on where it was.

      EXAMPLES:
        lossreport compare spec.json
        lossreport compare specs/*.json --out artifacts
        lossreport compare spec.json --seeds 16 --format png,pdf,svg
        lossreport compare spec.json --template ticket --quiet

      \(ExitStatus.table)
      """)

  @Argument(
    help: "The specs to compare, each a JSON file.", completion: .file(extensions: ["json"]))
  var specs: [String]

  @Option(
    help: ArgumentHelp(
      "Where reports go: the report's folder for one spec, the folder above for several.",
      valueName: "dir"), completion: .directory)
  var out: String?

  @Option(help: ArgumentHelp("Runs trained at a time. (default: the cores)", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp("Seeds, in place of the spec's. Fewer than 6 prove nothing.", valueName: "n")
  )
  var seeds: Int?

  @OptionGroup var rendering: RenderingOptions

  @Option(
    help: ArgumentHelp(
      "What to record more than the charts need: every-step keeps each update's loss.",
      valueName: "what"))
  var record: RecordedDetail?

  @Flag(
    help: """
      Keep each run's tensors, at its start and its end, as safetensors in weights/ of the report's \
      folder, by PyTorch's names and layout. Finished runs without them are trained anew.
      """)
  var saveWeights = false

  @OptionGroup var memory: MemoryOptions

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1, not \(jobs).") }
    if let seeds, !(1...10_000).contains(seeds) {
      throw ValidationError("--seeds must be between 1 and 10000, not \(seeds).")
    }
  }

  func run() async throws {
    try await reporting {
      Interruption.watch()
      var worst = ExitStatus.success
      let loaded = try load()
      do {
        let renderer = try Renderer(rendering)
        for (spec, directory) in loaded {
          let status = try await compare(spec, into: directory, renderer)
          if worst == .success || status == .nothingToCompare { worst = status }
        }
      } catch {
        throw failure(from: error)
      }
      return worst
    }
  }

  /// All specs with their folders, or every fault of every spec.
  private func load() throws(CommandFailure) -> [(Spec, String)] {
    var loaded: [Spec] = []
    var faults: [CommandFailure] = []
    for path in specs {
      do {
        loaded.append(try Spec.load(path, seeds: seeds))
      } catch {
        faults.append(failure(from: error))
      }
    }
    if let first = faults.first {
      throw CommandFailure(first.status, faults.flatMap(\.messages))
    }
    if let out, loaded.count == 1 { return [(loaded[0], out)] }
    let targets = Array(zip(loaded, directories(of: loaded)))
    var seen: [String: String] = [:]
    for (spec, directory) in targets {
      if let other = seen.updateValue(spec.path, forKey: directory) {
        throw CommandFailure(
          .usage, "\(other) and \(spec.path) would both write into \(directory); name one apart")
      }
    }
    return targets
  }

  /// A folder for each spec: its name, or its folder's where several specs share a name.
  private func directories(of specs: [Spec]) -> [String] {
    specs.map { spec in
      let isShared = specs.count { $0.name == spec.name } > 1
      let folder = spec.folder.split(separator: "/").last { $0 != "." && $0 != ".." }
      return "\(out ?? "reports")/\(isShared ? folder.map(String.init) ?? spec.name : spec.name)"
    }
  }

  private func compare(
    _ spec: Spec, into directory: String, _ renderer: Renderer
  ) async throws -> ExitStatus {
    let clock = Stopwatch()
    let study = try Study.load(spec, memoryLimit: memory.maxMemory.bytes)
    try renderer.checkGlyphs(of: study.drawnTexts)
    let store = RecordStore(reportDirectory: directory)
    let made = try store.prepare()
    let display = ProgressDisplay(
      title: spec.name, style: quiet ? .none : Stream.error.isTerminal ? .bar : .lines)
    do {
      let outcome = try await StudyRunner(
        jobs: jobs ?? availableCores(), keepsEveryStep: record == .everyStep,
        memoryLimit: memory.maxMemory.bytes,
        weightsDirectory: saveWeights ? directory + "/weights" : nil
      ).run(
        study, store: store, environment: currentEnvironment(),
        isCancelled: { Interruption.isRequested }, progress: { display.update($0) })
      display.finish()
      clock.lap("train")
      let findings = judge(outcome.study)
      clock.lap("judge")
      try store.store(outcome.study, runKeys: outcome.runKeys)
      let files = try await renderer.write(
        outcome.study, findings, into: directory, timings: clock.laps)
      if !quiet {
        let lines = Closing.lines(
          study: outcome.study, findings, directory: directory, files: files,
          isColoured: Stream.output.isColoured, isOneOfSeveral: specs.count > 1)
        for line in lines { try Stream.output.writeLine(line) }
      }
      return .of(outcome.study, findings)
    } catch {
      display.finish()
      store.removeIfEmpty(made)
      throw error
    }
  }
}

/// What a run records beyond what charts need.
enum RecordedDetail: String, ExpressibleByArgument, CaseIterable {
  case everyStep = "every-step"
}
