public import Records

/// Finds all that a report says, from the record alone.
///
/// The same record gives the same findings: nothing here reads a clock, a file or a random source whose
/// seed is not fixed.
public func judge(_ study: StudyRecord) -> Findings {
  var findings = Findings()
  findings.comparisons = compare(study)
  findings.referenceLevels = referenceLevels(of: study)
  findings.plateaus = plateaus(of: study, levels: findings.referenceLevels)
  findings.stability = stabilityLimits(of: study)
  findings.symptoms = Symptoms.examine(study)
  findings.separations = separate(findings.comparisons, in: study)
  findings.expectations = judge(expectations: study.expectations, of: study, findings)
  findings.caveats = caveats(of: study, findings)
  findings.reasons = Reasons.all(for: study, findings)
  findings.headline = findings.headline(for: study)
  return findings
}
