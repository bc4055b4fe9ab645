internal import Glibc

/// A standard stream that notices when what it is given can't be written.
struct Stream {
  let descriptor: Int32

  static let output = Stream(descriptor: STDOUT_FILENO)
  static let error = Stream(descriptor: STDERR_FILENO)

  /// Whether a person is reading at a terminal that understands cursor movement.
  var isTerminal: Bool {
    guard isatty(descriptor) == 1 else { return false }
    return environmentVariable("TERM").map { $0 != "dumb" && !$0.isEmpty } ?? false
  }

  /// The columns of the terminal, 80 where it does not say.
  var columns: Int {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether to colour: `NO_COLOR` wins over `CLICOLOR_FORCE`, which wins over what the stream is.
  var isColoured: Bool {
    if let value = environmentVariable("NO_COLOR"), !value.isEmpty { return false }
    if let value = environmentVariable("CLICOLOR_FORCE"), !value.isEmpty, value != "0" {
      return true
    }
    return isTerminal
  }

  func write(_ text: String) throws(CommandFailure) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if put < 0 {
        if errno == EINTR { continue }
        let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
        throw CommandFailure(.cannotWrite, "cannot write the output: \(reason)")
      }
      written += put
    }
  }

  func writeLine(_ line: String) throws(CommandFailure) {
    try write(line + "\n")
  }

  /// Writes a message whose loss is no reason to stop: there is no other place to report it.
  func note(_ line: String) {
    try? writeLine(line)
  }
}

/// An environment variable's value; nil where it is not set.
func environmentVariable(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
