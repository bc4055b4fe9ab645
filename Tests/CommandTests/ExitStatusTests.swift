import TestSupport
import Testing

@Suite struct ExitStatusTests {
  @Test func aMetExpectationIsSuccess() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(
        Specs.pair(more: #""expect": [{"verdict": "descriptive"}]"#), to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.output.contains("reports/spec/"))
      #expect(program.exists("reports/spec/results.json"))
    }
  }

  @Test func anUnmetExpectationIsOneAndSaidSo() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(
        Specs.pair(more: #""expect": [{"metric": "validation.loss", "ratio-below": 1e-9}]"#),
        to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 1, "\(outcome)")
      #expect(outcome.output.contains("expect not met"))
      #expect(program.exists("reports/spec/results.json"))
    }
  }

  @Test func nothingToCompareIsTwo() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.diverging(), to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 2, "\(outcome)")
    }
  }

  @Test(arguments: [
    ["compare"], ["compare", "spec.json", "--jobs", "0"], ["compare", "spec.json", "--seeds", "0"],
    ["compare", "spec.json", "--format", "bmp"],
    ["compare", "spec.json", "--theme", "grey"], ["compare", "spec.json", "--page", "a5"],
    ["compare", "spec.json", "--pictures", "loss,lots"],
    ["compare", "spec.json", "--pictures", ""],
    ["compare", "spec.json", "--no-such-option"],
    ["no-such-command"], ["compare", "spec.json", "--record", "everything"], ["render"],
  ])
  func aWrongCommandLineIs64(_ arguments: [String]) throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      let outcome = try program.shell("exec \"$lossreport\" " + arguments.joined(separator: " "))
      #expect(outcome.status == 64, "\(outcome)")
      #expect(try program.files(below: ".") == ["spec.json"])
    }
  }

  @Test func aWrongSpecIs65AndLeavesNothing() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(
        Specs.pair(model: #"[{"dense": 8}, "rleu", {"dense": 7}]"#), to: "spec.json")
      let outcome = try program.run("compare", "spec.json", "--out", "deep/reports")
      #expect(outcome.status == 65, "\(outcome)")
      #expect(outcome.errors.contains(#"unknown layer "rleu"; did you mean "relu"?"#))
      #expect(outcome.errors.contains("spec.json:4:"))
      #expect(try program.files(below: ".") == ["spec.json"])
    }
  }

  @Test func missingInputIs66() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      #expect(try program.run("compare", "nowhere.json").status == 66)
      try program.write(
        #"{"data": {"csv": "no.csv", "target": "y"}, "training": {"model": [{"dense": 1}], "loss": "mse", "optimizer": "adam", "epochs": 1}, "experiment": {"epochs": 2}}"#,
        to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.errors.contains("no.csv"))
      #expect(try program.files(below: ".") == ["spec.json"])
    }
  }

  @Test func aFolderWithoutRecordsCannotBeRendered() throws {
    try withTemporaryDirectory { directory in
      let outcome = try Program(directory: directory).run("render", ".")
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.errors.contains("holds no records"))
    }
  }

  @Test func aNetworkBeyondTheMemoryLimitIsRefusedBeforeItIsMade() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(
        Specs.pair(model: #"[{"dense": 100000}, {"dense": 100000}, {"dense": "classes"}]"#),
        to: "spec.json")
      let outcome = try program.run("check", "spec.json", "--max-memory", "2G")
      #expect(outcome.status == 65, "\(outcome)")
      #expect(outcome.errors.contains("--max-memory"))
    }
  }

  @Test func aFolderThatCannotBeMadeIs74() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      try program.write("in the way", to: "file")
      let outcome = try program.run("compare", "spec.json", "--out", "file/reports")
      #expect(outcome.status == 74, "\(outcome)")
      #expect(outcome.errors.contains("cannot create file: a file of that name is in the way"))
    }
  }

  /// A limit on the size of files stands in for a full disk: writing fails in the middle of a file.
  @Test func aFullDiskIs74AndKeepsTheOldReport() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      let before = try program.files(below: "reports")
      let old = try program.contents("reports/spec/series.csv")
      try program.write(Specs.pair(epochs: 60, seeds: 3), to: "spec.json")
      let outcome = try program.shell(
        "trap '' XFSZ; ulimit -f 64; exec \"$lossreport\" compare spec.json")
      #expect(outcome.status == 74, "\(outcome)")
      #expect(try program.contents("reports/spec/series.csv") == old)
      let after = try program.files(below: "reports").filter { !$0.contains("/records/") }
      #expect(after == before.filter { !$0.contains("/records/") })
    }
  }

  @Test func outputThatIsNotTakenIs74() throws {
    try withTemporaryDirectory { directory in
      let outcome = try Program(directory: directory).shell("\"$lossreport\" schema > /dev/full")
      #expect(outcome.status == 74, "\(outcome)")
    }
  }

  @Test func helpShowsExamplesAndTheTableOfExitCodes() throws {
    try withTemporaryDirectory { directory in
      let outcome = try Program(directory: directory).run("compare", "--help")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("lossreport compare spec.json"))
      for code in ["    0  ", "    1  ", "   65  ", "  130  "] {
        #expect(outcome.output.contains(code), "\(code)")
      }
    }
  }
}
