import Foundation

/// The built program, run as a user runs it.
struct Program {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The folder in which it runs.
  var directory: String
  var environment: [String: String] = [:]

  /// Beside the test bundle, where the package manager builds it.
  static var path: String {
    get throws {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let folder = URL(fileURLWithPath: tests).deletingLastPathComponent()
      for candidate in [
        folder, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
      ]
      where FileManager.default.isExecutableFile(
        atPath: candidate.appendingPathComponent("lossreport").path)
      {
        return candidate.appendingPathComponent("lossreport").path
      }
      // A helper of the tool chain runs the bundle: its path is among the arguments.
      let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
      return URL(fileURLWithPath: bundle ?? "").deletingLastPathComponent()
        .appendingPathComponent("lossreport").path
    }
  }

  /// Runs the program to its end.
  func run(_ arguments: String...) throws -> Outcome {
    try run(executable: Self.path, arguments)
  }

  /// Runs a line of shell in which `$lossreport` is the program.
  func shell(_ line: String) throws -> Outcome {
    try run(executable: "/bin/bash", ["-c", line])
  }

  private func run(executable: String, _ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["lossreport": try Self.path, "NO_COLOR": "1"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files instead of pipes: a full pipe would stop the program while nobody reads.
    let folder = FileManager.default.temporaryDirectory
    let output = folder.appendingPathComponent("out-\(UUID().uuidString)")
    let errors = folder.appendingPathComponent("err-\(UUID().uuidString)")
    defer {
      try? FileManager.default.removeItem(at: output)
      try? FileManager.default.removeItem(at: errors)
    }
    try Data().write(to: output)
    try Data().write(to: errors)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .uncaughtSignal
        ? -process.terminationStatus : process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Writes a file into the program's folder.
  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: directory).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func contents(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: directory).appendingPathComponent(name))
  }

  /// The names of all files below a folder, sorted, without the hidden ones.
  func files(below name: String) throws -> [String] {
    let base = URL(fileURLWithPath: directory).appendingPathComponent(name)
    return try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(
      atPath: URL(fileURLWithPath: directory).appendingPathComponent(name).path)
  }
}
