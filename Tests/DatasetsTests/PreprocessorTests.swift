import Datasets
import JSONTrees
import Tensors
import TestSupport
import Testing

/// Expected numbers come from Tests/References/datasets.py (scikit-learn and NumPy).
@Suite struct PreprocessorTests {
  private static let all: [any Preprocessor] = [
    Standardize(), MinMax(), Robust(), MaxAbs(), Clip(.percentiles(5, 95)),
  ]

  private func part(_ name: String) throws -> Features {
    let json = try fixture("scalers.json")
    let width = try #require(json["columns"]?.integer)
    let values = try #require(json[name]?.numbers)
    return Features(
      names: (0..<width).map { "c\($0)" }, values: values, rowCount: values.count / width)
  }

  @Test(arguments: all.indices)
  func agreesWithTheReference(index: Int) throws {
    let preprocessor = Self.all[index]
    let expected = try #require(try fixture("scalers.json")["results"]?[preprocessor.name])
    let training = try part("training")
    for name in ["training", "validation"] {
      let prepared = try fitted(preprocessor, on: training, appliedTo: try part(name))
      // A column around 1e6 loses 1e-10 of its spread to rounding whichever way it is shifted.
      #expect(
        prepared.values.isClose(
          to: try #require(expected[name]?.numbers), within: 1e-12, absolute: 2e-9),
        "\(preprocessor.name) \(name)")
    }
  }

  @Test(arguments: all.indices)
  func whatIsFittedSeesNoOtherRows(index: Int) throws {
    let (training, validation) = (try part("training"), try part("validation"))
    var changed = validation
    changed.values = changed.values.map { $0 * 1000 + 1 }
    let preprocessor = Self.all[index]
    let once = try prepare(training, validation, PreprocessingStep(preprocessor))
    let again = try prepare(training, changed, PreprocessingStep(preprocessor))
    #expect(once.training == again.training)
    let leaky = try prepare(training, changed, PreprocessingStep(preprocessor, fitOn: .allRows))
    #expect(leaky.training != again.training)
  }

  @Test func eachSplitFitsEachPartToItself() throws {
    let (training, validation) = (try part("training"), try part("validation"))
    let prepared = try prepare(
      training, validation, PreprocessingStep(Standardize(), fitOn: .eachSplit))
    let own = try fitted(Standardize(), on: validation, appliedTo: validation)
    #expect(prepared.validation?.features == own)
  }

  @Test func standardisedColumnsHaveMean0AndDeviation1() throws {
    let training = try part("training")
    let summaries = try fitted(Standardize(), on: training, appliedTo: training).summaries()
    for (index, summary) in summaries.enumerated() {
      #expect(summary.mean.isClose(to: 0, within: 0, absolute: 1e-9), "column \(index)")
      // The last two columns are constant in the training rows.
      let deviation = index >= 3 ? 0.0 : 1
      #expect(summary.standardDeviation.isClose(to: deviation, within: 1e-9), "column \(index)")
    }
  }

  @Test func clipHasFixedBoundsForAllColumns() throws {
    let rows = Features(names: ["a", "b"], values: [-5, 0.5, 9, 2], rowCount: 2)
    let clipped = try fitted(Clip(.values(-1, 2)), on: rows, appliedTo: rows)
    #expect(clipped.values == [-1, 0.5, 2, 2])
  }

