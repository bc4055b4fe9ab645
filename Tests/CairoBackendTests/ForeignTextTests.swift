import CairoBackend
import Drawing
import TestSupport
import Testing

/// Texts beyond Latin, in the fonts that `.ci/setup test` installs.
@Suite struct ForeignTextTests {
  private let measurer: PangoMeasurer
  private let style = TextStyle(size: 10)

  init() throws {
    measurer = try PangoMeasurer()
  }

  /// Words that each need another font, and one of several people joined into one emoji.
  static let words = ["標準化", "나이", "العمر", "שלום", "गति", "ไทย", "አማርኛ", "Ελληνικά", "🍷", "👩‍🔬"]

  @Test(arguments: words)
  func everyScriptHasAFont(_ word: String) throws {
    let missing = try missingGlyphs(in: [word])
    #expect(missing.isEmpty, "\(missing); .ci/setup test installs the fonts that tests need")
  }

  private func png(_ text: String, size: Double = 20) throws -> ReadPNG {
    try ReadPNG(
      encodePNG(Sample.picture([Sample.text(text, size: size)], width: 300), scale: 1))
  }

  private func pixels(_ text: String) throws -> [UInt32] {
    try Self.pixels(of: png(text))
  }

  private static func pixels(of png: ReadPNG) -> [UInt32] {
    var pixels: [UInt32] = []
    for y in 0..<png.height {
      for x in 0..<png.width { pixels.append(png[x, y]) }
    }
    return pixels
  }

  /// Boxes and question marks look alike; letters don't.
  @Test func lettersAreDrawnAndNoBoxes() throws {
    let drawn = try ["標", "準", "化", "ग", "त"].map { try pixels($0) }
    #expect(Set(drawn).count == drawn.count)
    #expect(try !drawn.contains(pixels("?")))
    #expect(try !drawn.contains(pixels("\u{F8FF}")))
  }

  @Test(arguments: words)
  func anotherFontMakesNoRowHigher(_ word: String) {
    let plain = measurer.measure(TextBlock("plain", style))
    for text in [word, "a \(word) b"] {
      let extent = measurer.measure(TextBlock(text, style))
      #expect(extent.size.height == plain.size.height)
      #expect(extent.baseline == plain.baseline)
      #expect(extent.lines == 1)
    }
    let wrapped = TextBlock("\(word)\nplain\n\(word)", style, width: 200)
    #expect(measurer.measure(wrapped).size.height == 3 * plain.size.height)
  }

  @Test func aJoinedEmojiIsOnePicture() {
    func width(_ text: String) -> Double { measurer.measure(TextBlock(text, style)).size.width }
    #expect(width("👩‍🔬") < 1.2 * width("👩"))
    #expect(width("🇫🇷") < 1.2 * width("👩"))
  }

  /// A cut text never shows half of a cluster: women who are scientists stay so.
  @Test func aCutFallsBetweenClusters() throws {
    func pixels(_ text: String, width: Double) throws -> [UInt32] {
      let block = TextBlock(text, style, width: width, maximumLines: 1)
      let png = try ReadPNG(
        encodePNG(
          Sample.picture([.text(block, at: Point(10, 10), Anchor(.leading, .top))]), scale: 1))
      return Self.pixels(of: png)
    }
    let one = measurer.measure(TextBlock("👩‍🔬", style)).size.width
    let people = String(repeating: "👩‍🔬", count: 30)
    for width in stride(from: 40.0, to: 90, by: 7) {
      let cut = try pixels(people, width: width)
      #expect(measurer.measure(TextBlock(people, style, width: width, maximumLines: 1)).isCut)
      // The first person stands whole at the left: as in a text of this one person.
      let columns = Int(10 + one)
      let alone = try pixels("👩‍🔬", width: 1000)
      for y in 0..<100 {
        let row = (200 * y)..<(200 * y + columns)
        #expect(cut[row] == alone[row], "at a width of \(width)")
      }
    }
  }

