import Charts
import Drawing
import TestSupport
import Testing

@Suite struct PlotTests {
  let rect = Rect(x: 10, y: 20, width: 300, height: 150)

  private func texts(_ primitives: [Primitive]) -> [(string: String, rect: Rect)] {
    primitives.compactMap { primitive in
      guard case .text(let block, let point, let anchor, _) = primitive else { return nil }
      let extent = FixedMeasurer().measure(block)
      return (
        block.string, Rect.text(extent.size, baseline: extent.baseline, at: point, anchor)
      )
    }
  }

  private func draw(_ plot: Plot) -> [Primitive] {
    plot.primitives(in: rect, theme: .light, measurer: FixedMeasurer())
  }

  private func overlaps(_ rects: [Rect]) -> Int {
    rects.indices.reduce(0) { count, index in
      count + rects[(index + 1)...].count { $0.intersects(rects[index]) }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 12, 40]) func lineLabelsNeverOverlapOrLeave(count: Int) {
    let labels = (0..<count).map {
      LineLabel("arm number \($0)", value: "0.\($0)", y: 0.5, color: .black, priority: -$0)
    }
    let plot = Plot(
      x: Plot.Side(LinearScale(0...60), title: "epoch"), y: Plot.Side(LinearScale(0...1)),
      lineLabels: labels)
    let found = texts(draw(plot))
    #expect(overlaps(found.map(\.rect)) == 0)
    // A thousandth of a point is rounding.
    let room = rect.inset(left: -1e-3, top: -1e-3, right: -1e-3, bottom: -1e-3)
    let strays = found.filter { text in
      ![Point(text.rect.minX, text.rect.minY), Point(text.rect.maxX, text.rect.maxY)]
        .allSatisfy(room.contains)
    }
    #expect(strays.isEmpty, "\(strays)")
    #expect(found.contains { $0.string.contains("arm number 0") })
  }

  @Test func labelsThatDontFitAreCounted() {
    let labels = (0..<40).map { LineLabel("arm \($0)", y: 0.5, color: .black, priority: -$0) }
    let plot = Plot(
      x: Plot.Side(LinearScale(0...1)), y: Plot.Side(LinearScale(0...1)), lineLabels: labels)
    let names = texts(draw(plot)).map(\.string).filter { $0.hasPrefix("arm ") }
    #expect(texts(draw(plot)).contains { $0.string == "+ \(40 - names.count) more" })
    #expect(names.contains("arm 0") && !names.contains("arm 39"))
  }

  @Test func calloutsKeepClearOfEachOther() {
    let callouts = (0..<6).map {
      Callout("note \($0) about here", x: 0.5, y: 0.5, placement: .around, isRequired: true)
    }
    let plot = Plot(
      x: Plot.Side(LinearScale(0...1)), y: Plot.Side(LinearScale(0...1)), callouts: callouts)
    let notes = texts(draw(plot)).filter { $0.string.hasPrefix("note") }
    #expect(notes.count >= 3)
    #expect(overlaps(notes.map(\.rect)) == 0)
  }

  @Test func aNoteThatIsNotRequiredGivesWayToALine() {
    let wall = LineMark(
      x: [0, 0, 1, 1, 0], y: [0, 1, 1, 0, 0], stroke: Stroke(.black, width: 1))
    let stripes = (0..<60).map {
      LineMark(
        x: [0, 1], y: [Double($0) / 60, Double($0) / 60], stroke: Stroke(.black, width: 1))
    }
    let plot = Plot(
      x: Plot.Side(LinearScale(0...1)), y: Plot.Side(LinearScale(0...1)), marks: [wall] + stripes,
      callouts: [Callout("in the way", x: 0.5, y: 0.5, placement: .around)])
    #expect(!texts(draw(plot)).contains { $0.string == "in the way" })
  }

  @Test func aRulesLabelStandsOnIt() throws {
    let rule = RuleMark(.horizontal, at: 0.5, stroke: Stroke(.black, width: 1))
    let plot = Plot(
      x: Plot.Side(LinearScale(0...1)), y: Plot.Side(LinearScale(0...1)), marks: [rule],
      callouts: [rule.label("knowing nothing")])
    let frame = plot.frame(in: rect, theme: .light, measurer: FixedMeasurer())
    let label = try #require(texts(draw(plot)).first { $0.string == "knowing nothing" })
    #expect(label.rect.maxY <= frame.midY && label.rect.maxY > frame.midY - 4)
    #expect(label.rect.maxX <= frame.maxX && label.rect.maxX > frame.maxX - 8)
  }

  @Test func aRuleThatMeansNothingUnlabelledGoesWithItsLabel() {
    let stroke = Stroke(.black, width: 1, dashes: [1, 2])
    func hasRule(_ marks: [any Mark]) -> Bool {
      let plot = Plot(
        x: Plot.Side(LinearScale(0...1)), y: Plot.Side(LinearScale(0...1)), marks: marks,
        callouts: [Callout("chance", x: 0, y: 0.5, placement: .alongRule, rule: stroke)])
      let drawn = draw(plot)
      let isDrawn = drawn.contains {
        if case .polyline(_, let other) = $0 { other == stroke } else { false }
      }
      #expect(isDrawn == texts(drawn).contains { $0.string == "chance" })
      return isDrawn
    }
    let crowd = (0..<60).map { place in
      LineMark(
        x: [0, 1], y: [Double(place) / 60, Double(place) / 60], stroke: Stroke(.black, width: 1))
    }
    #expect(hasRule([]))
    #expect(!hasRule(crowd))
  }

  @Test func facetsThatShareMarginsShareTheirFrame() {
    let scales: [any Scale] = [LinearScale(0...1), LinearScale(0...123_456), LogScale(1e-9...1)]
    let plots = scales.map { Plot(x: Plot.Side(LinearScale(0...1)), y: Plot.Side($0)) }
    let shared = plots.reduce(Plot.Margins()) {
      $0.union($1.margins(in: rect.size, theme: .light, measurer: FixedMeasurer()))
    }
    let frames = plots.map { plot in
      var plot = plot
      plot.margins = shared
      return plot.frame(in: rect, theme: .light, measurer: FixedMeasurer())
    }
    #expect(Set(frames).count == 1)
  }

  @Test func epochsHaveWholeTicks() {
    for last in [1.0, 2, 3, 7, 15] {
      let plot = Plot(
        x: Plot.Side(LinearScale(0...last, hasWholeTicks: true)),
        y: Plot.Side(LinearScale(0...1), hasLabels: false))
      let labels = texts(draw(plot)).map(\.string)
      #expect(labels.count >= 2 && labels.allSatisfy { Int($0) != nil }, "\(labels)")
    }
  }
}
