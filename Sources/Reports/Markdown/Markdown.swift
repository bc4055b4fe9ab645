/// Text made safe for Markdown: a feature's name must not become a table's edge or a link.
enum Markdown {
  /// Longer texts are cut: results.json has them whole.
  static let maximumCharacters = 300

  /// A text on one line, with the characters that mean something to Markdown escaped.
  static func line(_ text: String) -> String {
    var result = ""
    for character in cut(text) {
      switch character {
      case "|", "\\", "`", "*", "_", "[", "]", "~": result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character.isNewline ? " " : character)
      }
    }
    return result
  }

  /// A text that stands between backquotes.
  static func code(_ text: String) -> String {
    String(cut(text).map { $0 == "`" || $0 == "|" || $0.isNewline ? "'" : $0 })
  }

  private static func cut(_ text: String) -> String {
    guard text.count > maximumCharacters else { return text }
    let half = maximumCharacters / 2
    return "\(text.prefix(half))…\(text.suffix(half))"
  }
}
