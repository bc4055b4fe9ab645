internal import Charts
public import Diagnostics
internal import Mustache
public import Records
internal import Templates

/// `summary.md`: the report for a pull request or a job's summary, under 60 kB.
public enum SummaryFile {
  /// A picture that lies beside the file.
  public struct Picture: Equatable, Sendable {
    public var name: String
    /// Relative to the file.
    public var path: String
    public var caption: String

    public init(name: String, path: String, caption: String) {
      self.name = name
      self.path = path
      self.caption = caption
    }
  }

  /// What GitHub and GitLab show without cutting.
  public static let maximumBytes = 60_000

  /// The file's bytes; long lists end in a count of what results.json has more.
  public static func bytes(
    study: StudyRecord, findings: Findings, environment: RenderingEnvironment,
    pictures: [Picture], template: String? = nil
  ) throws(TemplateError) -> [UInt8] {
    let text = template ?? String(decoding: Templates.summary, as: UTF8.self)
    let parsed: MustacheTemplate
    do {
      parsed = try MustacheTemplate(string: text)
    } catch {
      throw TemplateError(file: "summary.mustache", message: "not a Mustache template: \(error)")
    }
    var lines = 40
    while true {
      let summary = SummaryValues(
        study: study, findings: findings, environment: environment, pictures: pictures,
        mostLines: lines)
      let bytes = Array(parsed.render(summary.values).utf8)
      if bytes.count < maximumBytes || lines == 0 { return bytes }
      lines /= 2
    }
  }
}

/// What the Mustache template can name.
struct SummaryValues {
  var study: StudyRecord
  var findings: Findings
  var environment: RenderingEnvironment
  var pictures: [SummaryFile.Picture]
  /// How long a list may be.
  var mostLines: Int

  var values: [String: Any] {
    let outcomes = ArmOutcome.all(of: study, findings)
    let changes = study.arms.flatMap { arm in arm.changes.map { (arm, $0) } }
    let fired = findings.symptoms.filter { $0.state == .fired }
    let card = pictures.first { $0.name == SummaryValues.cardName }
    let others = pictures.filter { $0.name != SummaryValues.cardName }
    var values: [String: Any] = [
      "title": Markdown.line(study.title),
      "headline": Markdown.line(findings.headline.isEmpty ? study.title : findings.headline),
      "verdicts": findings.comparisons.prefix(mostLines).map {
        [
          "verdict": $0.verdict.rawValue,
          "sentence": Markdown.line($0.sentence.without(prefix: "\($0.verdict.rawValue): ")),
        ]
      },
      "settings": Markdown.line(study.settingsParts.joined(separator: " · ")),
      "metric": Markdown.line(study.metric),
      "arms": outcomes.prefix(mostLines).map { row($0) },
      "scores": ScoreTable.all(of: study).map { scores($0) },
      "hasChanges": !changes.isEmpty,
      "changes": changes.prefix(mostLines).map { arm, change in
        [
          "arm": Markdown.line(arm.name), "path": Markdown.code(change.path),
          "control": Markdown.line(change.control),
          "experiment": Markdown.line(change.experiment),
        ]
      },
      "hasReasons": !findings.reasons.isEmpty,
      "reasons": findings.reasons.map { Markdown.line($0.sentence) },
      "hasCaveats": !findings.caveats.isEmpty,
      "caveats": findings.caveats.prefix(mostLines).map { Markdown.line($0) },
      "hasExpectations": !findings.expectations.isEmpty,
      "expectations": findings.expectations.prefix(mostLines).map {
        [
          "mark": $0.met ? "x" : " ",
          "sentence": Markdown.line($0.sentence.without(prefix: $0.met ? "met: " : "not met: ")),
        ]
      },
      "hasSymptoms": !fired.isEmpty,
      "symptoms": fired.prefix(mostLines).map {
        [
          "code": $0.code, "arm": Markdown.line($0.arm),
          "seeds": "\($0.seedsFired) of \($0.seedsExamined)",
          "sentence": Markdown.line($0.sentence),
        ]
      },
      "hasPictures": !others.isEmpty,
      "pictures": others.map { picture($0) },
      "origin": Markdown.line(study.originParts.joined(separator: " · ")),
    ]
    if let card { values["card"] = picture(card) }
    if !environment.command.isEmpty { values["command"] = environment.command }
    for (key, count) in [
      ("moreArms", outcomes.count), ("moreChanges", changes.count), ("moreSymptoms", fired.count),
    ] where count > mostLines {
      values[key] = "\(count - mostLines)"
    }
    return values
  }

  private static let cardName = "summary"

  private func row(_ outcome: ArmOutcome) -> [String: String] {
    let range = outcome.finiteRange.map {
      "\(NumberText.significant($0.low)), \(NumberText.significant($0.high))"
    }
    return [
      "name": Markdown.line(outcome.arm.name),
      "median": outcome.median.map { NumberText.significant($0) } ?? "not measured",
      "range": range ?? "none finite",
      "diverged": "\(outcome.divergedCount) of \(outcome.arm.runs.count)",
      "effect": outcome.comparison?.effectText ?? "control",
      "p": outcome.comparison?.pText ?? "",
    ]
  }

  private func scores(_ table: ScoreTable) -> [String: Any] {
    [
      "title": table.title, "columns": table.columns.map { Markdown.line($0) },
      "rows": table.rows.prefix(mostLines).map { row -> [String: Any] in
        ["name": Markdown.line(row.arm.name), "cells": row.cells]
      },
    ]
  }

  private func picture(_ picture: SummaryFile.Picture) -> [String: String] {
    ["caption": Markdown.line(picture.caption), "file": picture.path]
  }
}
