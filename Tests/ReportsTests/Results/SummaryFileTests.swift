import Diagnostics
import Records
import Reports
import TestSupport
import Testing

@Suite struct SummaryFileTests {
  private func text(
    _ study: StudyRecord, _ findings: Findings? = nil, pictures: [SummaryFile.Picture] = []
  ) throws -> String {
    let bytes = try SummaryFile.bytes(
      study: study, findings: findings ?? judge(study), environment: Sample.environment,
      pictures: pictures)
    #expect(bytes.count < 60_000)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func hasVerdictTablePicturesAndTheWayBack() throws {
    let findings = judge(Sample.wine)
    let text = try text(
      Sample.wine, findings,
      pictures: [
        .init(name: "summary", path: "summary.png", caption: "The card [1]"),
        .init(name: "loss", path: "loss.png", caption: "Curves"),
      ])
    let sentence = try #require(findings.comparisons.first?.sentence)
    for part in [
      "# \(findings.headline)", "**\(sentence.prefix { $0 != ":" })**\(sentence.dropFirst(8))",
      "| unscaled | ", "| standardised | ",
      "![The card \\[1\\]](summary.png)", "![Curves](loss.png)", "| standardised | `preprocess` |",
      "    lossreport compare wine.json", "spec 3f9c41d2", "## Why", "p = 0.008",
    ] {
      #expect(text.contains(part), "\(part) in\n\(text)")
    }
    #expect(!text.contains("{{"))
  }

  /// Scores beside the metric have a table, and so has the recall of each of a few classes.
  @Test func showsScoresAndRecalls() throws {
    var study = Sample.wine
    for arm in study.arms.indices {
      for run in study.arms[arm].runs.indices {
        study.arms[arm].runs[run].finals["validation.f1"] = 0.5 + 0.25 * Double(arm)
        for index in 0..<3 {
          study.arms[arm].runs[run].finals["validation.recall.\(index)"] = 0.125 * Double(index)
        }
      }
    }
    let text = try text(study)
    #expect(text.contains("## Scores, medians of finished seeds, on the held-out rows"))
    #expect(text.contains(" F1 |") && text.contains("## Share found of each class on the held-out"))
    #expect(text.contains(#"| arm | class\_0 | class\_1 | class\_2 |"#))
    #expect(text.contains("| standardised | 0 | 0.125 | 0.250 |"))
  }

  /// Every table has one number of columns, whatever the names are.
  @Test(arguments: StudyFixture.cases)
  func tablesStayTables(_ fixture: StudyFixture) throws {
    var study = fixture.study
    study.arms[0].name += " a|b `c` <d>\nnext *line* [x](y)"
    let text = try text(study)
    var width: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let bars = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
      #expect(width == nil || width == bars, "\(line)")
      width = bars
    }
    #expect(text.contains("a\\|b \\`c\\` &lt;d&gt; next \\*line\\* \\[x\\](y)"))
  }

  @Test func manyArmsStayUnderTheLimit() throws {
    var study = StudyFixture.wine.study
    let arm = study.arms[1]
    study.arms += (0..<400).map { i in
      var copy = arm
      copy.name = "experiment \(i) " + String(repeating: "with a long name ", count: 20)
      return copy
    }
    var findings = Findings(headline: "Nothing")
    findings.caveats = Array(repeating: String(repeating: "Careful. ", count: 100), count: 100)
    let text = try text(study, findings)
    #expect(text.contains("more arms are in results.json"))
  }

  @Test func aBrokenTemplateIsAnError() {
    #expect(throws: TemplateError.self) {
      try SummaryFile.bytes(
        study: Sample.wine, findings: Findings(), environment: Sample.environment, pictures: [],
        template: "{{#a}}")
    }
  }
}
