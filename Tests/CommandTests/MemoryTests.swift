import Glibc
import TestSupport
import Testing

@Suite struct MemoryTests {
  /// 10¹² weights between the two layers: 4 TB each for them, their gradients and Adam's means.
  private static let trillion = #"[{"dense": 1e6}, {"dense": 1e6}, {"dense": "classes"}]"#

  @Test(arguments: ["check", "compare"])
  func aTrillionParametersAreRefusedBeforeAnythingIsAllocated(command: String) throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(model: Self.trillion), to: "spec.json")
      let outcome = try program.run(command, "spec.json")
      #expect(outcome.status == 65)
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.errors == """
          error: spec.json:4:31: training.model[1]: the network needs more than 8.6 GB from here \
          on; expected fewer units, or a higher --max-memory

          """)
      #expect(!program.exists("reports"))
      var usage = rusage()
      #expect(unsafe getrusage(RUSAGE_CHILDREN.rawValue, &usage) == 0)
      #expect(usage.ru_maxrss < 1_000_000, "kB of the largest program that was run")
    }
  }

  /// 40 million weights pass the limit of one command as of the other.
  @Test(arguments: ["check", "compare"])
  func bothCommandsKeepTheLimit(command: String) throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      let model = #"[{"dense": 6000}, {"dense": 6000}, {"dense": "classes"}]"#
      try program.write(Specs.pair(epochs: 1, model: model), to: "spec.json")
      let outcome = try program.run(command, "spec.json", "--max-memory", "256M")
      #expect(outcome.status == 65)
      #expect(
        outcome.errors.contains("training needs about 435 MB and the limit is 268 MB"),
        "\(outcome.errors)")
    }
  }

  @Test func checkSaysWhatTrainingWillHold() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      let outcome = try program.run("check", "spec.json")
      #expect(outcome.status == 0)
      #expect(
        outcome.output.contains(
          /\n  memory      [\d.]+ kB a run, [\d.]+ kB for \d runs? at a time, beside 960 bytes of data\n/
        ), "\(outcome.output)")
    }
  }
}
