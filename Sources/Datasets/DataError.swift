internal import JSONTrees
public import Storage

/// What is wrong with data or with what was asked of them, and where.
public struct DataError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, or the generator's name.
  public var path: String
  /// The line in the file, from 1.
  public var line: Int?
  /// The column in the line, in characters from 1.
  public var column: Int?
  /// What was found.
  public var what: String
  /// What would be accepted.
  public var expected: String?
  /// A question that names the nearest known name: `did you mean "hue"?`.
  public var suggestion: String?
  /// The setting of ``DataOptions`` at fault, by its key in a spec: "target", "drop"; nil where the
  /// data themselves are.
  public var option: String?
  /// Whether the file is not there or cannot be opened, rather than wrong.
  public var isUnreadable: Bool

  public init(
    _ path: String, line: Int? = nil, column: Int? = nil, _ what: String, expected: String? = nil,
    suggestion: String? = nil, option: String? = nil, isUnreadable: Bool = false
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.what = what
    self.expected = expected
    self.suggestion = suggestion
    self.option = option
    self.isUnreadable = isUnreadable
  }

  /// The error of a file that could not be opened or read.
  public init(_ error: FileError) {
    self.init(error.path, "cannot read the file: \(error.reason)", isUnreadable: true)
  }

  /// The error of a name that is not among those known.
  package init(
    _ path: String, line: Int? = nil, unknown kind: String, _ name: String, among known: [String],
    option: String?
  ) {
    let shown = known.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
    let rest = known.count > 12 ? " and \(known.count - 12) more" : ""
    let suggestion = NearestName.suggestion(for: name, among: known)
    self.init(
      path, line: line, "there is no \(kind) \"\(shortened(name))\"",
      expected: suggestion == nil ? "one of \(shown)\(rest)" : nil, suggestion: suggestion,
      option: option)
  }

  /// Where the fault is: "wine.csv:7:31".
  public var location: String {
    [path, line?.description, line == nil ? nil : column?.description]
      .compactMap(\.self).joined(separator: ":")
  }

  public var description: String {
    let parts = [what, expected.map { "expected \($0)" }, suggestion].compactMap(\.self)
    return "\(location): \(parts.joined(separator: "; "))"
  }
}

/// A piece of a user's text as a message shows it: on one line, without control characters, short.
func shortened(_ text: some StringProtocol) -> String {
  var shown = ""
  for character in text.prefix(41) {
    let isPlain = character.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value)
        && scalar.properties.generalCategory != .format
    }
    shown.append(isPlain ? character : "\u{fffd}")
  }
  return shown.count > 40 ? "\(shown.prefix(40))…" : shown
}
