import JSONTrees
import Testing

@testable import Reports

@Suite struct JSONLinesTests {
  private let spec = JSON.object([
    .init("optimizer", .object([.init("sgd", .object([.init("lr", .number(0.5))]))])),
    .init("layers", .array([.string("relu"), .object([.init("dense", .number(64))])])),
  ])

  @Test func whatFitsOnALineStandsOnOne() {
    #expect(
      spec.lines(width: 40) == [
        "{", #"  "optimizer": {"sgd": {"lr": 0.5}},"#, #"  "layers": ["relu", {"dense": 64}]"#,
        "}",
      ])
  }

  @Test func longLinesAreBrokenIntoTheirParts() {
    let lines = spec.lines(width: 26)
    #expect(lines[1...3] == [#"  "optimizer": {"#, #"    "sgd": {"lr": 0.5}"#, "  },"])
    #expect(lines.suffix(5).first == #"  "layers": ["#)
  }

  @Test func longListsOfPlainValuesFillTheirLines() {
    let seeds = JSON.object([.init("seeds", .array((10..<18).map { .number(Double($0)) }))])
    #expect(
      seeds.lines(width: 22) == [
        "{", #"  "seeds": ["#, "    10, 11, 12, 13,", "    14, 15, 16, 17", "  ]", "}",
      ])
  }

  @Test(arguments: [10, 26, 40, 200])
  func linesReadBackAsTheSameValue(width: Int) throws {
    #expect(try JSON.parse(Array(spec.lines(width: width).joined(separator: "\n").utf8)) == spec)
  }
}
