import Datasets
import Storage
import Tensors
import TestSupport
import Testing

@Suite struct TableTests {
  @Test func readsNumbersAndSortsTextClassesNaturally() throws {
    let data = try read(
      "a,b,kind\n1,-2.5,type_10\n+3e2, .5 ,type_2\n0.1,1e-3,type_10\n",
      DataOptions(target: ["kind"]))
    #expect(data.featureNames == ["a", "b"])
    #expect(data.features.values == [1, -2.5, 300, 0.5, 0.1, 0.001])
    #expect(data.classNames == ["type_2", "type_10"])
    #expect(data.classes == [1, 0, 1])
    #expect(data.rowShape == [2] && !data.isSynthetic)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEndsAndByteOrderMarksAreNoContent(end: String) throws {
    let lines = ["\u{feff}a,\"b, \"\"c\"\"\",y", "1,\"2\",x", "", "3,4,\"p\(end)q\"", ""]
    let data = try read(lines.joined(separator: end), DataOptions(target: ["y"]))
    #expect(data.featureNames == ["a", "b, \"c\""])
    #expect(data.features.values == [1, 2, 3, 4])
    #expect(data.classNames == ["p\(end)q", "x"])
  }

  @Test func tabsAndOtherDelimitersPartCells() throws {
    let tabbed = try read("a\ty\n1,5\tx\n2,5\tz\n", name: "t.tsv", DataOptions(target: ["y"]))
    #expect(tabbed.featureNames == ["a=1,5", "a=2,5"])
    let other = try read("a;y\n1;0.5\n2;1.5\n", DataOptions(target: ["y"], delimiter: ";"))
    #expect(other.features.values == [1, 2] && other.values == [0.5, 1.5])
  }

  @Test func gzippedTablesReadAsTheyAre() throws {
    let text = "a,y\n1,0.25\n2,0.5\n"
    let packed = Deflate.deflate(Array(text.utf8), .gzip, level: 6)
    let options = DataOptions(target: ["y"])
    var plain = try read(text, options)
    let unpacked = try read(packed, name: "table.csv.gz", options)
    plain.name = unpacked.name
    #expect(unpacked == plain)
  }

  @Test func withoutHeaderColumnsAreNumbered() throws {
    let data = try read("1,2,3\n4,5,6\n", DataOptions(target: ["x3"], hasHeader: false))
    #expect(data.featureNames == ["x1", "x2"] && data.rowCount == 2)
  }

  /// Columns of yes and no are labels where the task says so, one column too.
  @Test func columnsOfYesAndNoMayBeLabels() throws {
    let text = "a,p,q\n1,0,1\n2,1,1\n3,0,0\n"
    let labelled = try read(text, DataOptions(target: ["p", "q"], task: .multiLabel))
    #expect(labelled.task == .multiLabel && labelled.targetWidth == 2)
    #expect(labelled.targets == .values([0, 1, 1, 1, 0, 0], names: ["p", "q"]))
    #expect(try read(text, DataOptions(target: ["p"], task: .multiLabel)).task == .multiLabel)
    #expect(try read(text, DataOptions(target: ["p", "q"])).task == .regression)
  }

