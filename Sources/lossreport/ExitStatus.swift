/// The exit codes, published as an interface: scripts and CI rely on them.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case expectationFailed = 1
  case nothingToCompare = 2
  case usage = 64
  case badInput = 65
  case missingInput = 66
  case `internal` = 70
  case cannotWrite = 74
  case interrupted = 130
  case terminated = 143

  var meaning: String {
    switch self {
    case .success: "done; every `expect` is met"
    case .expectationFailed: "done, and an `expect` of the spec is not met"
    case .nothingToCompare: "every run of every arm diverged: nothing to compare"
    case .usage: "the command line is wrong"
    case .badInput: "a spec, its data, a template or a record is wrong"
    case .missingInput: "a spec, data file, template or font is missing or unreadable"
    case .internal: "a fault of lossreport itself; please report it"
    case .cannotWrite: "an output can't be written; the old files are kept"
    case .interrupted: "stopped by Ctrl-C; finished runs are kept for the next start"
    case .terminated: "stopped by SIGTERM; finished runs are kept likewise"
    }
  }

  /// The table for `--help`.
  static var table: String {
    let rows = allCases.map { status in
      let code = String(status.rawValue)
      return String(repeating: " ", count: 5 - code.count) + code + "  " + status.meaning
    }
    return "EXIT CODES:\n" + rows.joined(separator: "\n")
  }
}

/// A failure whose message is printed and whose status is returned.
struct CommandFailure: Error {
  var status: ExitStatus
  /// One line a fault, each complete in itself.
  var messages: [String]

  init(_ status: ExitStatus, _ messages: [String]) {
    self.status = status
    self.messages = messages
  }

  init(_ status: ExitStatus, _ message: String) {
    self.init(status, [message])
  }
}
