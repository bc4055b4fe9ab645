import Experiments
import JSONTrees
import Records
import TestSupport
import Testing

/// The whole way from a spec's files to its records, against PyTorch's run of the same files.
@Suite struct ExampleParityTests {
  @Test(arguments: ["compare-with-pytorch", "compare-images-with-pytorch"])
  func examplesRepeatPyTorchsLosses(example: String) async throws {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let path = root.joined(separator: "/") + "/examples/\(example)/spec.json"
    let study = try Study.load(Spec.load(path))
    let outcome = try await withTemporaryDirectoryAsync { folder in
      let store = RecordStore(reportDirectory: folder)
      _ = try store.prepare()
      return try await StudyRunner(jobs: 1, keepsEveryStep: true).run(
        study, store: store, environment: StudyRunner.environment(version: "parity"),
        isCancelled: { false },
        progress: { _ in })
    }
    let expected = try readFixture("example").required("cases").elements
      .filter { $0["example"]?.string == example }
    #expect(outcome.study.arms.map(\.name) == expected.map { $0["name"]?.string })
    for (arm, theirs) in zip(outcome.study.arms, expected) {
      for name in [SeriesName.stepLoss, SeriesName.validationLoss] {
        let ours = arm.runs.first?.series[name]?.values ?? []
        let deviation = try Deviation(
          ours, from: theirs.required(name).numbers, at: "\(arm.name)'s \(name)")
        #expect(deviation.error <= Deviation.allowed, "\(deviation)")
      }
    }
  }
}
