import Charts
import Drawing
import Testing

@Suite struct LabelPlacementTests {
  @Test func labelsWithRoomStayWhereTheyAre() {
    #expect(spread([10, 50, 90], heights: [8, 8, 8], gap: 2, within: 0...100) == [10, 50, 90])
  }

  @Test func labelsAtOnePlaceMoveApartEvenly() {
    #expect(spread([50, 50], heights: [10, 10], gap: 2, within: 0...100) == [44, 56])
    #expect(spread([50, 50, 50], heights: [10, 10, 10], gap: 0, within: 0...100) == [40, 50, 60])
  }

  @Test func labelsStayInTheRange() {
    #expect(spread([0, 1], heights: [10, 10], gap: 0, within: 0...100) == [5, 15])
    #expect(spread([100, 99], heights: [10, 10], gap: 0, within: 0...100) == [95, 85])
  }

  @Test(arguments: 1...20) func labelsNeverOverlap(count: Int) {
    let wanted = (0..<count).map { Double($0 * 37 % 11) * 9 }
    let places = spread(
      wanted, heights: wanted.map { _ in 4 }, gap: 1, within: 0...100)
    let sorted = places.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 5 - 1e-9 })
    #expect(sorted.allSatisfy { $0 >= 2 - 1e-9 && $0 <= 98 + 1e-9 })
  }

  @Test func aLabelAvoidsLinesAndOtherLabels() {
    var placer = LabelPlacer(bounds: Rect(x: 0, y: 0, width: 100, height: 100))
    placer.avoid([.polyline([Point(0, 5), Point(100, 5)], Stroke(.black, width: 1))])
    let size = Size(20, 8)
    let corners = [Point(0, 0), Point(0, 10), Point(0, 20)]
    #expect(placer.place(size, at: corners)?.minY == 10)
    #expect(placer.place(size, at: corners)?.minY == 20)
    #expect(placer.place(size, at: [Point(0, 10), Point(90, 50)]) == nil)
  }

  @Test func aLabelWithoutFreeRoomCrossesTheFewestLines() {
    var placer = LabelPlacer(bounds: Rect(x: 0, y: 0, width: 100, height: 100))
    for y in [5.0, 6, 55] {
      placer.avoid([.polyline([Point(0, y), Point(100, y)], Stroke(.black, width: 1))])
    }
    #expect(placer.place(Size(20, 10), at: [Point(0, 0), Point(0, 50)])?.minY == 50)
  }
}
