import Charts
import Drawing
import TestSupport
import Testing

@Suite struct LineMarkTests {
  let area = PlotArea(
    frame: Rect(x: 0, y: 0, width: 100, height: 100), x: LinearScale(0...10), y: LinearScale(0...1))
  let stroke = Stroke(.black, width: 1)

  @Test func aGapBreaksALine() {
    let mark = LineMark(x: [0, 5, 6, 8, 10], y: [1, 0.5, .nan, 0.25, 0], stroke: stroke)
    #expect(
      mark.primitives(in: area) == [
        .polyline([Point(0, 0), Point(50, 50)], stroke),
        .polyline([Point(80, 75), Point(100, 100)], stroke),
      ])
  }

  @Test func aValueBetweenGapsIsADot() {
    let mark = LineMark(x: [0, 5, 10], y: [.nan, 0.5, .infinity], stroke: stroke)
    #expect(
      mark.primitives(in: area) == [
        .marker(.circle, at: Point(50, 50), size: 2, fill: .black, stroke: nil)
      ])
  }

  /// From (0, 0.5) to (10, 1.5) the line crosses the frame's top in its middle.
  @Test func aLineEndsAtTheFrame() {
    let mark = LineMark(x: [0, 10], y: [0.5, 1.5], stroke: stroke)
    #expect(mark.primitives(in: area) == [.polyline([Point(0, 50), Point(50, 0)], stroke)])
  }

  @Test(arguments: [1e9, 1e30, 1e300, -1e308])
  func hugeValuesStayInTheFrame(value: Double) {
    let mark = LineMark(x: [0, 5, 10], y: [0.5, value, 0.5], stroke: stroke)
    for case .polyline(let line, _) in mark.primitives(in: area) {
      #expect(line.allSatisfy { $0.isFinite && area.frame.contains($0) })
    }
    #expect(!mark.primitives(in: area).isEmpty)
  }

  @Test func spikesSurviveDecimation() {
    var y = (0..<1_000_000).map { Double($0 % 7) / 100 }
    y[123_456] = 0.99
    y[777_777] = -0.5
    let mark = LineMark(
      x: y.indices.map { Double($0) / 100_000 }, y: y, stroke: stroke)
    let lines = mark.primitives(in: area).compactMap {
      if case .polyline(let line, _) = $0 { line } else { nil }
    }
    #expect(lines.joined().count < 900)
    #expect(lines.joined().contains { ($0.y - 1).magnitude < 1e-9 })
    #expect(lines.joined().contains { $0.y == 100 })
  }

  @Test func decimationKeepsFirstLowHighLastOfAColumn() {
    let line = [0.0, 3, 9, 1, 2, 5, 4].enumerated().map { Point(Double($0) * 0.01, $1) }
    #expect(decimated(line, columnWidth: 1).map(\.y) == [0, 9, 4])
    #expect(decimated(line.reversed(), columnWidth: 1).count == 7)
  }

  @Test func aStepHoldsUntilTheNext() {
    let mark = StepMark(x: [0, 4, 5, 6, 10], y: [1, 1, 0.5, 0.5, 0.5], stroke: stroke)
    #expect(
      mark.primitives(in: area) == [
        .polyline([Point(0, 0), Point(50, 0), Point(50, 50), Point(100, 50)], stroke)
      ])
  }

  @Test func aStepHoldsUpToAGap() {
    let mark = StepMark(x: [0, 4, 6, 8], y: [1, .nan, 0.5, 0.5], stroke: stroke)
    #expect(
      mark.primitives(in: area) == [
        .polyline([Point(0, 0), Point(40, 0)], stroke),
        .polyline([Point(60, 50), Point(80, 50)], stroke),
      ])
  }

  @Test func aRuleBeyondTheFrameIsNotDrawn() {
    #expect(RuleMark(.horizontal, at: 2, stroke: stroke).primitives(in: area).isEmpty)
    #expect(RuleMark(.horizontal, at: .nan, stroke: stroke).primitives(in: area).isEmpty)
    #expect(RuleMark(.vertical, at: 5, stroke: stroke).primitives(in: area).count == 1)
  }

  @Test func anIntervalIsCutAtTheFrame() {
    let mark = IntervalMark(
      .vertical, at: 5, estimate: 0.5, lower: 0.25, upper: 8, stroke: stroke, markerSize: 4)
    #expect(
      mark.primitives(in: area) == [
        .polyline([Point(50, 75), Point(50, 0)], stroke),
        .marker(.circle, at: Point(50, 50), size: 4, fill: .black, stroke: nil),
      ])
  }
}
