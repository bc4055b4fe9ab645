import Drawing
import Testing

@testable import CairoBackend

@Suite struct SafeLineTests {
  private let box = Rect(x: 0, y: 0, width: 10, height: 10)

  @Test func staysWholeInside() {
    let points = [Point(1, 1), Point(5, 9), Point(10, 0)]
    #expect(
      SafeLine.stretches(of: points, within: box) == [SafeLine(points: points, start: 0)])
    #expect(SafeLine.stretches(of: [], within: box).isEmpty)
  }

  @Test func breaksWhereItIsNotFinite() {
    let points = [Point(1, 1), Point(2, 1), Point(3, .nan), Point(4, 1), Point(.infinity, 1)]
    #expect(
      SafeLine.stretches(of: points, within: box) == [
        SafeLine(points: [Point(1, 1), Point(2, 1)], start: 0),
        SafeLine(points: [Point(4, 1)], start: 1),
      ])
  }

  @Test func leavesAndComesBackAtTheEdge() {
    let points = [Point(5, 5), Point(15, 5), Point(15, 15), Point(-5, 5)]
    let stretches = SafeLine.stretches(of: points, within: box)
    #expect(stretches.count == 2)
    #expect(stretches.first == SafeLine(points: [Point(5, 5), Point(10, 5)], start: 0))
    let last = stretches.last?.points
    #expect(last?.first?.y == 10)
    #expect(last?.last?.x == 0)
  }

  @Test(arguments: [1e9, 1e150, 1e308, Double.greatestFiniteMagnitude])
  func staysInTheBoxHoweverFarItGoes(_ far: Double) {
    let points = [
      Point(5, 5), Point(far, 5), Point(-far, far), Point(-far, -far), Point(far, -far),
      Point(5, 5),
    ]
    let stretches = SafeLine.stretches(of: points, within: box)
    #expect(stretches.flatMap(\.points).allSatisfy { $0.isFinite && box.contains($0) })
    #expect(stretches.first?.points == [Point(5, 5), Point(10, 5)])
    #expect(stretches.allSatisfy { $0.start.isFinite })
    let shape = SafeLine.polygon(points, within: box)
    #expect(shape.allSatisfy { $0.isFinite && box.contains($0) })
  }

  @Test func polygonsAreCutAtTheBox() {
    let triangle = [Point(-10, 5), Point(20, -10), Point(20, 20)]
    let shape = SafeLine.polygon(triangle, within: box)
    #expect(shape.contains(Point(10, 10)) && shape.contains(Point(10, 0)))
    #expect(SafeLine.polygon([Point(20, 0), Point(30, 0), Point(30, 9)], within: box).isEmpty)
  }

  @Test func reductionKeepsEachColumnsEndsAndExtremes() {
    let points = (0..<8000).map { i in
      Point(Double(i) / 1000, Double((i * 7919 + 13) % 1009))
    }
    let reduced = SafeLine(points: points, start: 0).reduced(columnsPerPoint: 1).points
    for column in 0..<8 {
      let all = points[(1000 * column)..<(1000 * column + 1000)]
      let kept = reduced.filter { Int($0.x) == column }
      #expect(kept.count <= 4)
      #expect(kept.first == all.first)
      #expect(kept.last == all.last)
      #expect(kept.map(\.y).max() == all.map(\.y).max())
      #expect(kept.map(\.y).min() == all.map(\.y).min())
    }
    let short = SafeLine(points: Array(points.prefix(100)), start: 0)
    #expect(short.reduced(columnsPerPoint: 1) == short)
  }

  @Test func chunksOverlapAndGoOnWithTheDashes() {
    let points = (0...1000).map { Point(Double($0), 0) }
    let chunks = SafeLine(points: points, start: 7).chunks(of: 100, overlap: 3)
    #expect(chunks.first?.points.first == points.first)
    #expect(chunks.last?.points.last == points.last)
    for chunk in chunks {
      #expect(chunk.points.count <= 101)
      #expect(chunk.start == 7 + chunk.points[0].x)
    }
    for (a, b) in zip(chunks, chunks.dropFirst()) {
      #expect(a.points[a.points.count - 1].x - b.points[0].x >= 3)
      #expect(b.points[0].x > a.points[0].x)
    }
    let still = SafeLine(points: Array(repeating: Point(1, 1), count: 1000), start: 0)
    #expect(still.chunks(of: 100, overlap: 3).count < 30)
  }

  @Test func textKeepsItsPiecesWhenCharactersAreReplaced() {
    let text = SetText([
      TextRun("a語", TextStyle(size: 1)), TextRun("", TextStyle(size: 2)),
      TextRun("語b", TextStyle(size: 3)),
    ])
    let (replaced, characters) = text.replacing([1, 4])
    #expect(replaced.string == "a??b")
    #expect(characters == ["語"])
    #expect(replaced.pieces.map(\.bytes) == [0..<2, 2..<2, 2..<4])
    #expect(replaced.pieces.map(\.style.size) == [1, 2, 3])
  }

  @Test func noFontAtAllNamesThePackage() {
    let error = #expect(throws: DrawingError.self) { try Faces { _ in false } }
    #expect(error?.description.contains("apt install fonts-inter fonts-dejavu-core") == true)
    #expect(throws: Never.self) {
      let faces = try Faces { $0 == "DejaVu Sans" }
      #expect(faces.sans == "DejaVu Sans" && faces.mono == "DejaVu Sans")
    }
  }
}
