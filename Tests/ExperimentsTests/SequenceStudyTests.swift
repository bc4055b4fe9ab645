import Datasets
import Experiments
import JSONTrees
import Learning
import Records
import Storage
import TestSupport
import Testing

/// Series, texts and images from the spec's file to the run's record.
@Suite struct SequenceStudyTests {
  private func spec(_ text: String, in folder: String) throws -> Spec {
    try Files.write(Array(text.utf8), to: "\(folder)/spec.json")
    return try Spec.load("\(folder)/spec.json")
  }

  /// A sine of 60 steps as a table and the words of a rhyme as a text.
  private func withData<Result>(_ body: (String) throws -> Result) throws -> Result {
    try withTemporaryDirectory { folder in
      let values = (0..<60).map { "\($0),\(Double(($0 * 37) % 100))" }
      let table = "t,y\n" + values.joined(separator: "\n")
      try Files.write(Array(table.utf8), to: "\(folder)/s.csv")
      try Files.write(Array(String(repeating: "ab cd\n", count: 30).utf8), to: "\(folder)/s.txt")
      return try body(folder)
    }
  }

  private static let network =
    #""model": ["flatten", {"dense": "targets"}], "loss": "mse", "optimizer": {"sgd": 0.01}, "epochs": 3"#

  @Test func windowsHaveTheirShapeAndTheLastAreHeldOut() throws {
    try withData { folder in
      let spec = try spec(
        """
        {"data": {"csv": "s.csv", "target": "y", "window": 5, "drop": ["t"], "task": "regression",
                  "validation": 0.2},
         "training": {\(Self.network)}, "experiment": {"preprocess": ["standardize"]}}
        """, in: folder)
      let (datasets, _) = try spec.open()
      #expect(datasets[0].rowShape == [5, 1] && datasets[0].rowCount == 55)
      #expect(spec.control.data.split == .last(0.2))
      let data = try datasets[0].prepared(spec.experiments[0].preparation, seed: 1)
      #expect(data.training.rowCount == 44 && data.training.sources == Array(0..<44))
    }
  }

  @Test func aGapThatLeavesNothingIsFoundBeforeTraining() throws {
    try withData { folder in
      let spec = try spec(
        """
        {"data": {"csv": "s.csv", "target": "y", "window": 5, "task": "regression",
                  "validation": {"fraction": 0.2, "gap": 44}},
         "training": {\(Self.network)}, "experiment": {"preprocess": ["standardize"]}}
        """, in: folder)
      let error = #expect(throws: SpecError.self) { try spec.open() }
      let fault = try #require(error?.faults.first)
      #expect(fault.keyPath == "data.validation")
      #expect(
        fault.message
          == "s.csv: no row is left to train on: 44 rows before the validation rows, of which 44 lie in the gap"
      )
    }
  }

  /// Both arms' errors are in the target's units, the losses each in their own.
  @Test func errorsAreInTheTargetsUnits() throws {
    try withData { folder in
      let spec = try spec(
        """
        {"data": {"csv": "s.csv", "target": "y", "window": 5, "drop": ["t"], "task": "regression"},
         "training": {\(Self.network), "preprocess": ["standardize"]},
         "experiment": {"standardize-target": true}}
        """, in: folder)
      let (datasets, _) = try spec.open()
      let data = try datasets[0].prepared(spec.experiments[0].preparation, seed: 0)
      let scale = try #require(data.targetScale).scale
      let rows = LabelledRows(data.training, shape: data.rowShape)
      let result = try train(spec.experiments[0].training.job(seed: 0, rows: rows), on: rows)
      let record = RunRecord(
        seed: 0, result, data: DataRecord(trainingRows: rows.rowCount, validationRows: 0),
        features: FeatureScale(
          names: [], raw: [], prepared: [], rawCondition: .nan, preparedCondition: .nan,
          gradientShares: []), targetScale: scale)
      for name in ["train.rmse", "train.mae"] {
        let own = try #require(result.finals[name])
        #expect(record.finals[name] == own * scale)
        #expect(record.series[name]?.values == result.series[name]?.values.map { $0 * scale })
      }
      for name in ["train.loss", "train.r2"] {
        #expect(record.finals[name] == result.finals[name])
        #expect(record.series[name]?.values == result.series[name]?.values)
      }
    }
  }

  @Test func tokensReachTheNetworkAndHaveNoScale() throws {
    try withData { folder in
      let spec = try spec(
        """
        {"data": {"text": "s.txt", "window": 6, "validation": 0.2},
         "training": {"model": [{"embedding": 4}, {"dense": "classes"}], "loss": "cross-entropy",
                      "optimizer": {"adam": 0.01}, "epochs": 2},
         "experiment": {"optimizer": {"adam": 0.1}}}
        """, in: folder)
      let (datasets, _) = try spec.open()
      #expect(datasets[0].vocabulary?.count == 6 && datasets[0].targetSteps == 6)
      let data = try datasets[0].prepared(spec.control.preparation, seed: 0)
      let rows = LabelledRows(data.training, shape: data.rowShape)
      let job = spec.control.training.job(seed: 0, rows: rows, vocabulary: 6)
      let result = try train(job, on: rows)
      #expect(result.outcome == .completed)
      let losses = try #require(result.series["train.loss"]?.values)
      #expect(try #require(losses.last) < losses[0])
    }
  }

  @Test func tokensAreNotAugmented() throws {
    try withData { folder in
      let spec = try spec(
        """
        {"data": {"text": "s.txt", "window": 6},
         "training": {"model": [{"embedding": 4}, {"dense": "classes"}], "loss": "cross-entropy",
                      "optimizer": {"adam": 0.01}, "epochs": 2},
         "experiment": {"augment": [{"noise": 0.1}, {"mix-up": 0.2}]}}
        """, in: folder)
      let error = #expect(throws: SpecError.self) { try spec.open() }
      #expect(
        error?.faults.map(\.message) == [
          #""mix-up" calculates with features, and the tokens of s.txt are names"#,
          #""noise" calculates with features, and the tokens of s.txt are names"#,
        ])
    }
  }
}
