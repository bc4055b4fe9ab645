import Datasets
import TestSupport
import Testing

@Suite struct GeneratorTests {
  private static let names = Generators.all.map(\.name)

  private func make(_ name: String, _ parameters: [String: Double] = [:]) throws -> Dataset {
    try Dataset.read(.synthetic(name, parameters: parameters))
  }

  @Test(arguments: names)
  func tablesFollowFromTheirParameters(name: String) throws {
    let table = try make(name)
    #expect(try make(name) == table)
    #expect(table.isSynthetic && table.name == name)
    #expect(table.features.values.allSatisfy { $0.isFinite })
    #expect(table.classCounts.allSatisfy { $0 > 0 })
    if name != "three-rows" { #expect(try make(name, ["seed": 1]) != table) }
  }

  @Test(arguments: names)
  func everyParameterIsCheckedAndDocumented(name: String) throws {
    let generator = try #require(Generators.named(name))
    #expect(generator.summary.hasSuffix("."))
    for parameter in generator.allParameters {
      for value in [parameter.range.lowerBound.nextDown, parameter.range.upperBound.nextUp, .nan] {
        #expect(throws: DataError.self) { try generator.make([parameter.name: value]) }
      }
      #expect(parameter.summary.hasSuffix("."))
    }
  }

  @Test func everyRecipeHasItsTable() {
    let covered = Set(Generators.all.flatMap(\.recipes))
    #expect(covered == Set((1...14).map { $0 < 10 ? "E0\($0)" : "E\($0)" }))
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test func threeRowsAreAsPublished() throws {
    let table = try make("three-rows")
    #expect(table.features.values == [1, 500, 10000, 2, 600, 12000, 3, 700, 14000])
    #expect(table.classes == [0, 1, 0])
  }

  @Test func randomTargetsAreFiftyRowsOfTenUniformFeatures() throws {
    let table = try make("random-targets")
    #expect(table.rowCount == 50 && table.rowShape == [10] && table.values.count == 50)
    #expect(table.features.values.allSatisfy { (0..<1).contains($0) })
  }

  @Test(arguments: [1.0, 100]) func uniformFeaturesReachTheirScale(scale: Double) throws {
    let table = try make("uniform-binary", ["scale": scale])
    #expect(table.rowCount == 100 && table.rowShape == [10])
    // The mean of 1000 uniform numbers is within five of its standard errors, 0.0091 of the scale.
    let mean = table.features.values.reduce(0, +) / 1000
    #expect(mean.isClose(to: scale / 2, within: 0, absolute: 0.046 * scale))
    #expect(table.features.values.max().map { $0 < scale && $0 > 0.98 * scale } == true)
    #expect(table.classNames == ["0", "1"])
  }

  /// The least-squares slope is within five standard errors, 1 / (10·√100), of 2.
  @Test func theLineHasItsSlope() throws {
    let table = try make("line")
    let x = table.features.values
    let slope =
      zip(x, table.values).reduce(0) { $0 + $1.0 * $1.1 } / x.reduce(0) { $0 + $1 * $1 }
    #expect(slope.isClose(to: 2, within: 0, absolute: 0.05))
    #expect(table.features.summaries()[0].standardDeviation.isClose(to: 10, within: 0.35))
  }

  @Test func mixedScalesAreAThousandApart() throws {
    let table = try make("mixed-scale")
    let halves = [Array(0..<50), Array(50..<100)].map {
      table.features.selecting($0).summaries()[0].standardDeviation
    }
    // Each is within five standard errors, a tenth of itself each.
    #expect(halves[0].isClose(to: 100, within: 0.5) && halves[1].isClose(to: 0.1, within: 0.5))
  }

  @Test func theSecondFeatureIsAThousandTimesTheFirst() throws {
    let summaries = try make("blown-up-feature").features.summaries()
    let ratio = summaries[1].standardDeviation / summaries[0].standardDeviation
    #expect((600...1600).contains(ratio))
  }

  @Test func driftedRowsAreMarkedAndElsewhere() throws {
    let table = try make("drifting-sensors")
    let rows = try Split.given.rows(of: table, seed: 0)
    #expect(rows.validation.count == 80)
    let training = table.features.selecting(rows.training).summaries()
    let validation = table.features.selecting(rows.validation).summaries()
    for (before, after) in zip(training, validation) {
      // The mean moves by one standard deviation, whose standard error here is about 0.1.
      let moved = (after.mean - before.mean) / before.standardDeviation
      #expect((0.5...1.5).contains(moved))
    }
  }

  @Test func unknownNamesAreErrors() {
    let generator = #expect(throws: DataError.self) { try make("two-blob") }
    #expect(
      generator?.description
        == "two-blob: there is no generator \"two-blob\"; did you mean \"two-blobs\"?")
    let parameter = #expect(throws: DataError.self) { try make("line", ["slop": 1]) }
    #expect(
      parameter?.description == "line: there is no parameter \"slop\"; did you mean \"slope\"?")
    let value = #expect(throws: DataError.self) { try make("line", ["rows": 1.5]) }
    #expect(
      value?.description == "line: rows is 1.5; expected a whole number from 2 to 1000000")
    let product = #expect(throws: DataError.self) {
      try make("uniform-binary", ["rows": 1e6, "columns": 1e4])
    }
    #expect(
      product?.description
        == "uniform-binary: 10000000000 numbers are too many; expected at most 100000000 in a table"
    )
  }
}
