/// Characters that no installed font can draw; each was drawn as a question mark.
public struct MissingGlyphs: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// The text they stand in, shortened.
  public var text: String
  /// Without repeats, in order of appearance.
  public var characters: [Unicode.Scalar]

  public init(text: String, characters: [Unicode.Scalar]) {
    self.text = text
    self.characters = characters
  }

  /// The Debian package whose fonts cover the first of them.
  public var package: String {
    switch characters.first?.value ?? 0 {
    case 0x1100..<0x1200, 0x2e80..<0xa000, 0xac00..<0xd7b0, 0xf900..<0xfb00, 0xff00..<0xfff0,
      0x20000..<0x32000:
      "fonts-noto-cjk"
    case 0x1f000..<0x20000: "fonts-noto-color-emoji"
    default: "fonts-noto-core"
    }
  }

  public var description: String {
    let shown = characters.prefix(8).map { String(Character($0)) }.joined()
    let more = characters.count > 8 ? " and \(characters.count - 8) more" : ""
    return "no installed font has \(shown)\(more) of \"\(text)\"; install \(package)"
  }
}
