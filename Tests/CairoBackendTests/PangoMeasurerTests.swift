import CairoBackend
import Drawing
import TestSupport
import Testing

@Suite struct PangoMeasurerTests {
  private let measurer: PangoMeasurer
  private let style = TextStyle(size: 10)

  init() throws {
    measurer = try PangoMeasurer()
  }

  private func width(_ string: String) -> Double {
    measurer.measure(TextBlock(string, style)).size.width
  }

  @Test func digitsAreEquallyWide() {
    let widths = (0...9).map { width(String(repeating: "\($0)", count: 20)) }
    #expect(widths.allSatisfy { abs($0 - widths[0]) < 0.01 })
  }

  @Test func growsWithSizeWeightAndText() {
    #expect(width("loss") < width("loss and more"))
    let large = measurer.measure(TextBlock("loss", TextStyle(size: 20)))
    let small = measurer.measure(TextBlock("loss", style))
    // Without hinting, twice the size is twice the room, up to Pango's 1/1024 of a point a letter.
    #expect(abs(large.size.width - 2 * small.size.width) < 0.01)
    #expect(abs(large.baseline - 2 * small.baseline) < 0.01)
  }

  @Test func doesNotDependOnWhatWasMeasuredBefore() throws {
    let block = TextBlock("validation loss", style, width: 40)
    let first = measurer.measure(block)
    for i in 0..<100 { _ = width("other \(i)") }
    #expect(measurer.measure(block) == first)
    #expect(try PangoMeasurer().measure(block) == first)
  }

  @Test func wrapsAtItsWidthAndNeverBeyond() {
    let block = TextBlock("one two three four five six", style, width: 50)
    let extent = measurer.measure(block)
    #expect(extent.lines > 1)
    #expect(extent.size.width <= 50)
    let word = measurer.measure(
      TextBlock(String(repeating: "x", count: 200), style, width: 50))
    #expect(word.size.width <= 50)
    #expect(word.lines > 5)
    #expect(!word.isCut)
  }

  @Test(arguments: 1...3)
  func isCutAtItsLastLine(_ lines: Int) {
    let text = String(repeating: "a feature's long name ", count: 20)
    for text in [text, text.split(separator: " ").joined(separator: "\n")] {
      let extent = measurer.measure(
        TextBlock(text, style, width: 80, maximumLines: lines))
      #expect(extent.isCut)
      #expect(extent.lines == lines)
      #expect(extent.size.width <= 80)
    }
    let short = measurer.measure(TextBlock("short", style, width: 80, maximumLines: lines))
    #expect(!short.isCut)
    #expect(short.lines == 1)
  }

  /// What is cut is as wide as the letters that are left, with no hole beside the ellipsis.
  @Test(arguments: ["iiiiiiiiii mmmmmmmmmm iiiiiiiiii", "標準化された特徴量の名前です"])
  func anEllipsisStandsTight(_ text: String) throws {
    func ink(_ block: TextBlock) throws -> ClosedRange<Int> {
      let png = try ReadPNG(
        encodePNG(
          Sample.picture([.text(block, at: Point(10, 10), Anchor(.leading, .top))]), scale: 1))
      let columns = (0..<png.width).filter { x in
        (0..<png.height).contains { png[x, $0] != 0xFFFFFF }
      }
      return try #require(columns.first)...(#require(columns.last))
    }
    for width in stride(from: 50.0, to: 100, by: 3) {
      let cut = TextBlock(text, style, width: width, maximumLines: 1)
      let extent = measurer.measure(cut)
      #expect(extent.isCut)
      #expect(extent.size.width <= width)
      // Some whole number of letters at both ends and the dots: as wide as the same set by hand.
      let letters = Array(text)
      let isTight = (0...letters.count).contains { head in
        [-1, 0, 1].contains { more in
          let tail = max(0, min(letters.count - head, head + more))
          let same = String(letters.prefix(head)) + "…" + String(letters.suffix(tail))
          return (self.width(same) - extent.size.width).magnitude < 0.6
        }
      }
      #expect(isTight, "at a width of \(width): \(extent)")
      #expect(try Double(ink(cut).upperBound) <= 11 + extent.size.width)
    }
  }

  @Test func keepsLineBreaksThatFit() {
    let extent = measurer.measure(
      TextBlock("arms separate\nat epoch 2", style, width: 200, maximumLines: 2))
    #expect(extent.lines == 2)
    #expect(!extent.isCut)
  }

