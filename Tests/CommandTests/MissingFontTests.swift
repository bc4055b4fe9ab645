import TestSupport
import Testing

/// What a user sees on a machine that lacks fonts: fontconfig is shown some folders only.
@Suite struct MissingFontTests {
  private func program(in directory: String, fonts folders: [String]) throws -> Program {
    var program = Program(directory: directory)
    let list = folders.map { "<dir>\($0)</dir>" }.joined()
    try program.write(
      "<fontconfig>\(list)<cachedir>\(directory)/cache</cachedir></fontconfig>", to: "fonts.conf")
    program.environment["FONTCONFIG_FILE"] = "\(directory)/fonts.conf"
    return program
  }

  /// Inter and DejaVu: what `make demo` installs.
  private static let plain = [
    "/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/dejavu",
  ]

  private static let spec = Specs.pair(more: #""title": "गति""#)
    .replacing("low rate", with: "標準化なし").replacing("high rate", with: "標準化🍷")

  private func reports(_ program: Program) throws -> [String] {
    try program.files(below: ".").filter { $0.hasPrefix("reports") }
  }

  @Test func namesThatNoFontHasStopTheProgramBeforeItTrains() throws {
    try withTemporaryDirectory { directory in
      let program = try program(in: directory, fonts: Self.plain)
      try program.write(Self.spec, to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 66, "\(outcome)")
      let lines = outcome.errors.split(separator: "\n")
      #expect(lines.count == 3, "one line a script: \(outcome.errors)")
      for (characters, package) in [
        ("標準化なし", "apt install fonts-noto-cjk"), ("गति", "apt install fonts-noto-core"),
        ("🍷", "apt install fonts-noto-color-emoji"),
      ] {
        let line = lines.first { $0.contains(package) } ?? ""
        #expect(line.hasPrefix("error: no installed font has \(characters)"), "\(lines)")
        #expect(line.contains("--missing-glyphs question-marks"))
      }
      #expect(try reports(program).isEmpty)
    }
  }

  @Test func questionMarksGoOnWithAWarning() throws {
    try withTemporaryDirectory { directory in
      let program = try program(in: directory, fonts: Self.plain)
      try program.write(Self.spec, to: "spec.json")
      let outcome = try program.run("compare", "spec.json", "--missing-glyphs", "question-marks")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.errors.contains("warning: drawn as \"?\": no installed font has"))
      #expect(outcome.errors.contains("fonts-noto-cjk"))
      #expect(program.exists("reports/spec/report.pdf"))
    }
  }

  @Test func aReportThatCannotBeDrawnAgainKeepsItsFiles() throws {
    try withTemporaryDirectory { directory in
      var program = try program(in: directory, fonts: Self.plain + ["/usr/share/fonts"])
      try program.write(Self.spec, to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      let before = try program.contents("reports/spec/summary.png")
      let files = try reports(program)
      program = try self.program(in: directory, fonts: Self.plain)
      let outcome = try program.run("render", "reports/spec", "--template", "ticket")
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.errors.contains("fonts-noto-cjk"))
      #expect(try program.contents("reports/spec/summary.png") == before)
      #expect(try reports(program) == files)
    }
  }

  @Test func latinNamesNeedNoOtherFonts() throws {
    try withTemporaryDirectory { directory in
      let program = try program(in: directory, fonts: Self.plain)
      try program.write(Specs.pair(), to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.errors.isEmpty, "\(outcome)")
    }
  }

  @Test func withoutAnyFontNothingIsTrained() throws {
    try withTemporaryDirectory { directory in
      let program = try program(in: directory, fonts: [])
      try program.write(Specs.pair(), to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.errors.contains("apt install fonts-inter fonts-dejavu-core"))
      #expect(try reports(program).isEmpty)
    }
  }
}
