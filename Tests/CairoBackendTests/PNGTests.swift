import CairoBackend
import Drawing
import TestSupport
import Testing

@Suite struct PNGTests {
  @Test func isMadeOfTheSameBytesTwice() throws {
    #expect(try encodePNG(Sample.everything) == encodePNG(Sample.everything))
  }

  @Test func saysItsResolutionTitleAndCaption() throws {
    let file = try encodePNG(
      Sample.everything, scale: 2, text: [("Software", "lossreport 1"), ("Spec", "3f9c")])
    let png = try ReadPNG(file)
    #expect(png.width == 400)
    #expect(png.height == 200)
    #expect(png.text("Title") == "A title")
    #expect(png.text("Description") == "A caption, über alles.")
    #expect(png.text("Software") == "lossreport 1")
    #expect(png.text("Spec") == "3f9c")
    // 144 dots an inch are 5669 a metre.
    let resolution = try #require(png.chunks.first { $0.type == "pHYs" })
    #expect(resolution.data == [0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1])
    #expect(png.chunks.map(\.type).last == "IEND")
  }

  @Test func paintsFlatColoursExactly() throws {
    let png = try ReadPNG(
      encodePNG(
        Sample.picture([
          .rectangle(Rect(x: 10, y: 10, width: 20, height: 20), fill: Color(0xD55E00)),
          .polyline([Point(50, 20.3), Point(90, 20.3)], Stroke(Color(0x0072B2), width: 1)),
        ])))
    #expect(png[0, 0] == 0xFFFFFF)
    #expect(png[20, 20] == 0xD55E00)
    #expect(png[59, 59] == 0xD55E00)
    #expect(png[60, 60] == 0xFFFFFF)
    // A level line of two pixels covers two rows whole and touches no third.
    let covered = (30..<50).filter { png[140, $0] != 0xFFFFFF }
    #expect(covered.count == 2)
    #expect(covered.allSatisfy { png[140, $0] == 0x0072B2 })
  }

  @Test func drawsHeatMapsWithHardEdges() throws {
    let raster = Raster(columns: 2, rows: 1, cells: [Color(0x112233), Color(0xDDEEFF)])
    let png = try ReadPNG(
      encodePNG(
        Sample.picture([.raster(raster, Rect(x: 20, y: 20, width: 100, height: 50))]), scale: 1))
    #expect(png[20, 20] == 0x112233)
    #expect(png[69, 69] == 0x112233)
    #expect(png[70, 20] == 0xDDEEFF)
    #expect(png[119, 69] == 0xDDEEFF)
    #expect(png[120, 30] == 0xFFFFFF)
  }

  @Test func showsNothingOutsideAClip() throws {
    let square = Primitive.rectangle(Rect(x: 0, y: 0, width: 200, height: 100), fill: .black)
    let clip = Rect(x: 50, y: 20, width: 10, height: 10)
    let png = try ReadPNG(encodePNG(Sample.picture([.clip(clip, [square])]), scale: 1))
    #expect(png[55, 25] == 0)
    #expect(png[49, 25] == 0xFFFFFF)
    #expect(png[55, 31] == 0xFFFFFF)
  }

  /// Chunks of a long line overlap; see-through, an overlap would be darker than the line.
  @Test func longSeeThroughLinesAreEvenlyTinted() throws {
    let points = (0...1000).map { Point(10 + Double($0) * 0.18, 50) }
    let stroke = Stroke(Color(0x000000, opacity: 0.5), width: 4)
    let png = try ReadPNG(encodePNG(Sample.picture([.polyline(points, stroke)]), scale: 1))
    let tints = Set((12..<188).map { png[$0, 50] })
    #expect(tints.count == 1)
    #expect(tints.allSatisfy { (0x7e7e7e...0x818181).contains($0) })
  }

  @Test func longLinesKeepTheirSpikes() throws {
    var points = (0..<1_000_000).map { Point(10 + Double($0) * 180e-6, 60) }
    points[500_000].y = 20
    let stroke = Stroke(.black, width: 1)
    let png = try ReadPNG(encodePNG(Sample.picture([.polyline(points, stroke)]), scale: 1))
    #expect((95...105).contains { png[$0, 25] != 0xFFFFFF })
    #expect((20..<180).allSatisfy { png[$0, 60] != 0xFFFFFF || png[$0, 59] != 0xFFFFFF })
  }

  @Test func pointsThatAreNotFiniteLeaveGapsOnly() throws {
    let stroke = Stroke(.black, width: 2)
    func line(_ points: [Point]) throws -> ReadPNG {
      try ReadPNG(
        encodePNG(
          Sample.picture([
            .polyline(points, stroke),
            .rectangle(Rect(x: 150, y: 80, width: 10, height: 10), fill: Color(0xD55E00)),
          ]), scale: 1))
    }
    for bad in [Double.nan, .infinity, -.infinity] {
      let png = try line([
        Point(10, 50), Point(40, 50), Point(60, bad), Point(bad, 50), Point(90, 50), Point(120, 50),
      ])
      #expect(png[20, 50] == 0)
      #expect(png[110, 50] == 0)
      #expect(png[60, 50] == 0xFFFFFF)
      #expect((0..<100).allSatisfy { png[0, $0] == 0xFFFFFF })
      #expect(png[155, 85] == 0xD55E00)
    }
    // Beyond 2^23 Cairo would wrap around; the way there and back stays where it belongs.
    let far = try line([Point(10, 50), Point(1e300, 50)])
    #expect((12..<200).allSatisfy { far[$0, 50] == 0 })
    #expect((0..<9).allSatisfy { far[$0, 50] == 0xFFFFFF })
  }

  @Test func nonsenseDrawsNothing() throws {
    let nan = Double.nan
    let style = TextStyle(size: nan)
    let png = try ReadPNG(
      encodePNG(
        Sample.picture([
          .rectangle(Rect(x: nan, y: 0, width: 10, height: 10), fill: .black),
          .rectangle(Rect(x: 0, y: 0, width: -5, height: 10), fill: .black),
          .marker(.circle, at: Point(nan, 1), size: 3, fill: .black, stroke: nil),
          .marker(.circle, at: Point(1, 1), size: -3, fill: .black, stroke: nil),
          .polyline([Point(1, 1), Point(9, 9)], Stroke(.black, width: nan)),
          .polyline([], Stroke(.black, width: 1)),
          .polygon([Point(1, 1), Point(nan, 9), Point(9, 9)], .black),
          .text(TextBlock("x", style), at: Point(nan, 9), Anchor(.leading, .top)),
          .clip(Rect(x: nan, y: nan, width: 9, height: 9), [Sample.text("x")]),
        ])))
    #expect(png.share(notOf: 0xFFFFFF) == 0)
  }

  @Test(arguments: [Size(0, 10), Size(10, -1), Size(.nan, 10), Size(20000, 10)])
  func refusesSizesThatCannotBeDrawn(_ size: Size) {
    let picture = Picture(
      size: size, background: .white, title: "", caption: "", primitives: [])
    #expect(throws: DrawingError.self) { try encodePNG(picture, scale: 2) }
  }

  @Test func manyAtOnceAreAsOneByOne() async throws {
    let expected = try encodePNG(Sample.everything)
    let document = Sample.document([Sample.everything])
    let pdf = try encodePDF(document)
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for i in 0..<16 {
        group.addTask {
          i % 2 == 0
            ? try encodePNG(Sample.everything) == expected : try encodePDF(document) == pdf
        }
      }
      return try await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }
}
