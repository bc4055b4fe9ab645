import Drawing
import TestSupport
import Testing

@testable import CairoBackend

@Suite struct PDFTests {
  @Test func isMadeOfTheSameBytesTwice() throws {
    let document = Sample.document([Sample.everything, Sample.everything])
    #expect(try encodePDF(document) == encodePDF(document))
  }

  @Test func isSoundAndEmbedsItsFonts() throws {
    let pdf = try encodePDF(Sample.document([Sample.everything]))
    let check = try Tool.run("qpdf", ["--check"], on: pdf)
    #expect(check.status == 0, "\(check.output)")
    let fonts = try Tool.run("pdffonts", [], on: pdf).output.split(separator: "\n").dropFirst(2)
    #expect(!fonts.isEmpty)
    for font in fonts { #expect(font.contains(" yes yes "), "embedded and a subset: \(font)") }
  }

  @Test func saysWhatItIs() throws {
    let info = try Tool.run(
      "pdfinfo", [], on: encodePDF(Sample.document([Sample.everything, Sample.everything]))
    ).output
    for line in [
      "Title:           Wine: scaling", "Subject:         Standardising helps",
      "Keywords:        loss, scaling", "Creator:         lossreport", "Pages:           2",
      "Page size:       200 x 100 pts", "Tagged:          yes",
    ] {
      #expect(info.contains(line), "\(info)")
    }
    // The document's own date, never now.
    #expect(info.contains("2023"))
    #expect(info.contains("22:13:20"))
  }

  @Test func keepsItsTextSelectable() throws {
    let text = try Tool.run(
      "pdftotext", ["-layout"], on: encodePDF(Sample.document([Sample.everything]))
    ).output
    for string in ["Loss 7.9× lower, p = 0.008, −1.25", "{\"lr\": 0.01}", "turned"] {
      #expect(text.contains(string), "\(text)")
    }
  }

  @Test func hasAnOutlinePageLabelsAndLinks() throws {
    let pages = [
      Sample.picture([
        .link(.destination("evidence"), Rect(x: 10, y: 10, width: 50, height: 10)),
        .link(.page(2), Rect(x: 10, y: 30, width: 50, height: 10)),
        .link(.url("https://example.org/it's?a=(b)\\c"), Rect(x: 10, y: 50, width: 50, height: 10)),
        .link(.destination("nowhere"), Rect(x: 10, y: 70, width: 50, height: 10)),
        .link(.page(9), Rect(x: 10, y: 70, width: 50, height: 10)),
        Sample.text("first"),
      ]),
      Sample.picture([.destination("evidence", Point(20, 30)), Sample.text("second")]),
    ]
    let pdf = try encodePDF(Sample.document(pages))
    #expect(try Tool.run("qpdf", ["--check"], on: pdf).status == 0)
    let plain = try Tool.run("qpdf", ["--qdf", "--object-streams=disable"], on: pdf, writes: true)
      .output
    #expect(plain.split(separator: "/Subtype /Link").count - 1 == 3)
    #expect(plain.contains("/URI (https://example.org/it's?a=\\(b\\)%5Cc)"))
    #expect(plain.split(separator: "/Title (Chapter)").count - 1 == 1)
    #expect(plain.contains("/Title (Section 2)"))
    #expect(!plain.contains("Nowhere"))
    // The page is 100 points high, and PDF counts from the bottom.
    let words = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("/XYZ 0 70 0"))
    #expect(plain.contains("/PageLabels"))
    #expect(plain.contains("/P (p2)") || plain.contains("/P (p)"))
  }

  @Test func refusedBytesAreAnError() throws {
    let document = Sample.document([Sample.everything])
    let size = try encodePDF(document).count
    for limit in [0, 100, size / 2, size - 1] {
      #expect(throws: DrawingError.writeFailed) { try encodePDF(document, limit: limit) }
    }
    #expect(try encodePDF(document, limit: size).count == size)
  }

  @Test func coordinatesThatAreNotFiniteDoNotHarmThePage() throws {
    let bad: [Primitive] = [
      .polyline([Point(.nan, 1), Point(2, .infinity)], Stroke(.black, width: 1)),
      .polyline([Point(-1e300, 50), Point(1e300, 51)], Stroke(.black, width: 1, dashes: [.nan])),
      .link(.page(1), Rect(x: .nan, y: 0, width: 1, height: 1)),
      .destination("x", Point(.nan, 0)),
      .raster(Raster(columns: 0, rows: 0, cells: []), Rect(x: 0, y: 0, width: 1, height: 1)),
      Sample.text("still here"),
    ]
    let pdf = try encodePDF(Sample.document([Sample.picture(bad)]))
    #expect(try Tool.run("qpdf", ["--check"], on: pdf).status == 0)
    #expect(try Tool.run("pdftotext", [], on: pdf).output.contains("still here"))
    let plain = try Tool.run("qpdf", ["--qdf"], on: pdf, writes: true).output
    #expect(!plain.contains("nan") && !plain.contains("inf"))
  }

  @Test func aMillionPointsStaySmall() throws {
    let points = (0..<1_000_000).map { Point(10 + Double($0) * 180e-6, Double($0 * 7919 % 97)) }
    let line = Sample.picture([.polyline(points, Stroke(.black, width: 0.5))])
    #expect(try encodePDF(Sample.document([line])).count < 100_000)
  }

  /// Cairo forgets tags that were open before a shape that covers a whole page.
  @Test func fullPagesOfColourDoNotBreakTheStructure() throws {
    var dark = Sample.picture([
      Sample.text("under"),
      .rectangle(Rect(x: -5, y: -5, width: 300, height: 200), fill: .black), Sample.text("over"),
    ])
    dark.background = Color(0x111111)
    let pdf = try encodePDF(Sample.document([dark, Sample.everything, dark]))
    #expect(try Tool.run("qpdf", ["--check"], on: pdf).status == 0)
    #expect(try Tool.run("pdftotext", [], on: pdf).output.contains("over"))
  }

  /// A big heat map is an image; one of few colours is rectangles.
  @Test func heatMapsTakeTheSmallerForm() throws {
    func images(_ cells: [Color], _ columns: Int) throws -> Int {
      let raster = Raster(columns: columns, rows: cells.count / columns, cells: cells)
      let page = Sample.picture([.raster(raster, Rect(x: 0, y: 0, width: 200, height: 100))])
      return try Tool.run("pdfimages", ["-list"], on: encodePDF(Sample.document([page])))
        .output.split(separator: "\n").count - 2
    }
    let noisy = (0..<6000).map { Color(UInt32($0 * 7919 % 0xFFFFFF)) }
    #expect(try images(noisy, 100) == 1)
    #expect(try images(Array(repeating: .black, count: 6000), 100) == 0)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_827_696, "2000-02-29T12:34:56Z"),
    (-1, "1969-12-31T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
    (Int.max, "9999-12-31T23:59:59Z"), (Int.min, "0000-01-01T00:00:00Z"),
  ])
  func datesAreOfTheGregorianCalendar(_ seconds: Int, _ text: String) {
    #expect(isoDate(seconds) == text)
  }
}
