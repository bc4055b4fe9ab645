import JSONTrees
import Testing

@Suite struct JSONParserTests {
  @Test(arguments: [
    #"{"a":[1,2.5,-3e-05,true,false,null,"x\"\\é\n"],"b":{}}"#, "[]", "0", #""😀""#,
  ])
  func readsBackWhatItWrites(_ text: String) throws {
    #expect(try JSON.parse(Array(text.utf8)).text() == text)
  }

  @Test(arguments: [
    ("", 1, 1), ("{", 1, 2), ("{\n  \"a\" 1}", 2, 7), (#"{"a":1,}"#, 1, 8), ("[1,]", 1, 4),
    (#"{"a":1,"a":2}"#, 1, 8), ("01", 1, 2), ("1e999", 1, 1), ("[1] x", 1, 5), ("\"a", 1, 1),
    ("// c\n{}", 1, 1), (#""\ud800""#, 1, 8), ("nul", 1, 1), ("[\"a\u{0}\"]", 1, 4),
  ])
  func namesThePlaceOfAFault(_ text: String, line: Int, column: Int) throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON.parse(Array(text.utf8)) }
    #expect(error?.position == JSONNode.Position(line: line, column: column))
  }

  @Test func refusesDeepNestingInsteadOfCrashing() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: JSONSyntaxError.self) { try JSON.parse(deep) }
  }

  @Test func refusesBytesThatAreNotUTF8() {
    #expect(throws: JSONSyntaxError.self) { try JSON.parse([0x22, 0xff, 0x22]) }
  }

  @Test func mergePatchReplacesRemovesAndKeepsPositions() throws {
    let base = try JSONNode.parse(Array(#"{"a":{"b":1,"c":2},"d":[1]}"#.utf8))
    let patch = try JSONNode.parse(Array("\n{\"a\":{\"b\":null,\"e\":3},\"d\":4}".utf8))
    let merged = base.merging(patch)
    #expect(merged.json.text() == #"{"a":{"c":2,"e":3},"d":4}"#)
    #expect(merged["d"]?.position.line == 2)
    #expect(merged["a"]?["c"]?.position.line == 1)
  }
}
