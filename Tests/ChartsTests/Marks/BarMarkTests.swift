import Charts
import Drawing
import Testing

@Suite struct BarMarkTests {
  /// Four bands of 25 points on each side; values run from 0 to 10.
  private func area(_ orientation: Orientation) -> PlotArea {
    let bands = BandScale(["a", "b", "c", "d"])
    let values = LinearScale(0...10)
    return PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 100),
      x: orientation == .vertical ? bands : values, y: orientation == .vertical ? values : bands)
  }

  private func rects(_ mark: BarMark, _ area: PlotArea) -> [Rect] {
    mark.primitives(in: area).compactMap {
      if case .rectangle(let rect, _, _, _) = $0 { rect } else { nil }
    }
  }

  @Test func verticalBarsStandOnTheBaseline() {
    let mark = BarMark(
      .vertical, values: [4, .nan, 20], places: [0, 1, 3], thickness: .share(0.8), color: .black)
    #expect(
      mark.primitives(in: area(.vertical)) == [
        .rectangle(Rect(x: 2.5, y: 60, width: 20, height: 40), fill: .black),
        .rectangle(Rect(x: 77.5, y: 0, width: 20, height: 100), fill: .black),
      ])
  }

  @Test func horizontalBarsReachToTheRight() {
    let mark = BarMark(values: [4], places: [0], thickness: .points(10), color: .black)
    #expect(rects(mark, area(.horizontal)) == [Rect(x: 0, y: 82.5, width: 40, height: 10)])
  }

  @Test func groupedBarsStandSideBySideWithoutTouching() {
    let bars = BarMark.grouped(
      .vertical, series: [[5], [10]], places: [1], share: 0.8, colors: [.black, .white])
    // Parts of 10 points around the band's middle at 37.5, each with a tenth left free.
    #expect(rects(bars[0], area(.vertical)) == [Rect(x: 28, y: 50, width: 9, height: 50)])
    #expect(rects(bars[1], area(.vertical)) == [Rect(x: 38, y: 0, width: 9, height: 100)])
  }

  @Test func theFirstOfGroupedHorizontalBarsIsTheUpperOne() {
    let bars = BarMark.grouped(
      .horizontal, series: [[5], [10]], places: [1], colors: [.black, .white])
    let places = bars.flatMap { rects($0, area(.horizontal)) }.map(\.midY)
    #expect(places.count == 2 && places[0] < places[1])
  }

  @Test func stacksGrowFromWhereTheLastEnded() {
    let bars = BarMark.stacked(
      .vertical, series: [[2, 3], [.nan, 4], [5, 1]], places: [0, 1], thickness: .share(1),
      colors: [.black, .white, .black])
    #expect(bars.map(\.starts) == [[0, 0], [2, 3], [2, 7]])
    #expect(rects(bars[2], area(.vertical)).map(\.minY) == [30, 20])
  }

  @Test func negativeValuesStackTheOtherWay() {
    let bars = BarMark.stacked(
      .vertical, series: [[-2], [3], [-1]], places: [0], colors: [.black, .white, .black])
    #expect(bars.map(\.starts) == [[0], [0], [-2]])
    #expect(bars.map(\.values) == [[-2], [3], [-3]])
  }

  @Test func barsOnALogScaleStartWhereTheAxisDoes() {
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 100), x: BandScale(["a"]), y: LogScale(1...100))
    let mark = BarMark(.vertical, values: [10], places: [0], thickness: .share(1), color: .black)
    #expect(rects(mark, area) == [Rect(x: 0, y: 50, width: 100, height: 50)])
  }

  @Test func moreBarsThanColumnsKeepTheirPeak() {
    var values = [Double](repeating: 1, count: 100_000)
    values[50_050] = 9
    let area = PlotArea(
      frame: Rect(x: 0, y: 0, width: 100, height: 100), x: LinearScale(0...1e5),
      y: LinearScale(0...10))
    let mark = BarMark(
      .vertical, values: values, places: values.indices.map(Double.init), color: .black)
    let rects = rects(mark, area)
    #expect(rects.count == 200)
    #expect(rects.map(\.minY).min() == 10)
  }

  @Test func seriesNeedAColourEach() async {
    await #expect(processExitsWith: .failure) {
      _ = BarMark.grouped(.vertical, series: [[1], [2]], places: [0], colors: [.black])
    }
  }
}
