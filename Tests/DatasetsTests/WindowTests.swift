import Datasets
import TestSupport
import Testing

@Suite struct WindowTests {
  /// Ten steps t with y = 10 t and z = t².
  private let series =
    "t,y,z\n" + (0..<10).map { "\($0),\(10 * $0),\($0 * $0)" }.joined(separator: "\n") + "\n"

  private func windows(
    _ windows: Windows, features: [String]? = nil, drop: [String] = ["t"],
    _ change: (inout DataOptions) -> Void = { _ in }
  ) throws -> Dataset {
    var options = DataOptions(
      target: ["y"], features: features, drop: drop, task: .regression, windows: windows)
    change(&options)
    return try read(series, options)
  }

  @Test func rowsAreThePastAndTheTargetFollows() throws {
    let data = try windows(Windows(length: 3))
    #expect(data.rowCount == 7 && data.rowShape == [3, 2] && data.featureNames == ["y", "z"])
    #expect(data.features.values.prefix(6) == [0, 0, 10, 1, 20, 4])
    #expect(data.values == [30, 40, 50, 60, 70, 80, 90])
  }

  @Test func theTargetStandsAHorizonAfterTheWindow() throws {
    let data = try windows(Windows(length: 3, horizon: 4, stride: 2))
    // Windows from 0 and 2; that from 3 would end at 5 and look to 9, but 3 is no multiple of 2.
    #expect(data.values == [60, 80])
    #expect(data.features.values == [0, 0, 10, 1, 20, 4, 20, 4, 30, 9, 40, 16])
  }

  @Test func theTargetsPastMayBeLeftOutOrNamed() throws {
    #expect(try windows(Windows(length: 3), drop: ["t", "y"]).featureNames == ["z"])
    #expect(try windows(Windows(length: 3), features: ["z", "y"]).featureNames == ["z", "y"])
  }

  @Test func aWindowMayTakeTheWholeSeriesButNoMore() throws {
    #expect(try windows(Windows(length: 9)).rowCount == 1)
    let error = #expect(throws: DataError.self) { try windows(Windows(length: 10)) }
    #expect(error?.option == "window")
    #expect(error?.what == "a window of 10 and a horizon of 1 need 11 rows and the series has 10")
    #expect(error?.expected == "a window of at most 9")
    let far = #expect(throws: DataError.self) { try windows(Windows(length: 1, horizon: 20)) }
    #expect(far?.expected == "a longer series")
  }

  @Test func theLastWindowsValidate() throws {
    let data = try windows(Windows(length: 3))
    for seed in 0..<3 as Range<UInt64> {
      let rows = try Split.last(0.3).rows(of: data, seed: seed)
      #expect(rows == SplitRows(training: [0, 1, 2, 3, 4], validation: [5, 6]))
    }
    let gapped = try Split.last(0.3, gap: 2).rows(of: data, seed: 0)
    #expect(gapped == SplitRows(training: [0, 1, 2], validation: [5, 6]))
    let error = #expect(throws: DataError.self) {
      try Split.last(0.3, gap: 5).rows(of: data, seed: 0)
    }
    #expect(error?.option == "validation")
  }

  /// The times of all numbers of the training windows lie before those of the validation targets.
  @Test(arguments: [1, 2, 5], [1, 3])
  func noTrainingWindowHoldsAValidationTarget(length: Int, horizon: Int) throws {
    let data = try windows(Windows(length: length, horizon: horizon), features: ["t"], drop: [])
    let prepared = try data.prepared(Preparation(split: .last(0.4)), seed: 0)
    let held = try #require(prepared.validation)
    guard case .values(let targets, _) = held.targets,
      case .values(let trained, _) = prepared.training.targets
    else { return }
    let first = try #require(targets.min()) / 10
    #expect(try #require(prepared.training.features.values.max()) < first)
    #expect(try #require(trained.max()) / 10 < first)
  }

  /// z of the training windows 0...4 runs over the steps 0...6, some of them several times.
  @Test func scalersAreFittedByFeatureOverTheTrainingWindows() throws {
    let data = try windows(Windows(length: 3))
    let prepared = try data.prepared(
      Preparation(split: .last(0.3), steps: [PreprocessingStep(Standardize())]), seed: 0)
    let steps = (0..<5).flatMap { [$0, $0 + 1, $0 + 2] }.map { Double($0 * $0) }
    let mean = steps.reduce(0, +) / 15
    let variance = steps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 15
    #expect(
      prepared.training.features.values[1].isClose(
        to: -mean / variance.squareRoot(), within: 1e-12))
    #expect(prepared.rowShape == [3, 2])
  }

  @Test func markedTargetsValidateAndNothingMarkedIsTrainedOn() throws {
    let text =
      "y,part\n" + (0..<8).map { "\($0),\($0 == 5 ? "test" : "train")" }.joined(separator: "\n")
    let data = try read(
      text,
      DataOptions(
        target: ["y"], task: .regression, validation: .column("part", equals: "test"),
        windows: Windows(length: 2)))
    // Of the targets 2...7, 5 is marked; the windows of 6 and 7 hold it.
    #expect(data.values == [2, 3, 4, 5])
    #expect(data.validationMarks == [false, false, false, true])
  }

  @Test func aStepThatIsLeftOutWouldTearTheSeries() throws {
    let text = "y\n1\n2\n\nNA\n4\n5\n"
    let error = #expect(throws: DataError.self) {
      try read(
        text,
        DataOptions(
          target: ["y"], missing: .dropRow, task: .regression, windows: Windows(length: 2)))
    }
    #expect(error?.option == "missing")
  }

  @Test func classesFollowTheirWindows() throws {
    let text =
      "x,state\n" + (0..<8).map { "\($0),\($0 < 4 ? "up" : "down")" }.joined(separator: "\n")
    let data = try read(text, DataOptions(target: ["state"], windows: Windows(length: 2)))
    #expect(data.featureNames == ["x", "state=down", "state=up"])
    #expect(data.classNames == ["down", "up"] && data.classes == [1, 1, 0, 0, 0, 0])
  }
}
