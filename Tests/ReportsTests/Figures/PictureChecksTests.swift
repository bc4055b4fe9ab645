import Drawing
import TestSupport
import Testing

@Suite struct PictureChecksTests {
  private func faults(_ primitives: [Primitive]) -> [String] {
    let picture = Picture(
      size: Size(100, 100), background: .white, title: "", caption: "", primitives: primitives)
    return PictureChecks(picture: picture, measurer: FixedMeasurer()).faults
  }

  private func text(_ string: String, _ x: Double, _ y: Double, size: Double = 10) -> Primitive {
    .text(
      TextBlock(string, TextStyle(size: size)), at: Point(x, y), Anchor(.leading, .top))
  }

  @Test func overlappingTextsAreFound() {
    #expect(faults([text("abc", 10, 10), text("def", 20, 15)]).count == 1)
    #expect(faults([text("abc", 10, 10), text("def", 10, 10)]).count == 1)
    #expect(faults([text("abc", 10, 10), text("def", 10, 21.5)]).isEmpty)
    #expect(faults([text("abc", 10, 10), text("def", 60, 10)]).isEmpty)
  }

  @Test func clippedTextIsFound() {
    #expect(faults([text("abcdefgh", 80, 10)]).count == 1)
    #expect(faults([text("abc", 10, 95)]).count == 1)
  }

  @Test func smallTextAndStrayPointsAreFound() {
    #expect(faults([text("abc", 10, 10, size: 6)]).count == 1)
    let line = [Point(0, 0), Point(.nan, 5), Point(50, 101)]
    #expect(faults([.polyline(line, Stroke(.black, width: 1))]).count == 2)
  }
}
