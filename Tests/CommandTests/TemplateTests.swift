import TestSupport
import Testing

@Suite struct TemplateTests {
  private static let names = ["full", "ticket", "ci", "paper", "slides"]

  @Test func theListSaysWhatEachTemplateWrites() throws {
    try withTemporaryDirectory { directory in
      let outcome = try Program(directory: directory).run("templates")
      #expect(outcome.status == 0, "\(outcome)")
      for name in Self.names {
        #expect(outcome.output.contains("\n\(name)  ") || outcome.output.hasPrefix("\(name)  "))
      }
      #expect(outcome.output.contains("report.pdf on A4; pictures summary, loss"))
      #expect(outcome.output.contains("report.pdf on 16:9"))
      #expect(outcome.output.contains("curves (252 × 180 pt)"))
    }
  }

  /// What is printed is a template that checks and draws like the built-in one.
  @Test func aPrintedTemplateIsOneToStartFrom() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      for name in Self.names {
        #expect(
          try program.shell("\"$lossreport\" templates show \(name) > \(name).json").status == 0)
      }
      let check = try program.run("templates", "check", "full.json", "paper.json")
      #expect(check.status == 0, "\(check)")
      #expect(check.output.contains("full.json: report.pdf on A4"))
      #expect(try program.run("compare", "spec.json", "--out", "a", "--template", "ci").status == 0)
      #expect(
        try program.run("compare", "spec.json", "--out", "b", "--template", "ci.json").status == 0)
      #expect(try program.contents("a/report.pdf") == program.contents("b/report.pdf"))
      #expect(try program.files(below: "a").filter { $0.hasSuffix(".png") } == ["summary.png"])
    }
  }

  @Test func aWrongNameIs64AndNamesTheNearest() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      for arguments in [["show", "tickets"], ["show"], ["lst"]] {
        let outcome = try program.shell(
          "\"$lossreport\" templates \(arguments.joined(separator: " "))")
        #expect(outcome.status == 64, "\(outcome)")
      }
      let outcome = try program.run("templates", "show", "tickets")
      #expect(outcome.errors.contains("did you mean \"ticket\"?"))
    }
  }

  @Test func faultsOfATemplateAre65WithTheirPlace() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      try program.write("{ \"pictures\": [\"loss\"],\n  \"pagse\": [] }", to: "my.json")
      let fault = "my.json:2:3: pagse: unknown key \"pagse\"; did you mean \"page\"?"
      for outcome in [
        try program.run("templates", "check", "my.json"),
        try program.run("compare", "spec.json", "--template", "my.json"),
      ] {
        #expect(outcome.status == 65, "\(outcome)")
        #expect(outcome.errors.contains(fault), "\(outcome.errors)")
      }
      #expect(try program.run("templates", "check", "nowhere.json").status == 66)
      #expect(!program.exists("reports"))
    }
  }

  @Test func theSchemasAreThoseOfTheDocumentation() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      let template = try program.run("schema", "--template")
      #expect(template.status == 0)
      #expect(template.output.contains("lossreport-template-1.schema.json"))
      #expect(try program.run("schema").output.contains("lossreport-spec-1.schema.json"))
    }
  }

  @Test(arguments: ["templates", "templates show full", "schema --template"])
  func outputThatIsNotTakenIs74(_ command: String) throws {
    try withTemporaryDirectory { directory in
      let outcome = try Program(directory: directory).shell(
        "\"$lossreport\" \(command) > /dev/full")
      #expect(outcome.status == 74, "\(outcome)")
      #expect(outcome.errors.contains("cannot write the output"))
    }
  }

  /// A reader that goes away ends the program by SIGPIPE, as it ends any program of a pipe.
  @Test func aClosedPipeEndsTheProgram() throws {
    try withTemporaryDirectory { directory in
      let outcome = try Program(directory: directory).shell(
        "(sleep 0.2; \"$lossreport\" schema --template; echo $? >&2) | true")
      #expect(outcome.errors.contains("141") || outcome.errors.contains("74"), "\(outcome)")
    }
  }

  /// A limit on the size of files stands in for a disk that is full while the PDF is written.
  @Test func aPDFThatCannotBeWrittenLeavesTheOldReport() throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      try program.write(Specs.pair(), to: "spec.json")
      #expect(try program.run("compare", "spec.json", "--template", "ci").status == 0)
      let old = try program.contents("reports/spec/report.pdf")
      let outcome = try program.shell(
        "trap '' XFSZ; ulimit -f 20; exec \"$lossreport\" render reports/spec --template full")
      #expect(outcome.status == 74, "\(outcome)")
      #expect(outcome.errors.contains("reports/spec/"))
      #expect(try program.contents("reports/spec/report.pdf") == old)
      #expect(try !program.files(below: "reports/spec").contains { $0.hasSuffix(".tmp") })
    }
  }

  @Test func completionsNameTheTemplates() throws {
    try withTemporaryDirectory { directory in
      let script = try Program(directory: directory).run("--generate-completion-script", "bash")
      let list = Self.names.map { "'\($0)'" }.joined(separator: "$'\\n'")
      #expect(script.output.split(separator: list).count == 4, "compare, render, templates show")
    }
  }
}
