/// Guesses which known name an unknown one was meant to be.
package enum NearestName {
  /// The closest of the known names; nil where none is close.
  ///
  /// An alias is what it stands for. Case, hyphens and underscores don't count. Otherwise a name is
  /// close where the number of insertions, deletions, substitutions and swaps of neighbours is at
  /// most a third of its length; names of one letter are close to none. Among equally close names the first wins.
  package static func find(
    _ name: String, among known: [String], aliases: [String: String] = [:]
  ) -> String? {
    let wanted = folded(name)
    if let alias = aliases.first(where: { folded($0.key) == wanted })?.value { return alias }
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known {
      let letters = folded(candidate)
      let shorter = min(wanted.count, letters.count)
      // A name of one letter is no near name of another.
      let limit = shorter < 2 ? 0 : max(1, shorter / 3)
      let distance = distance(wanted, letters)
      guard distance <= limit, distance < best?.distance ?? .max else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// The suggestion for a message: `did you mean "sgd"?`; nil where no known name is close.
  package static func suggestion(
    for name: String, among known: [String], aliases: [String: String] = [:]
  ) -> String? {
    find(name, among: known, aliases: aliases).map { "did you mean \"\($0)\"?" }
  }

  private static func folded(_ name: String) -> [Character] {
    name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  /// The optimal string alignment distance.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], beforePrevious[j - 2] + 1)
        }
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
