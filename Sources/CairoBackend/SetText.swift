internal import Drawing

/// The text of a block as Pango gets it: one string, free of control characters, and its styles.
struct SetText {
  struct Piece {
    var bytes: Range<Int>
    var style: TextStyle
  }

  /// More than any page holds; laying out more would take long and show nothing.
  static let maximumCharacters = 20_000

  private(set) var string = ""
  private(set) var pieces: [Piece] = []

  init(_ runs: [TextRun]) {
    var left = SetText.maximumCharacters
    for run in runs {
      let start = string.utf8.count
      if run.string.utf8.count <= left, run.string.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) {
        // Most texts: nothing in them to look at.
        string += run.string
        left -= run.string.utf8.count
      } else {
        append(run.string.unicodeScalars.prefix(left))
        left -= min(left, run.string.unicodeScalars.count)
      }
      pieces.append(Piece(bytes: start..<string.utf8.count, style: run.style))
    }
  }

  /// Adds a run's characters, and closes each stretch that is read from right to left with a mark.
  ///
  /// Without it the number after an Arabic name would count into the name and stand before it, and
  /// two such names would change places.
  private mutating func append(_ characters: some Collection<Unicode.Scalar>) {
    /// Whether a stretch is open, and where its last letter ends.
    var end: String.Index?
    func close() {
      guard let place = end else { return }
      string.unicodeScalars.insert(SetText.leftToRightMark, at: place)
      end = nil
    }
    for character in characters {
      let shown = SetText.visible(character)
      if !SetText.isWithinName(shown) { close() }
      string.unicodeScalars.append(shown)
      if SetText.isRightToLeft(shown) { end = string.endIndex }
    }
    close()
  }

  private static let leftToRightMark: Unicode.Scalar = "\u{200e}"

  /// Letters of Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and the rest that run from right to left.
  private static func isRightToLeft(_ character: Unicode.Scalar) -> Bool {
    switch character.value {
    case 0x5be..<0x600, 0x608, 0x60b, 0x60d, 0x61b..<0x660, 0x66d..<0x6dd, 0x6e5..<0x6f0,
      0x6fa..<0x900, 0xfb1d..<0xfe00, 0xfe70..<0xff00, 0x10800..<0x11000, 0x1e800..<0x1f000:
      true
    default: false
    }
  }

  /// Whether letters on both sides of a character still make one name.
  private static func isWithinName(_ character: Unicode.Scalar) -> Bool {
    switch character {
    case " ", "_", "-", "/", "'", "0"..."9": true
    default:
      isRightToLeft(character) || character.properties.generalCategory == .nonspacingMark
        || character.properties.generalCategory == .decimalNumber
    }
  }

  private init(string: String, pieces: [Piece]) {
    self.string = string
    self.pieces = pieces
  }

  /// Controls would end the text early, reorder what stands around it, or show as boxes.
  private static func visible(_ character: Unicode.Scalar) -> Unicode.Scalar {
    switch character.value {
    case 0x0a, 0x2028, 0x2029, 0x85: "\n"
    case 0..<0x20, 0x7f..<0xa0, 0xfff9...0xfffb, 0xfeff: " "
    case 0x202a...0x202e, 0x2066...0x2069, 0x200e, 0x200f: "\u{200b}"
    default: character
    }
  }

  /// The same with a space for each line break: the bytes of every piece stay where they are.
  var joiningLines: String {
    String(decoding: string.utf8.map { $0 == 0x0a ? 0x20 : $0 }, as: UTF8.self)
  }

  /// The text with a question mark for each character at one of the offsets, and those characters.
  func replacing(_ offsets: Set<Int>) -> (text: SetText, characters: [Unicode.Scalar]) {
    var (result, replaced): (String, [Unicode.Scalar]) = ("", [])
    var (offset, piece): (Int, Int) = (0, 0)
    var pieces: [Piece] = []
    var start = 0
    func close(at end: Int) {
      while piece < self.pieces.count, self.pieces[piece].bytes.upperBound <= end {
        let stop = result.utf8.count
        pieces.append(Piece(bytes: start..<stop, style: self.pieces[piece].style))
        start = stop
        piece += 1
      }
    }
    for character in string.unicodeScalars {
      close(at: offset)
      if offsets.contains(offset) {
        if !replaced.contains(character) { replaced.append(character) }
        result.append("?")
      } else {
        result.unicodeScalars.append(character)
      }
      offset += UTF8.width(character)
    }
    close(at: offset)
    return (SetText(string: result, pieces: pieces), replaced)
  }
}
