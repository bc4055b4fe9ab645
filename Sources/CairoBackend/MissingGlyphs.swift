internal import Drawing

/// Characters of a text that no installed font can draw; each is drawn as a question mark.
public struct MissingGlyphs: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// The text they stand in, shortened.
  public var text: String
  /// Without repeats, in order of appearance.
  public var characters: [Unicode.Scalar]

  public init(text: String, characters: [Unicode.Scalar]) {
    self.text = MissingGlyphs.excerpt(of: text, around: characters.first)
    self.characters = characters
  }

  /// At most some 60 letters of a text, among them the character.
  private static func excerpt(of text: String, around character: Unicode.Scalar?) -> String {
    let letters = text.unicodeScalars
    guard letters.count > 60 else { return text }
    let place = character.flatMap { letters.firstIndex(of: $0) } ?? letters.startIndex
    let start =
      letters.index(place, offsetBy: -20, limitedBy: letters.startIndex) ?? letters.startIndex
    let end = letters.index(start, offsetBy: 58, limitedBy: letters.endIndex) ?? letters.endIndex
    return (start > letters.startIndex ? "…" : "") + String(letters[start..<end])
      + (end < letters.endIndex ? "…" : "")
  }

  public var description: String {
    MissingScript.all(in: [self]).map(\.description).joined(separator: "; ")
  }
}

/// All characters of one script that no installed font can draw, and the fonts that have them.
public struct MissingScript: Equatable, Sendable, CustomStringConvertible {
  /// What the characters are called together: "Devanagari", "emoji".
  public var name: String
  /// Without repeats, in order of appearance.
  public var characters: [Unicode.Scalar]
  /// The texts they stand in, in order of appearance.
  public var texts: [String]
  /// The Debian package whose fonts have them; nil where no font can be expected to.
  public var package: String?

  /// What is missing, by script in order of appearance.
  public static func all(in glyphs: [MissingGlyphs]) -> [MissingScript] {
    var scripts: [MissingScript] = []
    for text in glyphs {
      for character in text.characters {
        let (name, package) = script(of: character)
        let index =
          scripts.firstIndex { $0.name == name }
          ?? {
            scripts.append(MissingScript(name: name, characters: [], texts: [], package: package))
            return scripts.count - 1
          }()
        if !scripts[index].characters.contains(character) {
          scripts[index].characters.append(character)
        }
        if !scripts[index].texts.contains(text.text) { scripts[index].texts.append(text.text) }
      }
    }
    return scripts
  }

  public var description: String {
    let shown = characters.prefix(8).map(Self.shown).joined()
    let more = characters.count > 8 ? " and \(characters.count - 8) more" : ""
    let others = texts.count > 1 ? " (and of \(texts.count - 1) other texts)" : ""
    let remedy =
      package.map { "apt install \($0)" }
      ?? "no package of fonts has them: take them out of the text"
    return "no installed font has \(shown)\(more) (\(name)) of \"\(texts.first ?? "")\"\(others); "
      + remedy
  }

  /// The character itself, or its number where it shows nothing.
  private static func shown(_ character: Unicode.Scalar) -> String {
    switch character.properties.generalCategory {
    case .privateUse, .unassigned, .control, .format, .surrogate:
      " U+" + String(character.value, radix: 16, uppercase: true)
    default: String(Character(character))
    }
  }

  /// The script by the first word of the character's name, and where Debian has its letters.
  private static func script(of character: Unicode.Scalar) -> (name: String, package: String?) {
    let properties = character.properties
    switch properties.generalCategory {
    case .privateUse: return ("private use", nil)
    case .unassigned, .surrogate: return ("not in Unicode", nil)
    default: break
    }
    switch character.value {
    case 0x1100..<0x1200, 0x2e80..<0xa000, 0xa960..<0xa980, 0xac00..<0xd800, 0xf900..<0xfb00,
      0xfe30..<0xfe50, 0xff00..<0xfff0, 0x20000..<0x32000:
      return ("Chinese, Japanese, Korean", "fonts-noto-cjk")
    default: break
    }
    if properties.isEmojiPresentation || properties.isEmoji && character.value >= 0x1f000 {
      return ("emoji", "fonts-noto-color-emoji")
    }
    guard properties.isAlphabetic || properties.generalCategory == .nonspacingMark,
      let word = properties.name?.split(separator: " ").first, word != "COMBINING"
    else { return ("symbols", "fonts-noto-core") }
    return (word.prefix(1) + word.dropFirst().lowercased(), "fonts-noto-core")
  }
}

/// What of some texts no installed font can draw: an entry for each text with such characters.
///
/// Texts in Latin letters cost a look at their bytes only, and what repeats is laid out once.
public func missingGlyphs(
  in texts: some Sequence<String>
) throws(DrawingError) -> [MissingGlyphs] {
  /// What was found in each piece already laid out.
  var known: [String: [Unicode.Scalar]] = [:]
  var found: [MissingGlyphs] = []
  for text in texts where !text.utf8.allSatisfy({ $0 < 0x80 }) {
    var characters: [Unicode.Scalar] = []
    // Latin letters up to here are in every family that text may be set in.
    let pieces = text.unicodeScalars.split { $0.value < 0x250 }
    for piece in pieces.map({ String($0) }) {
      let missing: [Unicode.Scalar]
      if let before = known[piece] {
        missing = before
      } else {
        missing = try undrawable(in: piece)
        known[piece] = missing
      }
      characters += missing.filter { !characters.contains($0) }
    }
    if !characters.isEmpty { found.append(MissingGlyphs(text: text, characters: characters)) }
  }
  return found
}

/// The characters of a text that no installed font has, found by laying it out.
private func undrawable(in text: String) throws(DrawingError) -> [Unicode.Scalar] {
  try TypesetterPool.shared.use { typesetter throws(DrawingError) in
    typesetter.missingCharacters(of: TextBlock(text, TextStyle(size: 10)))
  }
}
