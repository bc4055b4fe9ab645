import Charts
import Drawing
import TestSupport
import Testing

@Suite struct LayoutTests {
  private let rect = Rect(x: 10, y: 20, width: 400, height: 300)

  private func strings(_ primitives: [Primitive]) -> [String] {
    primitives.compactMap { primitive in
      if case .text(let block, _, _, _) = primitive { block.string } else { nil }
    }
  }

  private func facets(
    _ count: Int, columns: Int, sharesX: Bool = true, sharesY: Bool = true
  ) -> Facets {
    Facets(
      (0..<count).map { index in
        Facets.Facet(
          PanelHeading("layer \(index)"),
          Plot(
            x: Plot.Side(LinearScale(0...60), title: "epoch"),
            y: Plot.Side(
              sharesY ? LogScale(1e-6...1) : LinearScale(0...Double(10 * index + 1)))))
      }, columns: columns, sharesX: sharesX, sharesY: sharesY)
  }

  @Test(arguments: [1, 2, 3, 5, 7, 12], [true, false])
  func framesOfFacetsHaveOneSizeAndStandInLine(count: Int, isShared: Bool) {
    let facets = facets(count, columns: 3, sharesX: isShared, sharesY: isShared)
    let frames = facets.frames(in: rect, theme: .light, measurer: FixedMeasurer())
    #expect(frames.count == count)
    for (index, frame) in frames.enumerated() {
      #expect(frame.width.isClose(to: frames[0].width, within: 1e-9))
      #expect(frame.height.isClose(to: frames[0].height, within: 1e-9))
      #expect(frame.minY == frames[index / 3 * 3].minY)
      #expect(frame.minX == frames[index % 3].minX)
      #expect(frame.minX >= rect.minX && frame.maxX <= rect.maxX + 1e-9)
      #expect(frame.minY >= rect.minY && frame.maxY <= rect.maxY + 1e-9)
    }
    #expect(frames[0].width > 60 && frames[0].height > 30)
  }

  @Test func sharedLabelsStandAtTheOuterEdgeOnly() {
    let texts = strings(
      facets(5, columns: 3).primitives(in: rect, theme: .light, measurer: FixedMeasurer()))
    #expect(texts.count { $0 == "1" } == 2, "the y labels of two rows")
    #expect(texts.count { $0 == "0" } == 3, "the x labels of three columns")
    #expect(texts.count { $0.contains("epoch") } == 1)
    #expect((0..<5).allSatisfy { texts.contains("layer \($0)") })
  }

  @Test func plotsWithScalesOfTheirOwnKeepTheirLabels() {
    let texts = strings(
      facets(4, columns: 2, sharesX: false, sharesY: false)
        .primitives(in: rect, theme: .light, measurer: FixedMeasurer()))
    #expect(texts.count { $0.contains("epoch") } == 4)
  }

  @Test func theNumberOfColumnsSuitsTheShape() {
    #expect(Facets.columns(for: 4, in: Size(400, 300), aspect: 1.5) == 2)
    #expect(Facets.columns(for: 6, in: Size(900, 100), aspect: 1.5) == 6)
    #expect(Facets.columns(for: 6, in: Size(100, 900), aspect: 1.5) == 1)
    #expect(Facets.columns(for: 0, in: Size(100, 100)) == 1)
  }