  @Test(arguments: [
    "", " ", "\u{0}", "a\u{0}b", "\u{202E}abc", "\u{FEFF}", "\r\n", "a\tb", "日本語の特徴", "العربية",
    "😀👩‍👩‍👧", String(repeating: "語", count: 200), String(repeating: "long ", count: 50_000),
    String(decoding: [0xff, 0xfe, 0x41, 0xc3] as [UInt8], as: UTF8.self),
  ])
  func measuresWhateverItGets(_ string: String) throws {
    let extent = measurer.measure(TextBlock(string, style, width: 120, maximumLines: 2))
    #expect(extent.size.width.isFinite)
    #expect(extent.size.width <= 120)
    #expect((1...2).contains(extent.lines))
    #expect(extent.size.height > 0)
    let block = TextBlock(string, style, width: 120, maximumLines: 2)
    let picture = Sample.picture([.text(block, at: Point(10, 10), Anchor(.leading, .top))])
    #expect(try !encodePNG(picture, scale: 1).isEmpty)
  }

  /// The extents are of the layout that is drawn: ink stays inside them at any scale.
  @Test(arguments: [1.0, 2, 3])
  func inkLiesInsideTheExtents(_ scale: Double) throws {
    let runs = [
      TextRun("Bold ", TextStyle(size: 12, weight: .bold)), TextRun("and mono", style),
      TextRun(" {x}", TextStyle(size: 9, monospaced: true)),
    ]
    let block = TextBlock(runs, width: 60, alignment: .trailing)
    let extent = measurer.measure(block)
    let anchors: [(Anchor, Double, Double)] = [
      (Anchor(.leading, .top), 0, 0),
      (Anchor(.center, .middle), extent.size.width / 2, extent.size.height / 2),
      (Anchor(.trailing, .bottom), extent.size.width, extent.size.height),
      (Anchor(.leading, .baseline), 0, extent.baseline),
    ]
    var images: Set<[UInt8]> = []
    for (anchor, dx, dy) in anchors {
      let png = try ReadPNG(
        encodePNG(
          Sample.picture([.text(block, at: Point(40 + dx, 20 + dy), anchor)]), scale: scale))
      var (minX, maxX, minY, maxY) = (png.width, 0, png.height, 0)
      for y in 0..<png.height {
        for x in 0..<png.width where png[x, y] != 0xFFFFFF {
          (minX, maxX) = (min(minX, x), max(maxX, x))
          (minY, maxY) = (min(minY, y), max(maxY, y))
        }
      }
      #expect(Double(minX) >= 39 * scale)
      #expect(Double(maxX) <= (41 + extent.size.width) * scale)
      #expect(Double(minY) >= 20 * scale - 1)
      #expect(Double(maxY) <= (20 + extent.size.height) * scale + 1)
      #expect(Double(maxX - minX) > 0.8 * extent.size.width * scale)
      images.insert(png.chunks.filter { $0.type == "IDAT" }.flatMap(\.data))
    }
    #expect(images.count <= 2, "all anchors hold the same place, up to rounding")
  }

  @Test func tellsWhatNoFontHas() throws {
    var told: [MissingGlyphs] = []
    // A private-use character: no font has it.
    let picture = Sample.picture([Sample.text("ab\u{F8FF}c\u{F8FF}")])
    _ = try encodePNG(picture) { told.append($0) }
    #expect(told.count == 1)
    #expect(told.first?.characters == ["\u{F8FF}"])
    #expect(told.first?.text == "ab\u{F8FF}c\u{F8FF}")
    told = []
    let cut = TextBlock(
      String(repeating: "\u{F8FF}", count: 200) + String(repeating: "x", count: 200), style,
      width: 50, maximumLines: 1)
    let plain = TextBlock(
      String(repeating: "?", count: 200) + String(repeating: "x", count: 200), style, width: 50,
      maximumLines: 1)
    let pictures = [cut, plain].map {
      Sample.picture([.text($0, at: Point(10, 10), Anchor(.leading, .top))])
    }
    #expect(try encodePNG(pictures[0]) { told.append($0) } == encodePNG(pictures[1]))
    #expect(told.count == 1)
    told = []
    _ = try encodePNG(Sample.picture([Sample.text("−×·→ ln ₁₀ 10⁻³ λ β √ Σ")])) { told.append($0) }
    #expect(told.isEmpty)
  }
}
