internal import ArgumentParser

/// A number of bytes as people write it: "512M", "8G", "8GB".
struct MemorySize: ExpressibleByArgument {
  var bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    var text = argument.uppercased()[...]
    if text.hasSuffix("B") { text.removeLast() }
    var factor = 1
    if let last = text.last, let unit = units[last] {
      factor = unit
      text.removeLast()
    }
    guard let count = Int(text), count > 0 else { return nil }
    let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: factor)
    guard !isTooLarge else { return nil }
    self.bytes = bytes
  }

  var defaultValueDescription: String { "\(bytes >> 30)G" }
}

/// The bound on memory, shared by the commands that plan runs.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most memory that one run may plan; beyond it the spec is refused.", valueName: "size"))
  var maxMemory = MemorySize(bytes: 8 << 30)
}
