import Experiments
import Records
import Storage
import TestSupport
import Testing

/// Tensors and the order of rows that go in and out of a study.
@Suite struct SavedWeightsTests {
  private static let table = ["a,b,y", "1,2,u", "-1,0.5,v", "0.25,3,u"]

  /// A spec over three rows whose arms take names that no file could have.
  private static func text(training: String = #""shuffle": false"#) -> String {
    """
    {
      "data": {"csv": "t.csv", "target": "y"},
      "training": {
        "model": [{"dense": 3}, "batch-norm", "tanh", {"dense": "classes"}],
        "loss": "cross-entropy", "optimizer": {"sgd": 0.1}, "batch": 3, "epochs": 4, \(training)
      },
      "control": {"name": "../a b"},
      "experiment": {"name": "../a/b", "optimizer": {"adam": 0.1}},
      "seeds": 1
    }
    """
  }

  private func run(
    _ text: String, in folder: String, rows: [String] = table, saving: Bool = true
  ) async throws -> StudyRunner.Outcome {
    try Files.write(Array(rows.joined(separator: "\n").utf8), to: folder + "/t.csv")
    let study = try Study.load(Spec.parse(Array(text.utf8), path: folder + "/spec.json"))
    let store = RecordStore(reportDirectory: folder + "/report")
    _ = try store.prepare()
    return try await StudyRunner(
      jobs: 1, keepsEveryStep: true, weightsDirectory: saving ? folder + "/report/weights" : nil
    ).run(
      study, store: store, environment: StudyRunner.environment(version: "test"),
      isCancelled: { false }, progress: { _ in })
  }

  private func expect(
    trained count: Int, _ text: String, in folder: String, saving: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let outcome = try await run(text, in: folder, saving: saving)
    #expect(outcome.trainedRuns == count, sourceLocation: sourceLocation)
  }

  @Test func eachRunsTensorsAreKeptWithShapesAndStatistics() async throws {
    try await withTemporaryDirectoryAsync { folder in
      _ = try await run(Self.text(), in: folder)
      let files = try Files.names(in: folder + "/report/weights")
      #expect(
        files == [
          "-..-a-b-2-seed0-start.safetensors", "-..-a-b-2-seed0.safetensors",
          "-..-a-b-seed0-start.safetensors", "-..-a-b-seed0.safetensors",
        ])
      func tensors(_ name: String) throws -> [String: Weights.Tensor] {
        try Weights.read("\(folder)/report/weights/-..-a-b-\(name).safetensors").tensors
      }
      let (start, end) = (try tensors("seed0-start"), try tensors("seed0"))
      #expect(end["dense1.weight"]?.shape == [3, 2])
      #expect(end["batchnorm1.running_var"]?.shape == [3])
      #expect(Set(start.keys) == Set(end.keys))
      #expect(start["batchnorm1.running_mean"]?.values == [0, 0, 0])
      #expect(end["batchnorm1.running_mean"]?.values != [0, 0, 0])
      #expect(start["dense2.weight"] != end["dense2.weight"])
      #expect(try tensors("2-seed0-start") == start, "arms of a seed start alike")
    }
  }

  /// From the tensors of its start, a run with the same rows ends with the same tensors.
  @Test func aRunStartsAgainFromWhatWasKept() async throws {
    try await withTemporaryDirectoryAsync { folder in
      _ = try await run(Self.text(), in: folder)
      let start = "\(folder)/report/weights/-..-a-b-seed0-start.safetensors"
      let end = "\(folder)/report/weights/-..-a-b-seed0.safetensors"
      let first = try Weights.read(end).tensors
      let text = Self.text(
        training: #""shuffle": false, "init": "zeros", "initial-weights": "\#(start)""#)
      try await expect(trained: 2, text, in: folder)
      #expect(try Weights.read(end).tensors == first)
    }
  }

  @Test func aRunWithoutItsTensorsIsTrainedAnew() async throws {
    try await withTemporaryDirectoryAsync { folder in
      try await expect(trained: 2, Self.text(), in: folder, saving: false)
      try await expect(trained: 2, Self.text(), in: folder)
      try await expect(trained: 0, Self.text(), in: folder)
      let other = Self.text(training: #""shuffle": false, "l2": 0.1"#)
      try await expect(trained: 2, other, in: folder)
      // The records of the first spec are still there; the tensors are the other's.
      try await expect(trained: 0, Self.text(), in: folder, saving: false)
      try await expect(trained: 2, Self.text(), in: folder)
    }
  }

  /// Rows in the order 2, 0, 1 of an archive train as a table with its rows so arranged.
  @Test func rowsAreTakenInTheOrderGiven() async throws {
    let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let order = folders.joined(separator: "/") + "/DatasetsTests/Fixtures/order-one.npz"
    func losses(_ training: String, _ rows: [String]) async throws -> [Double]? {
      try await withTemporaryDirectoryAsync { folder in
        let text = Self.text(training: training).replacing(#""batch": 3"#, with: #""batch": 2"#)
          .replacing(#""batch-norm", "#, with: "")
        let outcome = try await run(text, in: folder, rows: rows, saving: false)
        return outcome.study.arms[0].runs[0].series[SeriesName.stepLoss]?.values
      }
    }
    let given = try await losses(#""batch-order": "\#(order)""#, Self.table)
    let table = Self.table
    let arranged = try await losses(
      #""shuffle": false"#, [table[0], table[3], table[1], table[2]])
    #expect(given?.count == 8)
    #expect(given == arranged)
  }
}
