internal import Records
internal import Statistics

/// What a reader must know to read the verdict rightly.
func caveats(of study: StudyRecord, _ findings: Findings) -> [String] {
  var caveats: [String] = []
  if study.dataset.isSynthetic {
    caveats.append(
      "The data is synthetic (\(study.dataset.name)): the pair shows that this cause can act, not that "
        + "it does on your data.")
  }
  if let reason = study.metricReason {
    caveats.append("Compared by \(Figures.metric(study.metric)): \(reason).")
  }
  let seeds = findings.comparisons.map(\.pairCount).min() ?? 0
  if !findings.comparisons.isEmpty, seeds < 6 {
    caveats.append(
      "With \(seeds) seeds no test can reach p < 0.05: the smallest p is "
        + "\(Figures.number(SignFlipTest.smallestPValue(pairs: max(1, seeds)), digits: 2)).")
  }
  let count = findings.comparisons.count
  if count > 1 {
    let smallest = SignFlipTest.smallestPValue(pairs: max(1, seeds))
    var needed = 6
    while SignFlipTest.smallestPValue(pairs: needed) * Double(count) >= 0.05, needed < 17 {
      needed += 1
    }
    caveats.append(
      "\(count) comparisons are adjusted by Holm: the first step needs p < "
        + "\(Figures.number(0.05 / Double(count), digits: 2)), so \(needed) seeds or more; n = \(seeds) "
        + "can reach \(Figures.number(smallest, digits: 2)).")
  }
  for arm in study.arms where arm.changes.count > 1 {
    caveats.append(
      "\(arm.name) differs from the control in \(arm.changes.count) settings: the comparison cannot tell "
        + "which of them acts.")
  }
  if study.metric.hasPrefix("train.") {
    let others = study.arms.filter { arm in
      arm.changes.contains { $0.path.hasPrefix("faults") || $0.path.hasPrefix("data") }
    }
    for arm in others {
      caveats.append(
        "\(arm.name) trains on other rows than the control, and \(Figures.metric(study.metric)) is "
          + "measured on them: a difference may lie in the rows alone. Hold rows out to compare.")
    }
  }
  for arm in study.arms where ArmSettings(of: arm, in: study).restoringMonitor == study.metric {
    caveats.append(
      "\(arm.name) is judged by its best epoch, which early stopping chose by \(Figures.metric(study.metric)) "
        + "itself: unseen rows would show a little more.")
  }
  for comparison in findings.comparisons where comparison.pairCount >= 6 {
    guard let correlation = comparison.correlation, abs(correlation) < 0.2 else { continue }
    caveats.append(
      "The arms' results are uncorrelated over seeds (ρ = \(Figures.number(correlation, digits: 2)) "
        + "for \(comparison.experiment)): pairing bought nothing.")
  }
  for comparison in findings.comparisons {
    guard case .sampled(let draws, _) = comparison.test, comparison.pValue != nil else { continue }
    caveats.append(
      "With \(comparison.pairCount) seeds the permutation test draws \(draws) of the sign patterns from a "
        + "fixed seed.")
    break
  }
  var told: Set<String> = []
  for arm in study.arms {
    for (name, reason) in (arm.runs.first?.unmeasured ?? [:]).sorted(by: { $0.key < $1.key }) {
      let sentence = "\(Figures.metric(name)): \(reason)"
      let whose = study.arms.count > 1 ? " (\(arm.name))." : "."
      if told.insert(sentence + whose).inserted { caveats.append(sentence + whose) }
    }
  }
  return caveats
}
