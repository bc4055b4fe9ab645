import Charts
import Drawing
import TestSupport
import Testing

@Suite struct ComparisonMarkTests {
  private let stroke = Stroke(.black, width: 1)

  private var rows: PlotArea {
    PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 100), x: LinearScale(0...10),
      y: BandScale(["a", "b"]))
  }

  @Test func aDumbbellJoinsItsEnds() {
    let mark = DumbbellMark(
      pairs: [(start: 2, end: 6), (start: 4, end: .nan)], places: [0, 1],
      from: DumbbellMark.End(.circle, .black), to: DumbbellMark.End(.cross, .black), size: 4,
      stroke: stroke)
    #expect(
      mark.primitives(in: rows) == [
        .polyline([Point(20, 75), Point(60, 75)], stroke),
        .marker(.circle, at: Point(20, 75), size: 4, fill: .black, stroke: nil),
        .marker(.circle, at: Point(40, 25), size: 4, fill: .black, stroke: nil),
        .marker(.cross, at: Point(60, 75), size: 4, fill: nil, stroke: stroke),
      ])
  }

  @Test func anIntervalThatGoesOnHasAnArrow() {
    let mark = ForestMark(
      [ForestMark.Row(place: 0, estimate: 5, lower: 3, upper: .infinity, color: .black)],
      lineWidth: 1)
    #expect(
      mark.primitives(in: rows) == [
        .polyline([Point(30, 75), Point(100, 75)], stroke),
        .polygon([Point(100, 75), Point(95.5, 72.4), Point(95.5, 77.6)], .black),
        .marker(.circle, at: Point(50, 75), size: 5, fill: .black, stroke: nil),
      ])
  }

  @Test func anEstimateWithoutAnIntervalIsADot() {
    let mark = ForestMark([
      ForestMark.Row(place: 0, estimate: 5, lower: .nan, upper: .nan, color: .black)
    ])
    #expect(
      mark.primitives(in: rows) == [
        .marker(.circle, at: Point(50, 75), size: 5, fill: .black, stroke: nil)
      ])
  }

  @Test func anEstimateBeyondTheFrameIsAnArrow() {
    let mark = ForestMark([
      ForestMark.Row(place: 0, estimate: -4, lower: .nan, upper: .nan, color: .black)
    ])
    #expect(
      mark.primitives(in: rows) == [
        .polygon([Point(0, 75), Point(4.5, 72.4), Point(4.5, 77.6)], .black)
      ])
  }

  @Test func anAreaStandsOnItsBaselineAndBreaksAtGaps() {
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 100), x: LinearScale(0...10),
      y: LinearScale(0...1))
    let mark = AreaMark(
      x: [0, 2, 4, 6, 8], y: [0.5, 1, .nan, 0.5, 0.5], baseline: 0, color: .black)
    #expect(
      mark.primitives(in: area) == [
        .polygon([Point(0, 50), Point(20, 0), Point(20, 100), Point(0, 100)], .black),
        .polygon([Point(60, 50), Point(80, 50), Point(80, 100), Point(60, 100)], .black),
      ])
  }

  /// The upper edge runs from 0.5 to 1.5 over ten: it crosses the frame's top in the middle.
  @Test func aBandIsCutAtTheFrameRatherThanPressedAgainstIt() {
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 100), x: LinearScale(0...10),
      y: LinearScale(0...1))
    let mark = BandMark(x: [0, 10], lower: [0, 0], upper: [0.5, 1.5], color: .black)
    let points = mark.primitives(in: area).flatMap(\.points)
    #expect(
      Set(points) == [
        Point(0, 50), Point(50, 0), Point(100, 0), Point(100, 100), Point(0, 100),
      ])
  }

  @Test func cellsFillTheirShareOfAStep() {
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 100), x: BandScale(["a", "b"]),
      y: BandScale(["c", "d"]))
    let mark = CellMark(
      [CellMark.Cell(x: 0, y: 1, color: .black)], width: .share(0.5), height: .points(10))
    #expect(
      mark.primitives(in: area) == [
        .rectangle(Rect(x: 12.5, y: 20, width: 25, height: 10), fill: .black)
      ])
  }

  @Test func aTextWiderThanItsCellIsCutAndAHigherOneLeftOut() {
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 20), x: BandScale(["a", "b"]),
      y: BandScale(["c"]))
    func widths(_ string: String, size: Double) -> [Double?] {
      let label = TextMark.Label(
        TextBlock(string, TextStyle(size: size)), x: 0, y: 0, measurer: FixedMeasurer())
      return TextMark([label], room: .cell).primitives(in: area).map { primitive in
        if case .text(let block, _, _, _) = primitive { block.width } else { nil }
      }
    }
    #expect(widths("0.5", size: 8) == [nil])
    #expect(widths("a very long number", size: 8) == [47])
    #expect(widths("0.5", size: 20) == [])
  }

  @Test func aTextThatWouldLeaveTheFrameIsLeftOut() {
    let label = TextMark.Label(
      TextBlock("wine", TextStyle(size: 8)), x: 9.9, y: 0.5, measurer: FixedMeasurer())
    #expect(TextMark([label], alignment: .leading).primitives(in: rows).isEmpty)
    #expect(TextMark([label], alignment: .trailing).primitives(in: rows).count == 1)
  }
}