  @Test func anInsetTakesAFreeCorner() {
    func draw(_ line: [Double], required: Bool = false) -> [Primitive] {
      var plot = Plot(
        x: Plot.Side(LinearScale(0...10)), y: Plot.Side(LinearScale(0...1)),
        marks: [LineMark(x: [0, 5, 10], y: line, stroke: Stroke(.black, width: 1))])
      plot.insets = [
        Inset(
          Plot(x: Plot.Side(LinearScale(0...1)), y: Plot.Side(LinearScale(0...1))),
          heading: PanelHeading("", "closer"), size: Size(150, 110), isRequired: required)
      ]
      return plot.primitives(in: rect, theme: .light, measurer: FixedMeasurer())
    }
    func place(_ shapes: [Primitive]) -> Point? {
      shapes.lazy.compactMap { shape in
        if case .text(let block, let point, _, _) = shape, block.string == "closer" {
          point
        } else {
          nil
        }
      }.first
    }
    let falling = place(draw([1, 0.1, 0]))
    #expect((falling?.x ?? 0) > rect.midX && (falling?.y ?? 1000) < rect.midY)
    let rising = place(draw([0, 0.1, 1]))
    #expect((rising?.x ?? 1000) < rect.midX && (rising?.y ?? 1000) < rect.midY)
  }

  @Test func legendsBreakLinesAndCountWhatIsMissing() {
    let legend = Legend((0..<12).map { Legend.Entry("arm number \($0)", .fill(.black)) })
    let measurer = FixedMeasurer()
    let size = legend.size(width: 200, theme: .light, measurer: measurer)
    #expect(size.width <= 200 && size.height > 40)
    let whole = Rect(x: 0, y: 0, width: 200, height: size.height)
    #expect(strings(legend.primitives(in: whole, theme: .light, measurer: measurer)).count == 12)
    let half = Rect(x: 0, y: 0, width: 200, height: size.height / 2)
    let shown = strings(legend.primitives(in: half, theme: .light, measurer: measurer))
    #expect(shown.last == "+ \(12 - shown.count + 1) more")
    #expect(legend.primitives(in: Rect(Size(200, 2)), theme: .light, measurer: measurer).isEmpty)
  }

  @Test(arguments: Theme.all.map(\.name))
  func aSwatchShowsColourDashAndMarker(name: String) throws {
    let theme = try #require(Theme.named(name))
    let style = theme.arm(1)
    let shapes = Legend([.line("experiment", style)]).primitives(
      in: Rect(Size(200, 20)), theme: theme, measurer: FixedMeasurer())
    guard case .polyline(let line, let stroke) = try #require(shapes.first) else {
      Issue.record("no line in \(shapes)")
      return
    }
    #expect(stroke.dashes == style.dashes && stroke.color == style.color)
    #expect(line[1].x - line[0].x >= 2 * style.dashes.reduce(0, +), "a dash shows twice")
    #expect(
      shapes.contains { shape in
        if case .marker(let marker, _, _, _, _) = shape { marker == style.marker } else { false }
      })
  }

  private func table(rows: Int, name: String = "unscaled") -> Table {
    Table(
      [Table.Column("arm"), Table.Column("loss", .trailing)],
      rows: (0..<rows).map { [[Theme.light.small("\(name) \($0)")], [Theme.light.small("1.08")]] })
  }

  @Test func tablesCountTheRowsThatHaveNoRoom() {
    let table = table(rows: 20)
    let height = table.height(theme: .light, measurer: FixedMeasurer())
    func draw(_ height: Double) -> [String] {
      strings(
        table.primitives(
          in: Rect(x: 0, y: 0, width: 200, height: height), theme: .light,
          measurer: FixedMeasurer()))
    }
    #expect(draw(height).count == 42 && draw(height).last == "1.08")
    let shown = draw(height / 2)
    #expect(shown.last == "+ \(20 - (shown.count - 3) / 2) more")
    #expect(draw(5).isEmpty)
  }

  @Test func longNamesAreCutAndNumbersAreNot() {
    let shapes = table(rows: 1, name: String(repeating: "long ", count: 40)).primitives(
      in: Rect(x: 0, y: 0, width: 120, height: 60), theme: .light, measurer: FixedMeasurer())
    let widths = shapes.compactMap { shape -> Double?? in
      if case .text(let block, _, _, _) = shape { .some(block.width) } else { nil }
    }
    #expect(widths.count == 4)
    #expect(widths[2] != nil && widths[3] == nil)
    #expect(shapes.flatMap(\.points).allSatisfy { $0.x <= 120 })
  }
}
