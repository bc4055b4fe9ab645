/// A text as numbers of tokens, the most frequent token first.
struct TokenSequence: Equatable {
  var tokens: [Int32]
  /// How messages and charts call each token.
  var vocabulary: [String]

  static let unknown = "<unknown>"

  init(_ text: [Unicode.Scalar], _ windows: TextWindows) {
    switch windows.unit {
    case .characters:
      self.init(text, minimumCount: windows.minimumCount, named: Self.name)
    case .words:
      let words = text.split(whereSeparator: \.properties.isWhitespace).map { word in
        var text = ""
        text.unicodeScalars.append(contentsOf: word)
        return text
      }
      self.init(words, minimumCount: windows.minimumCount, named: \.self)
    }
  }

  /// Frequent ones come first, equally frequent ones in the order of their code points.
  private init<Unit: Hashable & Comparable>(
    _ units: [Unit], minimumCount: Int, named name: (Unit) -> String
  ) {
    var counts: [Unit: Int] = [:]
    for unit in units { counts[unit, default: 0] += 1 }
    let kept = counts.filter { $0.value >= minimumCount }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let first = kept.count < counts.count ? 1 : 0
    var codes: [Unit: Int32] = [:]
    for (index, entry) in kept.enumerated() { codes[entry.key] = Int32(first + index) }
    tokens = units.map { codes[$0] ?? 0 }
    vocabulary = (first == 1 ? [Self.unknown] : []) + kept.map { name($0.key) }
  }

  /// A character as text: what can't be seen under its name or number.
  private static func name(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "end of line"
    case "\t": return "tab"
    case " ": return "space"
    default: break
    }
    let category = scalar.properties.generalCategory
    let isVisible =
      ![.control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator]
      .contains(category) && !scalar.properties.isWhitespace
    return isVisible ? String(scalar) : "U+\(String(scalar.value, radix: 16, uppercase: true))"
  }
}
