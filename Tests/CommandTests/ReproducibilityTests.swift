import TestSupport
import Testing

@Suite struct ReproducibilityTests {
  /// Every file but the records' own names must be the same, byte for byte.
  @Test func theNumberOfJobsChangesNoByte() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(seeds: 3), to: "spec.json")
      #expect(try program.run("compare", "spec.json", "--out", "one", "--jobs", "1").status == 0)
      #expect(try program.run("compare", "spec.json", "--out", "four", "--jobs", "4").status == 0)
      let files = try program.files(below: "one")
      #expect(files.contains("results.json"))
      #expect(try program.files(below: "four") == files)
      for file in files where file != "records" {
        #expect(try program.contents("one/\(file)") == program.contents("four/\(file)"), "\(file)")
      }
    }
  }

  @Test func rendersTheSameBytesFromItsRecords() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      let files = try program.files(below: "reports/spec").filter { !$0.hasPrefix("records") }
      var before: [String: [UInt8]] = [:]
      for file in files { before[file] = Array(try program.contents("reports/spec/\(file)")) }
      _ = try program.shell("cd reports/spec && rm -f *.png *.pdf *.md results.json series.csv")
      let outcome = try program.run("render", "reports/spec")
      #expect(outcome.status == 0, "\(outcome)")
      for file in files {
        #expect(Array(try program.contents("reports/spec/\(file)")) == before[file], "\(file)")
      }
    }
  }

  @Test func anUnchangedArmIsNotTrainedAgain() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      func records() throws -> Set<String> {
        Set(try program.files(below: "reports/spec/records")).subtracting(["study.json"])
      }
      try program.write(Specs.pair(seeds: 2), to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      let first = try records()
      try program.write(Specs.pair(seeds: 2, experimentRate: 0.2), to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      let second = try records()
      #expect(first.count == 4)
      #expect(second.isSuperset(of: first))
      #expect(second.count == 6)
    }
  }

  @Test func weightsAreKeptWhenAskedFor() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(seeds: 1), to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      #expect(try !program.files(below: "reports/spec").contains("weights"))
      #expect(try program.run("compare", "spec.json", "--save-weights").status == 0)
      let weights = try program.files(below: "reports/spec/weights")
      #expect(
        Set(weights) == [
          "high-rate-seed0-start.safetensors", "high-rate-seed0.safetensors",
          "low-rate-seed0-start.safetensors", "low-rate-seed0.safetensors",
        ])
    }
  }

  @Test func aDamagedRecordIsTrainedAnew() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      let results = try program.contents("reports/spec/results.json")
      _ = try program.shell(
        "for f in reports/spec/records/*.json; do printf x | dd of=$f bs=1 seek=200 conv=notrunc; done"
      )
      #expect(try program.run("render", "reports/spec").status == 65)
      #expect(try program.run("compare", "spec.json").status == 0)
      #expect(try program.contents("reports/spec/results.json") == results)
    }
  }

  @Test func specsOfOneNameWriteIntoTheirFoldersNames() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "a/spec.json")
      try program.write(Specs.pair(), to: "b/spec.json")
      let outcome = try program.run("compare", "a/spec.json", "b/spec.json")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(program.exists("reports/a/results.json"))
      #expect(program.exists("reports/b/results.json"))
      #expect(try program.run("compare", "a/spec.json", "a/../a/spec.json").status == 64)
    }
  }
}
