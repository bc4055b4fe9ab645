import TestSupport
import Testing

@Suite struct FirstSpecTests {
  @Test func aFirstSpecIsSoundAndCompares() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      var table = "width,height,label\n"
      for row in 0..<60 { table += "\(row % 7),\(row * 100),\(row % 2 == 0 ? "even" : "odd")\n" }
      try program.write(table, to: "train.csv")
      let outcome = try program.run("init", "train.csv")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.errors.contains(#"predicting "label""#))
      try program.write(outcome.output, to: "spec.json")
      let check = try program.run("check", "spec.json")
      #expect(check.status == 0, "\(check)")
      #expect(check.output.contains("60 rows × 2 features, 2 classes"))
      #expect(!program.exists("reports"))
      #expect(try program.run("compare", "spec.json", "--seeds", "2").status == 0)
    }
  }

  @Test func aTargetThatIsNotThereIsNamedWithItsNeighbour() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write("a,label\n1,x\n2,y\n", to: "train.csv")
      let outcome = try program.run("init", "train.csv", "--target", "lable")
      #expect(outcome.status == 65, "\(outcome)")
      #expect(outcome.errors.contains(#"did you mean "label"?"#))
    }
  }

  @Test func theSchemaIsJSONThatNamesEveryTopLevelKey() throws {
    try withTemporaryDirectory { directory in
      let outcome = try Program(directory: directory).run("schema")
      #expect(outcome.status == 0)
      for key in ["data", "training", "control", "experiments", "sweep", "seeds", "expect"] {
        #expect(outcome.output.contains("\"\(key)\": {"), "\(key)")
      }
    }
  }
}
