internal import JSONTrees
internal import Records
internal import Statistics

/// Holds the spec's `expect` list against what was found.
///
/// An entry may make several claims, which must all hold: `verdict`, `ratio-below` and `ratio-above`
/// (of an `experiment`, every one where absent), `below`, `above`, `diverged` and `symptom` (of an
/// `arm`, every experiment where absent). `metric` is the study's where absent. An entry that can't be
/// evaluated is not met.
func judge(expectations: [JSON], of study: StudyRecord, _ findings: Findings) -> [ExpectationResult]
{
  expectations.map { entry in
    let claims = Claims(entry: entry, study: study, findings: findings).all
    guard !claims.isEmpty else {
      return ExpectationResult(
        expect: entry, met: false, measured: nil, sentence: "nothing is expected that is known")
    }
    return ExpectationResult(
      expect: entry, met: claims.allSatisfy(\.met),
      measured: claims.count == 1
        ? claims[0].measured : .array(claims.map { $0.measured ?? .null }),
      sentence: claims.map { "\($0.met ? "met" : "not met"): \($0.sentence)" }
        .joined(separator: "; "))
  }
}

private struct Claim {
  var met: Bool
  var measured: JSON?
  var sentence: String
}

private struct Claims {
  let entry: JSON
  let study: StudyRecord
  let findings: Findings

  var metric: String { entry["metric"]?.string ?? study.metric }

  var all: [Claim] {
    verdicts + ratios + levels + divergences + symptoms
  }

  private var experiments: [Comparison] {
    let name = entry["experiment"]?.string
    return findings.comparisons.filter { name == nil || $0.experiment == name }
  }

  /// The arms that a claim is about; the name inside the entry counts before the one around it.
  private func arms(_ inner: JSON? = nil) -> [ArmRecord] {
    let name = inner?["arm"]?.string ?? entry["arm"]?.string ?? entry["experiment"]?.string
    return study.arms.filter { name == nil ? $0.role == .experiment : $0.name == name }
  }

  private func missing(_ claim: String) -> [Claim] {
    [Claim(met: false, measured: nil, sentence: "\(claim): there is no such arm")]
  }

  private var verdicts: [Claim] {
    guard let wanted = entry["verdict"]?.string else { return [] }
    let isOther = metric != study.metric
    let others = isOther ? recompared : experiments
    if others.isEmpty { return missing("verdict \"\(wanted)\"") }
    return others.map { comparison in
      let verdict = comparison.verdict.rawValue
      let subject = isOther ? "\(Figures.metric(metric)) of " : ""
      return Claim(
        met: verdict == wanted, measured: .string(verdict),
        sentence: "expected \(subject)\(comparison.experiment) \"\(wanted)\"; "
          + "measured \"\(verdict)\"")
    }
  }

  private var ratios: [Claim] {
    var claims: [Claim] = []
    for (key, isUpper) in [("ratio-below", true), ("ratio-above", false)] {
      guard let limit = entry[key]?.number else { continue }
      let others = metric == study.metric ? experiments : recompared
      if others.isEmpty { claims += missing(key) }
      claims += others.map { comparison in
        let ratio = comparison.wholeRatio
        let met = ratio.map { isUpper ? $0 < limit : $0 > limit } ?? false
        return Claim(
          met: met, measured: ratio.map { JSON($0) },
          sentence: "expected \(Figures.metric(metric)) of \(comparison.experiment) "
            + "\(isUpper ? "below" : "above") \(Figures.number(limit))× the control's; measured "
            + (ratio.map { "\(Figures.number($0))×" } ?? "no ratio"))
      }
    }
    return claims
  }

  /// The comparisons on another metric than the study's.
  private var recompared: [Comparison] {
    var other = study
    other.metric = metric
    other.metricGrows = Metric.grows(metric)
    let names = experiments.map(\.experiment)
    return compare(other).filter { names.contains($0.experiment) }
  }

  private var levels: [Claim] {
    var claims: [Claim] = []
    for (key, isUpper) in [("below", true), ("above", false)] {
      guard let limit = entry[key]?.number else { continue }
      if arms().isEmpty { claims += missing(key) }
      claims += arms().map { arm in
        let isRestored = ArmSettings(of: arm, in: study).restoresBest
        let values = arm.runs.compactMap { $0.value(of: metric, isRestored: isRestored) }
        let measured = values.isEmpty ? Double.nan : mean(values)
        return Claim(
          met: isUpper ? measured < limit : measured > limit, measured: JSON(measured),
          sentence: "expected \(Figures.metric(metric)) of \(arm.name) "
            + "\(isUpper ? "below" : "above") \(Figures.number(limit)); measured "
            + "\(Figures.number(measured)), the mean over seeds")
      }
    }
    return claims
  }

  private var divergences: [Claim] {
    guard let wanted = entry["diverged"] else { return [] }
    let arms = arms(wanted)
    if arms.isEmpty { return missing("diverged") }
    return arms.map { arm in
      let count = arm.runs.count { $0.divergence != nil }
      let seeds = arm.runs.count
      let (least, most): (Int, Int) =
        switch wanted.string {
        case "all": (seeds, seeds)
        case "some": (1, seeds)
        case "none": (0, 0)
        default:
          (
            wanted["at-least"]?.integer ?? (wanted["at-most"] == nil ? 1 : 0),
            wanted["at-most"]?.integer ?? seeds
          )
        }
      let bounds = least == most ? "\(least)" : "\(least) to \(most)"
      return Claim(
        met: count >= least && count <= most, measured: JSON(count),
        sentence: "expected \(bounds) diverged seeds in \(arm.name); measured \(count) of \(seeds)")
    }
  }

  private var symptoms: [Claim] {
    guard let code = entry["symptom"]?.string else { return [] }
    if arms().isEmpty { return missing("symptom \(code)") }
    let wanted = entry["state"]?.string ?? "fired"
    return arms().map { arm in
      let finding = findings.symptom(code, arm: arm.name)
      let state = finding?.state.rawValue ?? "unknown"
      return Claim(
        met: state == wanted, measured: .string(state),
        sentence: "expected \(code) \(wanted) in \(arm.name); measured \(state)"
          + (finding.map { " (\($0.sentence))" } ?? ""))
    }
  }
}

extension Comparison {
  /// The ratio with diverged seeds counted: 0 or infinite where they are on one side only.
  ///
  /// A geometric mean with one infinite ratio is infinite; with infinite ratios both ways it has no
  /// value.
  fileprivate var wholeRatio: Double? {
    guard scale == .logRatio, pairCount > 0 else { return nil }
    let up = differences.contains(.infinity)
    let down = differences.contains(-.infinity)
    if up { return down ? nil : .infinity }
    return down ? 0 : ratio
  }
}
