import Charts
import Drawing
import Glibc
import TestSupport
import Testing

@Suite struct DistributionMarkTests {
  private let frame = Rect(x: 0, y: 0, width: 100, height: 100)
  private let stroke = Stroke(.black, width: 1)

  private var upright: PlotArea {
    PlotArea(frame: frame, x: BandScale(["a", "b"]), y: LinearScale(0...10))
  }

  /// Quartiles of 1, 2, 3, 4, 5 and 100 by R's type 7 are 2.25 and 4.75: 100 lies beyond 8.5.
  @Test func aBoxHasTukeysNumbers() throws {
    let box = try #require(BoxMark.Box(place: 0, values: [100, 3, 1, .nan, 5, 2, 4, .infinity]))
    #expect(box.quartiles == 2.25...4.75)
    #expect(box.median == 3.5)
    #expect(box.whiskers == 1...5)
    #expect(box.outliers == [100])
    #expect(BoxMark.Box(place: 0, values: [.nan]) == nil)
  }

  @Test func aBoxIsDrawnFromWhiskersToMedian() throws {
    let box = BoxMark.Box(
      place: 0, whiskers: 1...9, quartiles: 4...6, median: 5, outliers: [0, 20])
    let mark = BoxMark(
      .vertical, boxes: [box], thickness: .points(20), color: .black, fill: .white, lineWidth: 1)
    #expect(
      mark.primitives(in: upright) == [
        .polyline([Point(25, 90), Point(25, 60)], stroke),
        .polyline([Point(25, 10), Point(25, 40)], stroke),
        .rectangle(
          Rect(x: 15, y: 40, width: 20, height: 20), fill: .white, stroke: stroke, cornerRadius: 0),
        .polyline([Point(15, 50), Point(35, 50)], Stroke(.black, width: 2.2)),
        .marker(.circle, at: Point(25, 100), size: 2.6, fill: nil, stroke: stroke),
      ])
  }

  /// Three equal values in a row of dots 4 wide: one stays, one goes right, one left.
  @Test func aSwarmSpreadsAsLittleAsItMust() {
    let mark = StripMark(
      .vertical, values: [5, 5, 5, 8], place: 0, thickness: .points(30), size: 4, color: .black)
    let points = mark.primitives(in: upright).flatMap(\.points)
    #expect(points == [Point(25, 50), Point(29, 50), Point(21, 50), Point(25, 20)])
  }

  @Test func dotsOfASwarmNeverOverlap() {
    let values = (0..<200).map { (index: Int) -> Double in
      5 + 0.06 * Double(index * 37 % 101 - 50)
    }
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 400, height: 100), x: LinearScale(0...10),
      y: BandScale(["a"]))
    let points = StripMark(
      .horizontal, values: values, place: 0, thickness: .share(1), size: 3, color: .black
    ).primitives(in: area).flatMap(\.points)
    #expect(points.count == 200)
    for (index, a) in points.enumerated() {
      for b in points[(index + 1)...] {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        #expect(dx * dx + dy * dy >= 9 - 1e-6)
      }
    }
  }

  @Test func aStripStaysWithinItsThickness() {
    let mark = StripMark(
      .vertical, values: [Double](repeating: 5, count: 3000), place: 0, thickness: .points(20),
      size: 4, color: .black)
    let points = mark.primitives(in: upright).flatMap(\.points)
    #expect(points.allSatisfy { (17.0...33).contains($0.x) })
    #expect(Set(points.map { ($0.x / 2).rounded() }).count > 6)
  }

  /// Equal counts on equal bins: the density is flat, so the violin is as wide everywhere.
  @Test func aViolinOfBinsIsAsWideAsTheyAreFull() {
    let mark = ViolinMark(
      .vertical, [.histogram(edges: [0, 5, 10], counts: [4, 4])], places: [0],
      thickness: .points(20), fill: .black)
    #expect(
      mark.primitives(in: upright) == [
        .polygon(
          [
            Point(25, 100), Point(15, 75), Point(15, 25), Point(25, 0), Point(25, 0),
            Point(35, 25), Point(35, 75), Point(25, 100),
          ], .black)
      ])
  }

  @Test func violinsEndAtTheOutermostValues() {
    let values = (0...100).map { 2 + Double($0) / 25 }
    let shape = ViolinMark(.vertical, [.values(values)], places: [0], fill: .black)
      .primitives(in: upright).flatMap(\.points)
    #expect(shape.map(\.y).min()?.isClose(to: 40, within: 1e-9) == true)
    #expect(shape.map(\.y).max()?.isClose(to: 80, within: 1e-9) == true)
  }

  @Test func aConstantIsALineAcross() {
    let mark = ViolinMark(
      .vertical, [.values([5, 5, 5])], places: [0], thickness: .points(20), fill: .black,
      stroke: stroke)
    #expect(mark.primitives(in: upright) == [.polyline([Point(15, 50), Point(35, 50)], stroke)])
  }

  /// A logistic density falls to sech²(π / 2√3) = 0.482 of its peak one deviation from the mean.
  ///
  /// The kernel, a fifth of a deviation wide, flattens the bell by some hundredths.
  @Test func densitiesAreBellsOfTheRightShape() throws {
    let deviates = (1..<2000).map { index -> Double in
      let share = Double(index) / 2000
      return log(share / (1 - share)) * 0.5513
    }
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 800, height: 100), x: LinearScale(-4...4),
      y: LinearScale(-0.5...1.5))
    let ridge = RidgelineMark.Ridge(
      place: 0, .values(deviates), stroke: stroke, fill: .white)
    let shapes = RidgelineMark([ridge], overlap: 1, drop: .points(0)).primitives(in: area)
    let outline = shapes.last?.points ?? []
    let base = try #require(outline.first?.y)
    func height(_ x: Double) -> Double {
      base - (outline.min { ($0.x - x).magnitude < ($1.x - x).magnitude }?.y ?? 0)
    }
    #expect((height(500) / height(400)).isClose(to: 0.482, within: 0.08))
    #expect((height(300) / height(500)).isClose(to: 1, within: 0.03))
  }

  @Test func ridgesNeverLeaveTheFrameButShrinkTogether() {
    let ridges = (0..<2).map {
      RidgelineMark.Ridge(
        place: Double($0), .histogram(edges: [0, 5, 10], counts: [1, 1]), stroke: stroke,
        fill: .white)
    }
    let area = PlotArea(frame: frame, x: LinearScale(0...10), y: BandScale(["a", "b"]))
    let shapes = RidgelineMark(ridges, overlap: 3, drop: .points(0)).primitives(in: area)
    let heights = shapes.compactMap { shape -> Double? in
      guard case .polyline(let line, _) = shape, let top = line.map(\.y).min(),
        let base = line.first?.y
      else { return nil }
      return base - top
    }
    // The upper ridge stands at 25, so neither may be higher.
    #expect(heights.isClose(to: [25, 25], within: 1e-9))
  }

  @Test func aHistogramRisesFromItsBase() {
    let mark = HistogramMark(.vertical, edges: [0, 1, 2, 3], values: [0, 5, 10], stroke: stroke)
    let area = PlotArea(frame: frame, x: LinearScale(0...4), y: LinearScale(0...10))
    #expect(
      mark.primitives(in: area) == [
        .polyline(
          [
            Point(25, 100), Point(25, 50), Point(50, 50), Point(50, 0), Point(75, 0),
            Point(75, 100),
          ], stroke)
      ])
  }

  @Test func aCumulativeCurveCountsWhatNeverEnds() {
    let area = PlotArea(frame: frame, x: LinearScale(0...10), y: LinearScale(0...1))
    let mark = ECDFMark([2, 4, 4, .infinity, .nan], stroke: stroke)
    #expect(
      mark.primitives(in: area) == [
        .polyline(
          [
            Point(0, 100), Point(20, 100), Point(20, 80), Point(40, 80), Point(40, 40),
            Point(100, 40),
          ], stroke)
      ])
  }

  @Test func aHeatMapHasTheHighestRowFirst() {
    let area = PlotArea(frame: frame, x: LinearScale(0...10), y: LinearScale(0...1))
    let mark = HeatMapMark(
      columns: 0...10, rows: 0...1, values: [[0, 1], [1, .nan]], range: 0...1,
      ramp: ColorRamp([.white, .black]))
    #expect(
      mark.primitives(in: area) == [
        .raster(
          Raster(columns: 2, rows: 2, cells: [.white, .black, .black, .white]), area.frame)
      ])
  }

  /// 100 points have room for 200 columns: five of a thousand become one.
  @Test func aHeatMapOfManyColumnsShowsTheirMeans() {
    let area = PlotArea(frame: frame, x: LinearScale(0...1), y: LinearScale(0...1))
    let mark = HeatMapMark(
      columns: 0...1, rows: 0...1, values: [(0..<1000).map { Double($0 % 5) }], range: 0...4,
      ramp: ColorRamp([.white, .black]))
    guard case .raster(let raster, _) = mark.primitives(in: area).first else {
      Issue.record("no raster")
      return
    }
    #expect(raster.columns == 200)
    #expect(Set(raster.cells) == [Color(red: 0.5, green: 0.5, blue: 0.5)])
  }
}
