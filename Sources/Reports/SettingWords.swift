internal import JSONTrees

/// Settings as a reader says them.
enum SettingWords {
  /// A JSON value in words: `{"sgd":{"lr":0.05}}` is "sgd lr 0.05".
  ///
  /// What a list repeats is said once, with how often: "10 × (dense 16, relu), dense 3".
  static func plain(_ text: String) -> String {
    guard let value: JSON = try? JSON.parse(Array(text.utf8)) else { return text }
    return words(value)
  }

  private static func words(_ value: JSON) -> String {
    switch value {
    case .string(let string): string
    case .array(let elements):
      elements.isEmpty ? "none" : folded(elements.map(listed)).joined(separator: ", ")
    case .object(let members):
      members.map { member in
        let inner = words(member.value)
        guard !inner.isEmpty else { return member.key }
        if case .array(let elements) = member.value, elements.count > 1 {
          return "\(member.key) (\(inner))"
        }
        return "\(member.key) \(inner)"
      }.joined(separator: ", ")
    case .null: "none"
    case .bool, .number: value.text()
    }
  }

  /// An element of a list: one that is a list itself stands in brackets.
  private static func listed(_ value: JSON) -> String {
    if case .array = value { "[\(words(value))]" } else { words(value) }
  }

  /// The words with runs of repeated phrases folded, the longest first.
  private static func folded(_ words: [String]) -> [String] {
    guard let run = longestRun(in: words) else { return words }
    let end = run.start + run.length * run.count
    let phrase = folded(Array(words[run.start..<(run.start + run.length)]))
    let inner = phrase.joined(separator: ", ")
    return folded(Array(words[..<run.start]))
      + ["\(run.count) × " + (phrase.count == 1 ? inner : "(\(inner))")]
      + folded(Array(words[end...]))
  }

  /// The phrase that covers most words by standing twice or more in a row; the shortest such.
  private static func longestRun(
    in words: [String]
  ) -> (start: Int, length: Int, count: Int)? {
    var best: (start: Int, length: Int, count: Int)?
    guard words.count > 1 else { return nil }
    for length in 1...min(12, words.count / 2) {
      for start in 0...(words.count - 2 * length) {
        var count = 1
        while start + (count + 1) * length <= words.count,
          words[start..<(start + length)]
            == words[(start + count * length)..<(start + (count + 1) * length)]
        {
          count += 1
        }
        // Two short words in a row read better as they are.
        guard count > 1, length * count > 2 else { continue }
        if length * count > best.map({ $0.length * $0.count }) ?? 0 {
          best = (start, length, count)
        }
      }
    }
    return best
  }
}
