public import Diagnostics
public import JSONTrees
public import Records

/// `results.json`: everything that the report says, for other programs.
///
/// The same study makes the same bytes, timings left out. Numbers that JSON lacks are the strings
/// "nan", "inf" and "-inf"; docs/results.md lists every key.
public enum ResultsFile {
  /// The version of the layout; another version may rename or remove keys, this one only adds.
  public static let schema = 1

  /// The file's bytes; timings stand in it only where some are given.
  public static func bytes(
    study: StudyRecord, findings: Findings, environment: RenderingEnvironment,
    timings: [Timing] = []
  ) -> [UInt8] {
    json(study: study, findings: findings, environment: environment, timings: timings)
      .utf8(.readable)
  }

  /// The file as a JSON value.
  public static func json(
    study: StudyRecord, findings: Findings, environment: RenderingEnvironment,
    timings: [Timing] = []
  ) -> JSON {
    let spent: JSON? =
      timings.isEmpty
      ? nil : .object(timings.map { JSON.Member($0.name, JSON($0.seconds)) })
    return .object([
      "schema": JSON(schema),
      "title": .string(study.title),
      "name": .string(study.name),
      "headline": .string(findings.headline),
      "spec": study.spec,
      "spec_sha256": .string(study.specDigest),
      "environment": [
        "lossreport": .string(study.environment.lossreport),
        "scalar": .string(study.environment.scalar),
        "blas": .string(study.environment.blas),
        "blas_core": .string(study.environment.blasCore),
        "cairo": .string(environment.cairo),
        "fonts": .array(environment.fonts.map { .string($0) }),
      ],
      "dataset": study.dataset.results,
      "metric": .string(study.metric),
      "metric_grows": .bool(study.metricGrows),
      "metric_reason": JSON(study.metricReason),
      "minimum_effect": JSON(study.minimumEffect),
      "arms": .array(study.arms.map(\.results)),
      "comparisons": .array(findings.comparisons.map(\.results)),
      "reasons": .array(
        findings.reasons.map { ["sentence": .string($0.sentence), "rule": .string($0.rule)] }),
      "caveats": .array(findings.caveats.map { .string($0) }),
      "reference_levels": .array(findings.referenceLevels.map(\.results)),
      "plateaus": .array(findings.plateaus.map(\.results)),
      "stability": .array(findings.stability.map(\.results)),
      "separations": .array(findings.separations.map(\.results)),
      "symptoms": .array(findings.symptoms.map(\.results)),
      "expectations": .array(findings.expectations.map(\.results)),
      "timings": spent,
    ])
  }
}

extension JSON {
  /// A string, or null: a key that is always there is easier to read than one that comes and goes.
  init(_ string: String?) {
    self = string.map { .string($0) } ?? .null
  }

  init(_ number: Double?) {
    self = number.map { JSON($0) } ?? .null
  }

  init(_ number: Int?) {
    self = number.map { JSON($0) } ?? .null
  }
}