  @Test func log1pTakesNumbersAboveMinusOne() throws {
    // ln(1 + 1) and ln(1 + 0); the third would be ln 0.
    let rows = Features(names: ["a", "b"], values: [1, 0], rowCount: 1)
    #expect(
      try fitted(Log1p(), on: rows, appliedTo: rows).values
        .isClose(to: [0.6931471805599453, 0], within: 1e-15))
    let bad = Features(names: ["a", "b"], values: [1, 0, 2, -1], rowCount: 2)
    let error = #expect(throws: DataError.self) {
      try prepare(bad, bad, PreprocessingStep(Log1p()))
    }
    #expect(
      error?.description
        == "made: log1p: column \"b\" holds -1.0, which has no logarithm after 1 is added; expected numbers above -1"
    )
  }

  @Test func chainsApplyInOrder() throws {
    let (training, validation) = (try part("training"), try part("validation"))
    let chain = try prepare(
      training, validation, PreprocessingStep(Clip(.percentiles(5, 95))),
      PreprocessingStep(MinMax()))
    let clipped = try fitted(Clip(.percentiles(5, 95)), on: training, appliedTo: training)
    #expect(chain.training.features == (try fitted(MinMax(), on: clipped, appliedTo: clipped)))
    #expect(chain.rawTraining == training)
  }

  @Test func summariesAgreeWithNumPy() throws {
    let expected = try #require(try fixture("scalers.json")["summaries"]?.elements)
    for (summary, numbers) in zip(try part("training").summaries(), expected) {
      let found = [
        summary.minimum, summary.percentile5, summary.lowerQuartile, summary.median,
        summary.upperQuartile, summary.percentile95, summary.maximum, summary.mean,
        summary.standardDeviation,
      ]
      #expect(found.isClose(to: numbers.numbers, within: 1e-13, absolute: 1e-15))
    }
  }

  /// Percentiles come by selection; sorting must give the same ones, whatever the order and ties.
  @Test(arguments: [1, 2, 3, 24, 25, 100, 1001])
  func summariesAgreeWithSorting(count: Int) {
    var random = Philox(seed: 2, purpose: "test")
    let orders: [[Double]] = [
      (0..<count).map { _ in random.normal() },
      (0..<count).map { _ in (random.uniform() * 4).rounded() },
      (0..<count).map(Double.init), (0..<count).map { -Double($0) },
      (0..<count).map { Double(min($0, count - $0)) }, (0..<count).map { _ in 1 },
    ]
    for numbers in orders {
      let (summary, sorted) = (ColumnSummary(of: numbers), numbers.sorted())
      #expect(
        [
          summary.minimum, summary.percentile5, summary.lowerQuartile, summary.median,
          summary.upperQuartile, summary.percentile95, summary.maximum,
        ] == [0, 5, 25, 50, 75, 95, 100].map { percentile($0, ofSorted: sorted) })
    }
  }

  @Test func missingNumbersDoNotCountInSummaries() {
    #expect(ColumnSummary(of: [.nan, 1, 3]) == ColumnSummary(of: [1, 3]))
    #expect(ColumnSummary(of: [.nan]).median.isNaN)
  }

  @Test(arguments: [
    (MissingPolicy.mean, 3.0), (.median, 2.0), (.zero, 0.0),
  ])
  func missingNumbersAreFilledFromTrainingRows(policy: MissingPolicy, filling: Double) throws {
    // Training rows 1, 2, missing, 6; validation rows missing, 1000.
    let data = Dataset(
      name: "made",
      features: Features(names: ["a"], values: [1, 2, .nan, 6, .nan, 1000], rowCount: 6),
      targets: .values([0, 0, 0, 0, 0, 1], names: ["y"]),
      validationMarks: [false, false, false, false, true, true], missing: policy)
    let prepared = try data.prepared(Preparation(split: .given), seed: 0)
    #expect(prepared.training.features.values == [1, 2, filling, 6])
    #expect(prepared.validation?.features.values == [filling, 1000])
  }

  private func fitted(
    _ preprocessor: some Preprocessor, on training: Features, appliedTo rows: Features
  ) throws -> Features {
    var prepared = rows
    try preprocessor.fit(on: training).apply(to: &prepared)
    return prepared
  }

  private func prepare(
    _ training: Features, _ validation: Features, _ steps: PreprocessingStep...
  ) throws -> PreparedData {
    let all = training.appending(validation)
    let data = Dataset(
      name: "made", features: all,
      targets: .values([Double](repeating: 0, count: all.rowCount), names: ["y"]),
      validationMarks: (0..<all.rowCount).map { $0 >= training.rowCount })
    return try data.prepared(Preparation(split: .given, steps: steps), seed: 0)
  }
}