  @Test func emojiHaveColours() throws {
    func colours(_ text: String) throws -> Int {
      try pixels(text).count { pixel in
        let (red, blue) = (Int(pixel >> 16 & 255), Int(pixel & 255))
        return (red - blue).magnitude > 80
      }
    }
    #expect(try colours("🍷") > 20)
    #expect(try colours("wine") == 0)
  }

  @Test func aPDFHoldsForeignLettersAsText() throws {
    let lines = ["標準化した特徴量", "العمر", "나이", "температура"]
    let picture = Sample.picture(
      lines.enumerated().map { Sample.text($1, at: Point(10, 10 + 20 * Double($0))) })
    let pdf = try encodePDF(Sample.document([picture]))
    #expect(try Tool.run("qpdf", ["--check"], on: pdf).status == 0)
    for font in try Tool.run("pdffonts", [], on: pdf).output.split(separator: "\n").dropFirst(2) {
      #expect(font.contains(" yes yes "), "embedded and a subset: \(font)")
    }
    // Poppler reads a lone Arabic word letter by letter: in order, with spaces.
    let text = try Tool.run("pdftotext", [], on: pdf).output.filter { !$0.isWhitespace }
    for line in lines { #expect(text.contains(line), "\(text)") }
  }

  /// Cairo draws colour glyphs into a PDF as images: each a few kilobytes, sound and in colour.
  @Test func aPDFHoldsEmojiAsSmallImages() throws {
    let plain = try encodePDF(Sample.document([Sample.picture([Sample.text("wine lab")])]))
    let pdf = try encodePDF(Sample.document([Sample.picture([Sample.text("🍷 wine 👩‍🔬 lab 🍷")])]))
    #expect(try Tool.run("qpdf", ["--check"], on: pdf).status == 0)
    let images = try Tool.run("pdfimages", ["-list"], on: pdf).output
    var sizes: [Int] = []
    for line in images.split(separator: "\n").dropFirst(2) {
      let cells = line.split(separator: " ")
      if cells[2] == "image" { sizes.append(Int(cells[3]) ?? 0) }
    }
    #expect(sizes.count == 3 && sizes.allSatisfy { $0 >= 30 }, "\(images)")
    #expect(try Tool.run("pdftotext", [], on: pdf).output.contains("wine"))
    #expect(pdf.count < plain.count + 60_000, "\(pdf.count) bytes")
  }

  @Test func anSVGHoldsEmoji() throws {
    let svg = try encodeSVG(Sample.picture([Sample.text("🍷")]))
    #expect(String(decoding: svg, as: UTF8.self).contains("<image"))
  }

  /// The left edges of the words of one line, as the PDF's reader finds them.
  private func places(of text: String) throws -> [(word: String, x: Double)] {
    let pdf = try encodePDF(Sample.document([Sample.picture([Sample.text(text)], width: 400)]))
    let lines = try Tool.run("pdftotext", ["-bbox"], on: pdf).output.split(separator: "\n")
    var places: [(word: String, x: Double)] = []
    for line in lines where line.contains("<word") {
      let x = line.split(separator: "xMin=\"")[1].prefix { $0 != "\"" }
      let word = line.split(separator: "\">")[1].prefix { $0 != "<" }
      places.append((word.filter { $0.isLetter || $0.isNumber }, Double(x) ?? .nan))
    }
    return places
  }

  @Test func aNumberStandsAfterANameThatRunsFromRightToLeft() throws {
    for text in ["العمر 0.172", "גיל 0.172", "x, العمر: 0.172"] {
      let words = try places(of: text)
      let number = try #require(words.first { $0.word.hasSuffix("172") }, "\(words)")
      #expect(words.allSatisfy { $0.x <= number.x }, "\(text): \(words)")
    }
  }

  @Test func twoSuchNamesKeepTheirOrder() throws {
    func place(of letter: String, in text: String) throws -> Double {
      try #require(places(of: text).first { $0.word.hasPrefix(letter) }, "\(text)").x
    }
    #expect(try place(of: "ד", in: "אבג, דהו") > place(of: "א", in: "אבג, דהו"))
    // Two words of one name run from right to left.
    #expect(try place(of: "ד", in: "אבג דהו") < place(of: "א", in: "אבג דהו"))
  }
}
