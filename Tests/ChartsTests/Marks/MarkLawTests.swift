import Charts
import Drawing
import TestSupport
import Testing

/// Every conformer of `Mark` goes through the law checker.
@Suite struct MarkLawTests {
  private static let stroke = Stroke(.black, width: 1)

  /// How a mark is made of two lists of numbers.
  private struct Sample: Sendable {
    var name: String
    var make: @Sendable ([Double], [Double]) -> any Mark

    init(_ name: String, _ make: @escaping @Sendable ([Double], [Double]) -> any Mark) {
      self.name = name
      self.make = make
    }
  }

  private static let lines: [Sample] = [
    Sample("line") { x, y in LineMark(x: x, y: y, stroke: stroke) },
    Sample("step") { x, y in StepMark(x: x, y: y, stroke: stroke) },
    Sample("band") { x, y in
      BandMark(x: x, lower: y.map { $0 / 2 }, upper: y, color: .black)
    },
    Sample("area") { x, y in AreaMark(x: x, y: y, color: .black) },
    Sample("horizontal rule") { _, y in RuleMark(.horizontal, at: y.first ?? .nan, stroke: stroke)
    },
    Sample("vertical rule") { x, _ in RuleMark(.vertical, at: x.first ?? .nan, stroke: stroke) },
    Sample("point") { x, y in PointMark(x: x, y: y, shape: .cross, size: 4, fill: .black) },
    Sample("ECDF") { x, y in ECDFMark(x + y, stroke: stroke) },
    Sample("slope") { x, y in
      SlopeMark(from: 0, to: 1, pairs: zip(x, y).map { (start: $0, end: $1) }, stroke: stroke)
    },
    Sample("text") { x, y in
      TextMark(
        zip(x, y).map { x, y in
          TextMark.Label(
            TextBlock("text", TextStyle(size: 7)), x: x, y: y, measurer: FixedMeasurer())
        }, room: .cell)
    },
    Sample("cell") { x, y in
      CellMark(zip(x, y).map { CellMark.Cell(x: $0, y: $1, color: .black) })
    },
    Sample("heat map") { _, y in
      HeatMapMark(
        columns: 0...1, rows: 0...1, values: [y], range: 0...1, ramp: ColorRamp([.white, .black]))
    },
  ]

  private static let bars: [Sample] = [
    Sample("horizontal bar") { x, y in BarMark(values: x, places: y, color: .black) },
    Sample("vertical bar") { x, y in BarMark(.vertical, values: y, places: x, color: .black) },
    Sample("grouped bar") { x, y in
      BarMark.grouped(.vertical, series: [y, y], places: x, colors: [.black, .white])[1]
    },
    Sample("stacked bar") { x, y in
      BarMark.stacked(.vertical, series: [y, y], places: x, colors: [.black, .white])[1]
    },
    Sample("dumbbell") { x, y in
      DumbbellMark(
        pairs: zip(x, y).map { (start: $0, end: $1) }, places: y,
        from: DumbbellMark.End(.circle, .black), to: DumbbellMark.End(.plus, .black),
        stroke: stroke)
    },
    Sample("interval") { x, y in
      IntervalMark(
        .vertical, at: x.first ?? .nan, estimate: y.first ?? .nan, lower: y.min() ?? .nan,
        upper: y.max() ?? .nan, stroke: stroke, markerSize: 4)
    },
    Sample("range") { x, y in
      RangeMark(
        zip(x, y).map { x, y in
          RangeMark.Range(place: x, ends: (y, y * 2), core: (y, y), median: y)
        }, color: .black, medianColor: .white, thickness: 4, lineWidth: 1)
    },
    Sample("forest") { x, y in
      ForestMark(
        zip(x, y).map { x, y in
          ForestMark.Row(place: y, estimate: x, lower: x - 1, upper: x * 2, color: .black)
        })
    },
  ]

  private static func edges(_ x: [Double]) -> [Double] { x + [(x.last ?? 0) + 1] }

  private static let distributions: [Sample] = [
    Sample("box") { x, y in
      BoxMark(
        .vertical, boxes: [BoxMark.Box(place: x.first ?? 0, values: y)].compactMap(\.self),
        color: .black, fill: .white)
    },
    Sample("horizontal histogram") { x, y in
      HistogramMark(edges: edges(x), values: y, stroke: stroke, fill: .black)
    },
    Sample("vertical histogram") { x, y in
      HistogramMark(.vertical, edges: edges(x), values: y, stroke: stroke)
    },
    Sample("ridgeline") { x, y in
      RidgelineMark([
        RidgelineMark.Ridge(place: y.first ?? 0, .values(x), stroke: stroke, fill: .white)
      ])
    },
    Sample("ridgeline of bins") { x, y in
      RidgelineMark([
        RidgelineMark.Ridge(
          place: 0, .histogram(edges: edges(x), counts: y), stroke: stroke, fill: .white)
      ])
    },
    Sample("violin") { x, y in
      ViolinMark(.vertical, [.values(y)], places: [x.first ?? 0], fill: .black)
    },
    Sample("strip") { x, y in
      StripMark(.horizontal, values: x, place: y.first ?? 0, color: .black)
    },
  ]

  private static let marks = lines + bars + distributions

  @Test(arguments: marks.map(\.name)) func marksKeepTheLaws(name: String) throws {
    let mark = try #require(Self.marks.first { $0.name == name })
    checkLaws(of: mark.name, mark.make)
  }
}