  @Test func fewWholeNumbersAreClassesAndOthersAreNot() throws {
    let rows = (0..<40).map { "\($0),\($0 % 3 + 5),\($0 * 7)" }.joined(separator: "\n")
    let text = "a,few,many\n" + rows
    #expect(try read(text, DataOptions(target: ["few"])).classNames == ["5", "6", "7"])
    #expect(try read(text, DataOptions(target: ["many"])).task == .regression)
    let forced = try read(text, DataOptions(target: ["few"], task: .regression))
    #expect(forced.values.prefix(4) == [5, 6, 7, 5])
    #expect(
      try read(text, DataOptions(target: ["many"], task: .classification)).classNames.count == 40)
  }

  @Test func severalTargetsAreValuesRowByRow() throws {
    let data = try read("a,u,v\n1,2,3\n4,5,6\n", DataOptions(target: ["v", "u"]))
    #expect(data.targets == .values([3, 2, 6, 5], names: ["v", "u"]))
    #expect(data.targetWidth == 2)
  }

  @Test func textColumnsBecomeOneFeatureACategory() throws {
    let data = try read(
      "colour,size,y\nred,1,0.5\nblue,2,1.5\nred,1,2.5\n",
      DataOptions(target: ["y"], categorical: ["size"]))
    #expect(data.featureNames == ["colour=blue", "colour=red", "size=1", "size=2"])
    #expect(data.features.values == [0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0])
  }

  @Test func columnsAreChosenAndDropped() throws {
    let text = "id,a,b,c,y\n9,1,2,3,0.5\n8,4,5,6,1.5\n"
    #expect(
      try read(text, DataOptions(target: ["y"], drop: ["id", "b"])).featureNames == ["a", "c"])
    let chosen = try read(text, DataOptions(target: ["y"], features: ["c", "a"]))
    #expect(chosen.features.values == [3, 1, 6, 4])
  }

  @Test func missingCellsStayMissingUntilTheFit() throws {
    let text = "a,b,y\n1,NA,0.5\n,x,1.5\n3,w,2.5\n"
    let data = try read(text, DataOptions(target: ["y"], missing: .median))
    #expect(data.featureNames == ["a", "b=w", "b=x"])
    #expect(
      data.features.values.map(\.isNaN) == [
        false, true, true, true, false, false, false, false, false,
      ])
    let dropped = try read(text, DataOptions(target: ["y"], missing: .dropRow))
    #expect(dropped.features.values == [3, 1, 0] && dropped.values == [2.5])
  }

  @Test func ownMissingNamesReplaceTheStandardOnes() throws {
    let data = try read(
      "a,y\n-,0.5\n2,1.5\n", DataOptions(target: ["y"], missingNames: ["-"], missing: .zero))
    #expect(data.features.values.map(\.isNaN) == [true, false])
  }

  @Test func aColumnOrASecondTableMarksValidationRows() throws {
    let marked = try read(
      "a,part,y\n1,train,0.5\n2,test,1.5\n3,train,2.5\n",
      DataOptions(target: ["y"], validation: .column("part", equals: "test")))
    #expect(marked.featureNames == ["a"] && marked.validationMarks == [false, true, false])
    try withTemporaryDirectory { folder in
      try Files.write(Array("a,y\n1,p\n2,q\n".utf8), to: "\(folder)/one.csv")
      try Files.write(Array("extra,y,a\n0,q,5\n".utf8), to: "\(folder)/two.csv")
      let both = try Dataset.read(
        .table("\(folder)/one.csv"),
        DataOptions(target: ["y"], validation: .table("\(folder)/two.csv")))
      #expect(both.features.values == [1, 2, 5] && both.classes == [0, 1, 1])
      #expect(both.validationMarks == [false, false, true])
    }
  }

  /// Each text through the fast way or past it must read as Swift's own parser reads it.
  @Test(arguments: [
    "0", "-0", "0.1", "123456789012345", "1234567890123456789", "9007199254740993", "1e22", "1e23",
    "1.7976931348623157e308", "5e-324", "2.2250738585072011e-308", "0.30000000000000004", ".5",
    "5.",
    "-1.25e-3", "+7E+2", "123456789.123456789", "1e-22", "00012.50", "179769313486231580793e288",
  ])
  func numbersRoundAsSwiftRounds(text: String) throws {
    let expected = try #require(Double(text.hasSuffix(".") ? text + "0" : text))
    let data = try read("a,y\n\(text),0.5\n1,1.5\n", DataOptions(target: ["y"]))
    #expect(data.features.values[0].bitPattern == expected.bitPattern)
  }

  /// Doubles of all sizes and all lengths, in full and cut, with a point at all places.
  @Test func manyNumbersRoundAsSwiftRounds() throws {
    var random = Philox(seed: 1, purpose: "test")
    var texts: [String] = []
    for _ in 0..<4000 {
      let digits = String(random.next() % 10_000_000_000_000_000_000)
      let cut = digits.prefix(1 + Int(random.next() % 19))
      let point = cut.index(cut.startIndex, offsetBy: Int(random.next() % UInt64(cut.count + 1)))
      let zeros = String(repeating: "0", count: Int(random.next() % 10))
      texts.append("\(cut[..<point]).\(zeros)\(cut[point...])")
      let scale = [1e-300, 1e-30, 1e-20, 1e-5, 1, 1e8, 1e20, 1e300][Int(random.next() % 8)]
      texts.append("\(random.normal() * scale)")
    }
    let expected = try texts.map { text in
      // Swift's parser wants digits on both sides of the point.
      let full = text.hasSuffix(".") ? text + "0" : text
      return try #require(Double(full.hasPrefix(".") ? "0" + full : full))
    }
    let rows = texts.map { "\($0),0.5" }.joined(separator: "\n")
    let data = try read("a,y\n\(rows)\n", DataOptions(target: ["y"]))
    #expect(data.features.values == expected)
  }

  @Test(arguments: ["0x10", "1_000", "1e", "--1", "1.2.3", "e5", "infinite", "١"])
  func otherNotationsAreText(text: String) throws {
    let data = try read("a,y\n\(text),0.5\nb,1.5\n", DataOptions(target: ["y"]))
    #expect(data.featureNames.contains("a=\(text)"))
  }
}
