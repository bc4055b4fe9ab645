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
    let hasRows = Generators.named(name)?.parameters.contains { $0.name == "rows" } == true
    let small: [String: Double] = hasRows ? ["rows": 40] : [:]
    let table = try make(name, small)
    #expect(try make(name, small) == table)
    #expect(table.isSynthetic && table.name == name)
    #expect(table.features.values.allSatisfy { $0.isFinite })
    #expect(table.classCounts.allSatisfy { $0 > 0 })
    if name != "three-rows" { #expect(try make(name, small.merging(["seed": 1]) { $1 }) != table) }
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
    #expect(covered == Set((1...15).map { $0 < 10 ? "E0\($0)" : "E\($0)" }))
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

  /// Sums over 3 × 3 pixels, and all that a mean of them can tell, are alike in all classes.
  @Test func noDotOfDotPairsTellsTheClass() throws {
    let table = try make("dot-pairs", ["rows": 40, "noise": 0, "classes": 5])
    #expect(table.rowShape == [3, 32, 32] && table.featureNames == ["red", "green", "blue"])
    let size = 32 * 32
    for row in 0..<40 {
      let image = table.features.values[(row * 3 * size)..<((row + 1) * 3 * size)]
      var counts: [Int: Int] = [:]
      var colors: [Int] = []
      for pixel in 0..<size {
        let color = (0..<3).reduce(0) {
          $0 | (image[image.startIndex + $1 * size + pixel] == 1 ? 1 << $1 : 0)
        }
        colors.append(color)
        counts[color, default: 0] += 1
      }
      // Two dots of four pixels in each of the five colours red, green, blue, yellow and cyan.
      #expect(counts == [0: size - 40, 1: 8, 2: 8, 4: 8, 3: 8, 6: 8])
      let palette = [1, 2, 4, 3, 6]
      let label = Int(table.classes[row])
      // Dots four pixels apart in a row of pixels are those of the class alone.
      for pixel in 0..<(size - 4) where pixel % 32 < 28 {
        guard colors[pixel] != 0, colors[pixel + 4] != 0 else { continue }
        let isPair =
          colors[pixel] == palette[label] && colors[pixel + 4] == palette[(label + 1) % 5]
        #expect(isPair)
      }
    }
  }

  @Test func copiesFollowTheSign() throws {
    let table = try make("copy", ["rows": 50, "symbols": 3, "length": 4, "gap": 2])
    #expect(table.rowShape == [11] && table.targetSteps == 11)
    #expect(table.vocabulary == ["blank", "1", "2", "3", "go"])
    guard case .steps(let targets, let names, _) = table.targets else { return }
    #expect(names == ["blank", "1", "2", "3"])
    for row in 0..<50 {
      let tokens = table.features.values[(row * 11)..<(row * 11 + 11)].map { Int32($0) }
      #expect(Array(tokens[4...]) == [0, 0, 4, 0, 0, 0, 0])
      #expect(Array(targets[(row * 11)..<(row * 11 + 11)]) == [0, 0, 0, 0, 0, 0, 0] + tokens[..<4])
    }
  }

  @Test func theFirstTokenIsTheClass() throws {
    let table = try make("first-token", ["rows": 100, "steps": 7])
    #expect(table.rowShape == [7] && table.vocabulary == table.classNames)
    for row in 0..<100 { #expect(Int32(table.features.values[7 * row]) == table.classes[row]) }
    // Later tokens are uniform: 600 of 4, each within five standard deviations of 10.6 of 150.
    let later = table.features.values.enumerated().filter { $0.offset % 7 > 0 }.map(\.element)
    for token in 0..<4 { #expect(abs(later.count { $0 == Double(token) } - 150) < 53) }
  }

  @Test func markedNumbersAddUp() throws {
    let table = try make("adding", ["rows": 200, "steps": 9])
    #expect(table.rowShape == [9, 2] && table.featureNames == ["value", "mark"])
    for row in 0..<200 {
      let (values, marks) = (0..<9).reduce(into: ([Double](), [Double]())) { parts, step in
        parts.0.append(table.features.values[row * 18 + 2 * step])
        parts.1.append(table.features.values[row * 18 + 2 * step + 1])
      }
      #expect(marks[..<4].reduce(0, +) == 1 && marks[4...].reduce(0, +) == 1)
      let sum = zip(values, marks).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(table.values[row].isClose(to: sum, within: 1e-12))
    }
    // The variance of a sum of two uniform numbers is 1/6; its standard error here is about 0.014.
    let mean = table.values.reduce(0, +) / 200
    let variance = table.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200
    #expect(variance.isClose(to: 1.0 / 6, within: 0, absolute: 0.07))
  }

  @Test func largeTasksAreRefusedBeforeTheyAreMade() {
    for (name, settings) in [
      ("copy", ["rows": 1_000_000, "length": 1000]),
      ("adding", ["rows": 1_000_000, "steps": 1000]),
      ("dot-pairs", ["rows": 1_000_000]), ("first-token", ["rows": 1_000_000, "steps": 1000]),
    ] as [(String, [String: Double])] {
      let error = #expect(throws: DataError.self) { try make(name, settings) }
      #expect(error?.expected == "at most 100000000 in a table")
    }
  }
}
