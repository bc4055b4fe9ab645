import Datasets
import TestSupport
import Testing

@Suite struct DataFaultTests {
  private static let all: [DataFault] = [
    .labelNoise(0.3), .outliers(.count(5), scale: 10), .dropRows(0.5), .imbalance(10),
    .duplicateColumns(3, noise: 0.1), .misalignedLabels(1),
  ]

  private func prepared(_ faults: [DataFault], seed: UInt64 = 0) throws -> PreparedData {
    try TwoBlobs().make(["rows": 400]).prepared(
      Preparation(split: .random(0.25), faults: faults), seed: seed)
  }

  @Test(arguments: all)
  func damageFollowsFromTheSeedAndSparesValidationRows(fault: DataFault) throws {
    let (sound, damaged) = (try prepared([]), try prepared([fault]))
    #expect(try prepared([fault]) == damaged)
    #expect(damaged.training != sound.training)
    let width = sound.rowShape[0]
    let validation = try #require(damaged.validation)
    #expect(validation.targets == sound.validation?.targets)
    for column in 0..<width {
      #expect(validation.features.column(column) == sound.validation?.features.column(column))
    }
  }

  @Test func noiseFlipsItsShareToOtherClasses() throws {
    let (sound, noisy) = (try prepared([]), try prepared([.labelNoise(0.3)]))
    let flips = zip(classes(sound), classes(noisy)).count { $0 != $1 }
    // 300 rows: 90 expected, and five standard deviations are 40.
    #expect((50...130).contains(flips))
    #expect(try classes(prepared([.labelNoise(1)])) == classes(sound).map { 1 - $0 })
    #expect(try prepared([.labelNoise(0)]) == sound)
  }

  @Test func moreNoiseKeepsTheFlipsOfLess() throws {
    let sound = classes(try prepared([]))
    let less = classes(try prepared([.labelNoise(0.1)]))
    let more = classes(try prepared([.labelNoise(0.4)]))
    for row in sound.indices where less[row] != sound[row] { #expect(more[row] == less[row]) }
  }

  @Test func outliersMoveWholeRowsByTheScale() throws {
    let (sound, damaged) = (try prepared([]), try prepared([.outliers(.share(0.1), scale: 10)]))
    let deviations = sound.training.features.summaries().map(\.standardDeviation)
    let moved = (0..<300).filter { row in
      sound.training.features.selecting([row]) != damaged.training.features.selecting([row])
    }
    #expect(moved.count == 30)
    for row in moved {
      for column in 0..<2 {
        let index = row * 2 + column
        let distance =
          (damaged.training.features.values[index] - sound.training.features.values[index])
          .magnitude
        #expect(distance.isClose(to: 10 * deviations[column], within: 1e-9))
      }
    }
  }

  @Test func droppedRowsLeaveTheRestInOrder() throws {
    let rows = try prepared([.dropRows(0.5)]).training.sources
    #expect(rows.count == 150 && rows == rows.sorted())
  }

  @Test func imbalanceKeepsTheLargestClassWhole() throws {
    let counts = try prepared([]).training.targets.classCounts
    let largest = try #require(counts.max())
    let after = try prepared([.imbalance(50)]).training.targets.classCounts.sorted()
    #expect(after == [max(1, largest / 50), largest])
  }

  @Test func duplicatedColumnsFollowTheirOriginals() throws {
    let exact = try prepared([.duplicateColumns(2, noise: 0)])
    #expect(exact.rowShape == [4])
    #expect(Set(exact.training.features.names) == ["x1", "x2", "x1 copy 1", "x2 copy 1"])
    for part in [exact.training, try #require(exact.validation)] {
      for (index, name) in part.features.names.enumerated() where index >= 2 {
        let original = name.hasPrefix("x1") ? 0 : 1
        #expect(part.features.column(index) == part.features.column(original))
      }
    }
  }

  @Test func misalignedLabelsComeFromTheRowBefore() throws {
    let (sound, shifted) = (
      classes(try prepared([])), classes(try prepared([.misalignedLabels(1)]))
    )
    #expect(shifted == [sound[299]] + sound[..<299])
  }

  @Test(arguments: [
    (
      DataFault.labelNoise(0.1),
      "line: label noise needs labels to swap, and the target has none; expected a target of two or more classes"
    ),
    (
      .imbalance(2),
      "line: imbalance needs classes, and the target has none; expected a target of two or more classes"
    ),
    (
      .dropRows(1),
      "line: dropping the share 1.0 of 100 training rows leaves none; expected 0 or more and less than 1"
    ),
    (
      .outliers(.count(101), scale: 1),
      "line: 101 outliers among 100 training rows; expected 0...100"
    ),
    (
      .duplicateColumns(0, noise: 0),
      "line: 0 duplicated columns with noise 0.0; expected 1...10000 columns and noise of 0 or more"
    ),
  ])
  func impossibleDamageIsAnError(fault: DataFault, message: String) throws {
    let data = try Line().make()
    let error = #expect(throws: DataError.self) {
      try data.prepared(Preparation(split: .none, faults: [fault]), seed: 0)
    }
    #expect(error?.description == message && error?.option == "faults")
  }

  private func classes(_ data: PreparedData) -> [Int32] {
    if case .classes(let classes, _) = data.training.targets { classes } else { [] }
  }
}
