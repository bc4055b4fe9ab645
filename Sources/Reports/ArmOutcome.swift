internal import Diagnostics
internal import Records
internal import Statistics

/// How one arm ended, over its seeds: what tables of arms show.
struct ArmOutcome {
  var index: Int
  var arm: ArmRecord
  /// The declared metric of each seed, as the comparison took it; infinite where a run diverged.
  var values: [Double]
  var comparison: Comparison?

  static func all(of study: StudyRecord, _ findings: Findings) -> [ArmOutcome] {
    study.arms.enumerated().map { index, arm in
      let own = findings.comparison(of: arm.name)
      let compared = own?.experimentValues ?? findings.comparisons.first?.controlValues
      let bad = study.metricGrows ? -Double.infinity : .infinity
      let finals = arm.runs.map { run in
        run.divergence == nil ? run.finals[study.metric] ?? .nan : bad
      }
      let isControl = arm.role == .control
      let values = own != nil || isControl ? compared ?? finals : finals
      return ArmOutcome(index: index, arm: arm, values: values, comparison: own)
    }
  }

  var median: Double? {
    values.isEmpty || values.contains(where: \.isNaN) ? nil : Statistics.median(values)
  }

  var finiteRange: (low: Double, high: Double)? {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    return (low, high)
  }

  var divergedCount: Int { arm.runs.count { $0.divergence != nil } }
}
