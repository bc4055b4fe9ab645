import Glibc
import LossReportKit

/// Times the drawing of a report from its records: `name milliseconds bytes` a line.
///
/// The argument is a folder that `lossreport compare` wrote. Times are of the processor on one
/// thread, the least of several turns; each turn measures its text anew. `first` is the first
/// turn of the process, in which fonts are opened. `tables` are the files that hold no drawing.
/// `steps` has an evaluation after each of a
/// million steps in every curve, and `judge` finds what a report says of it.
@main
struct Rendering {
  static let drawn = ["summary", "loss", "gradients", "features"]

  static func main() async throws {
    guard CommandLine.arguments.count > 1 else {
      print("usage: rendering REPORT_FOLDER [TURNS]")
      exit(64)
    }
    let turns = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 15
    let study = try RecordStore(reportDirectory: CommandLine.arguments[1]).study()
    let findings = judge(study)
    let report = try Report(study: study, findings: findings)
    show("first", try seconds { _ = try report.all() })
    guard turns > 0 else { return }
    try time("read", turns) {
      _ = try RecordStore(reportDirectory: CommandLine.arguments[1]).study()
      return 0
    }
    try time("judge", turns) {
      _ = judge(study)
      return 0
    }
    var (best, size) = (Double.infinity, 0)
    for _ in 0..<turns {
      let start = processorSeconds()
      size = try await report.tables()
      best = min(best, processorSeconds() - start)
    }
    show("tables", best, size)
    for name in drawn {
      try time("png-\(name)", turns) { try report.png(name) }
    }
    try time("pdf", turns) { try report.pdf() }
    try time("all", turns) { try report.all() }
    try time("layout", turns) {
      try report.layOut()
      return 0
    }
    let names = report.otherFigures
    try time("other-figures-\(names.count)", turns) {
      try names.reduce(0) { try $0 + report.png($1) }
    }
    try timeLong(study, turns: min(turns, 5))
  }

  /// A study with a million evaluations a run.
  static func timeLong(_ study: StudyRecord, turns: Int) throws {
    let long = study.lengthened(to: 1_000_000)
    try time("steps-judge", turns) {
      _ = judge(long)
      return 0
    }
    let report = try Report(study: long, findings: judge(long))
    try time("steps-png-loss", turns) { try report.png("loss") }
    try time("steps-png-summary", turns) { try report.png("summary") }
    try time("steps-pdf", turns) { try report.pdf() }
  }

  /// The least time of some turns, and how many bytes were made.
  static func time(_ name: String, _ turns: Int, _ body: () throws -> Int) throws {
    var (best, bytes) = (Double.infinity, 0)
    for _ in 0..<turns { best = min(best, try seconds { bytes = try body() }) }
    show(name, best, bytes)
  }

  static func show(_ name: String, _ seconds: Double, _ bytes: Int = 0) {
    print(name, (seconds * 1e4).rounded() / 10, bytes)
    // Also into a pipe a line at a time.
    fflush(nil)
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = processorSeconds()
    try body()
    return processorSeconds() - start
  }

  /// What this process has computed for: on one thread the time of a machine that nobody shares.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
