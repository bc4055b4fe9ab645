internal import Glibc
internal import Storage
internal import Testing

/// Programs that know PDFs better than we do: `qpdf` and those of poppler-utils.
public enum Tool {
  /// Runs a program on a file; `writes` gives it a "-" to write its result to its output.
  public static func run(
    _ name: String, _ arguments: [String], on file: [UInt8], writes: Bool = false
  ) throws -> (status: Int32, output: String) {
    try withTemporaryDirectory { directory in
      let path = "\(directory)/file.pdf"
      try Files.write(file, to: path, durably: false)
      let needsDash = writes || name == "pdftotext"
      let words = [name] + arguments + [path] + (needsDash ? ["-"] : [])
      let command = words.joined(separator: " ") + " 2>&1"
      let pipe = try unsafe #require(unsafe popen(command, "r"), "\(command)")
      var output: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe fread(&buffer, 1, buffer.count, pipe)
        if count == 0 { break }
        output += buffer[..<count]
      }
      let status = unsafe pclose(pipe)
      try #require(status >> 8 != 127, "\(name) is not installed; make test installs it")
      return (status >> 8, String(decoding: output, as: UTF8.self))
    }
  }
}
