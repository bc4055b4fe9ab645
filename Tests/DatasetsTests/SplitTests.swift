import Datasets
import Testing

@Suite struct SplitTests {
  private func blobs(_ rows: Int) throws -> Dataset {
    try TwoBlobs().make(["rows": Double(rows)])
  }

  @Test(arguments: [Split.random(0.2), .stratified(0.2), .none])
  func partsHoldEachRowOnceAndKeepTheOrder(split: Split) throws {
    let data = try blobs(101)
    let rows = try split.rows(of: data, seed: 3)
    #expect((rows.training + rows.validation).sorted() == Array(0..<101))
    #expect(rows.training == rows.training.sorted())
    #expect(rows.validation == rows.validation.sorted())
    #expect(rows.validation.count == (split == .none ? 0 : 20))
    #expect(try split.rows(of: data, seed: 3) == rows)
    #expect(try split == .none || split.rows(of: data, seed: 4) != rows)
  }

  @Test func stratifiedPartsHoldTheSharesOfTheClasses() throws {
    // 60 rows of "a", 30 of "b", 10 of "c": a tenth of each.
    let labels = (0..<100).map { Int32($0 < 60 ? 0 : $0 < 90 ? 1 : 2) }
    let data = dataset(labels, names: ["a", "b", "c"])
    for seed in 0..<5 {
      let rows = try Split.stratified(0.1).rows(of: data, seed: UInt64(seed))
      #expect(data.targets.selecting(rows.validation).classCounts == [6, 3, 1])
    }
  }

  @Test func classesOfOneRowFallEitherWay() throws {
    let data = dataset([0, 0, 0, 0, 1, 2, 3, 4], names: ["a", "b", "c", "d", "e"])
    var seen: Set<Int> = []
    for seed in 0..<20 {
      let rows = try Split.stratified(0.5).rows(of: data, seed: UInt64(seed))
      #expect(rows.validation.count == 4)
      #expect(rows.validation.count { $0 < 4 } == 2)
      seen.formUnion(rows.validation)
    }
    #expect(seen == Set(0..<8))
  }

  @Test func givenMarksAreFollowed() throws {
    let data = try DriftingSensors().make(["rows": 9])
    let rows = try Split.given.rows(of: data, seed: 0)
    #expect(rows == SplitRows(training: Array(0..<6), validation: [6, 7, 8]))
  }

  @Test func twoRowsSplitIntoOneEach() throws {
    let rows = try Split.random(0.01).rows(of: try blobs(2), seed: 0)
    #expect(rows.training.count == 1 && rows.validation.count == 1)
  }

  @Test(arguments: [
    (
      Split.random(0),
      "two-blobs: the validation share 0.0 leaves one part empty; expected a number between 0 and 1"
    ),
    (
      .random(1),
      "two-blobs: the validation share 1.0 leaves one part empty; expected a number between 0 and 1"
    ),
    (
      .random(.nan),
      "two-blobs: the validation share nan leaves one part empty; expected a number between 0 and 1"
    ),
    (
      .given,
      "two-blobs: the data do not say which rows validate; expected a split column, a validation file, or a share of the rows"
    ),
  ])
  func impossibleSplitsAreErrors(split: Split, message: String) throws {
    let data = try blobs(10)
    let error = #expect(throws: DataError.self) { try split.rows(of: data, seed: 0) }
    #expect(error?.description == message)
  }

  @Test func regressionsCannotBeStratified() throws {
    let data = try Line().make()
    let error = #expect(throws: DataError.self) {
      try Split.stratified(0.2).rows(of: data, seed: 0)
    }
    #expect(error?.option == "stratify")
  }

  private func dataset(_ classes: [Int32], names: [String]) -> Dataset {
    let values = classes.indices.map(Double.init)
    return Dataset(
      name: "made", features: Features(names: ["x"], values: values, rowCount: classes.count),
      targets: .classes(classes, names: names))
  }
}
