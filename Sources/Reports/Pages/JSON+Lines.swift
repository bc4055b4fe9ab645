internal import JSONTrees

extension JSON {
  /// The value as lines no longer than a width: what fits on a line stands on one.
  func lines(width: Int, indent: Int = 0, prefix: String = "", suffix: String = "") -> [String] {
    let margin = String(repeating: " ", count: indent)
    let whole = margin + prefix + inline + suffix
    let parts: [(prefix: String, value: JSON)]
    let (open, close): (String, String)
    switch self {
    case .object(let members) where !members.isEmpty:
      (open, close) = ("{", "}")
      parts = members.map { (JSON.string($0.key).text() + ": ", $0.value) }
    case .array(let elements) where !elements.isEmpty:
      (open, close) = ("[", "]")
      parts = elements.map { ("", $0) }
    default: return [whole]
    }
    // The outermost braces stand on lines of their own, as in the file.
    if indent > 0, whole.count <= width { return [whole] }
    if elements.allSatisfy(\.isPlain), !elements.isEmpty {
      return [margin + prefix + open] + packed(width: width, indent: indent + 2)
        + [margin + close + suffix]
    }
    let inner = parts.enumerated().flatMap { index, part in
      part.value.lines(
        width: width, indent: indent + 2, prefix: part.prefix,
        suffix: index < parts.count - 1 ? "," : "")
    }
    return [margin + prefix + open] + inner + [margin + close + suffix]
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  /// The elements of a list of plain values, as many on a line as fit.
  private func packed(width: Int, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for (index, element) in elements.enumerated() {
      let word = element.text() + (index < elements.count - 1 ? "," : "")
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(margin + word)
      }
    }
    return lines
  }

  /// The value on one line, with spaces after commas and colons.
  private var inline: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.inline).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.map { JSON.string($0.key).text() + ": " + $0.value.inline }
        .joined(separator: ", ") + "}"
    default: text()
    }
  }
}
