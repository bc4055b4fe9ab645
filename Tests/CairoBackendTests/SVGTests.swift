import CairoBackend
import Drawing
import Testing

@Suite struct SVGTests {
  /// Cairo numbers its surfaces over the life of the process.
  @Test func isMadeOfTheSameBytesTwice() throws {
    let first = try encodeSVG(Sample.everything)
    _ = try encodePNG(Sample.everything)
    #expect(try encodeSVG(Sample.everything) == first)
  }

  @Test func carriesTitleAndCaptionEscaped() throws {
    var picture = Sample.everything
    picture.title = "a < b & c"
    let svg = String(decoding: try encodeSVG(picture), as: UTF8.self)
    #expect(svg.contains("<title>a &lt; b &amp; c</title>"))
    #expect(svg.contains("<desc>A caption, über alles.</desc>"))
    #expect(svg.contains("viewBox=\"0 0 200 100\""))
    #expect(svg.hasSuffix("</svg>\n"))
  }
}
