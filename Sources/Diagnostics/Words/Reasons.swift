internal import Glibc
internal import Records
internal import Statistics

/// Chooses up to three sentences that say why, for the summary card.
///
/// A sentence must rest on a rule that fires in the arm that does worse and not in the other: what both
/// arms show explains no difference. The order is from cause to effect: where a value broke, what is
/// wrong with settings or data, what that did to the network, what the loss then did. Arms shown to be the
/// same have no difference to explain; a fault of one arm's settings is told all the same, whichever does
/// better.
///
/// Where there are several experiments, the leading comparison has two sentences at most as long as
/// another one has a reason of its own: the first of each, in the arms' order, fills the card.
struct Reasons {
  private let study: StudyRecord
  private let findings: Findings
  private let worse: ArmRecord
  private let better: ArmRecord
  private let areSame: Bool

  /// The sentences on all comparisons together, the leading one's first.
  static func all(for study: StudyRecord, _ findings: Findings) -> [Reason] {
    guard let leading = findings.leading, let first = Reasons(for: leading, in: study, findings)
    else { return [] }
    let own = first.sentences
    let others = findings.comparisons.filter { $0.experiment != leading.experiment }
      .compactMap { Reasons(for: $0, in: study, findings) }
      // The same arm doing worse has the same reasons.
      .filter { $0.worse.name != first.worse.name }
      .compactMap { $0.sentences.first }
    return Array((own.prefix(others.isEmpty ? 3 : 2) + others).prefix(3))
  }

  /// Nil where there is nothing to explain: the record lacks an arm.
  private init?(for comparison: Comparison, in study: StudyRecord, _ findings: Findings) {
    guard
      let control = study.arms.first(where: { $0.name == comparison.control }),
      let experiment = study.arms.first(where: { $0.name == comparison.experiment })
    else { return nil }
    let change = comparison.hodgesLehmann ?? 0
    let controlIsWorse =
      switch comparison.verdict {
      case .improved: true
      case .worsened: false
      default: change == 0 || (change > 0) == comparison.metricGrows
      }
    self.study = study
    self.findings = findings
    worse = controlIsWorse ? control : experiment
    better = controlIsWorse ? experiment : control
    areSame = comparison.verdict == .noMaterialDifference
  }

  var sentences: [Reason] {
    guard !areSame else { return harmlessFaults }
    let specific: [Reason?] = [
      symptom(.nonFiniteOrigin), stability, symptom(.lossMismatch), symptom(.leakyScaler), scale,
      deadUnits, plateau, gradientShare, symptom(.overfitting),
    ]
    var reasons = specific.compactMap(\.self)
    for code in Self.settingsFaults where !reasons.contains(where: { $0.rule == code.rawValue }) {
      guard let finding = fires(code, in: better, butNotIn: worse) else { continue }
      let sentence = "\(better.name), which does no worse: \(finding.sentence)."
      reasons.insert(Reason(sentence: sentence, rule: code.rawValue), at: 0)
    }
    let told = Set(reasons.map(\.rule))
    let rest: [SymptomCode] = [
      .learningRateTooHigh, .explodingGradient, .vanishingGradient, .oscillating,
      .learningRateTooLow, .noUpdate, .badInitialLoss, .diverged, .underfitting, .slow, .plateau,
    ]
    let implied: [SymptomCode: Set<String>] = [
      .learningRateTooHigh: ["stability"], .diverged: ["non-finite-origin"],
      .explodingGradient: ["stability", "non-finite-origin"],
      .plateau: ["reference-level"], .underfitting: ["reference-level"],
      // More epochs would lower the training loss alone.
      .slow: ["overfitting"],
    ]
    for code in rest where told.isDisjoint(with: implied[code] ?? []) {
      if let reason = symptom(code) { reasons.append(reason) }
    }
    return Array(reasons.prefix(3))
  }

  /// Rules that look at the settings alone.
  private static let settingsFaults: [SymptomCode] = [.lossMismatch, .leakyScaler]

  /// Faults of one arm's settings that made no material difference.
  private var harmlessFaults: [Reason] {
    Self.settingsFaults.flatMap { code in
      [(worse, better), (better, worse)].compactMap { arm, other in
        fires(code, in: arm, butNotIn: other).map { finding in
          Reason(
            sentence: "\(arm.name): \(finding.sentence); that makes no material difference here.",
            rule: code.rawValue)
        }
      }
    }
  }

  private func fires(_ code: SymptomCode) -> SymptomFinding? {
    fires(code, in: worse, butNotIn: better)
  }

  private func fires(
    _ code: SymptomCode, in arm: ArmRecord, butNotIn other: ArmRecord
  ) -> SymptomFinding? {
    guard let finding = findings.symptom(code.rawValue, arm: arm.name), finding.state == .fired,
      findings.symptom(code.rawValue, arm: other.name)?.state != .fired
    else { return nil }
    return finding
  }

  private func symptom(_ code: SymptomCode) -> Reason? {
    fires(code).map { finding in
      Reason(sentence: "\(worse.name): \(finding.sentence).", rule: code.rawValue)
    }
  }

  private var stability: Reason? {
    guard let limit = findings.stability.first(where: { $0.arm == worse.name }),
      limit.appliesToOptimizer, limit.exceeds,
      let other = findings.stability.first(where: { $0.arm == better.name }), !other.exceeds
    else { return nil }
    let contrast =
      other.learningRate == limit.learningRate
      ? "in \(better.name) the limit is \(Figures.number(other.limit))"
      : "\(Figures.number(other.learningRate)) is below it"
    return Reason(
      sentence: "Learning rate \(Figures.number(limit.learningRate)) is "
        + "\(Figures.times(limit.learningRate / limit.limit)) the stability limit "
        + "\(limit.formula) = \(Figures.number(limit.limit)); \(contrast).", rule: "stability")
  }

  private func medianCondition(_ arm: ArmRecord) -> Double {
    median(arm.runs.map(\.features.preparedCondition).filter { !$0.isNaN })
  }

  private var scale: Reason? {
    guard let finding = fires(.notNormalised), let features = worse.runs.first?.features.prepared
    else { return nil }
    let deviations = features.map(\.standardDeviation).filter { $0 > 0 && $0.isFinite }
    let decades = log10((deviations.max() ?? 1) / (deviations.min() ?? 1))
    let (before, after) = (medianCondition(worse), medianCondition(better))
    var parts: [String] = []
    if decades >= 1 {
      parts.append(
        "Features span \(Figures.number(decades, digits: 2)) decades of scale in \(worse.name)")
    }
    if before > 10 * after, after.isFinite {
      let start = parts.isEmpty ? "Condition number" : "condition number"
      let place = parts.isEmpty ? "in \(worse.name)" : "there"
      parts.append(
        "\(start) \(Figures.number(before, digits: 2)) \(place), "
          + "\(Figures.number(after, digits: 2)) in \(better.name)")
    }
    let sentence =
      parts.isEmpty ? "\(worse.name): \(finding.sentence)" : parts.joined(separator: "; ")
    return Reason(sentence: sentence + ".", rule: finding.code)
  }

  /// The largest share of the first layer's gradient that one feature has, the median over seeds.
  private func dominance(_ arm: ArmRecord) -> (share: Double, name: String)? {
    let shares = arm.runs.compactMap { run -> (share: Double, name: String)? in
      guard let largest = run.features.gradientShares.max(), largest.isFinite,
        let i = run.features.gradientShares.firstIndex(of: largest),
        run.features.names.indices.contains(i), run.features.names.count > 1
      else { return nil }
      return (largest, run.features.names[i])
    }.sorted { $0.share < $1.share }
    return shares.isEmpty ? nil : shares[shares.count / 2]
  }

  private var gradientShare: Reason? {
    guard let before = dominance(worse), let after = dominance(better), before.share >= 0.75,
      after.share < 0.75 * before.share
    else { return nil }
    return Reason(
      sentence: "\(Figures.percent(before.share)) of the first layer's gradient comes from "
        + "\(before.name) in \(worse.name), at most \(Figures.percent(after.share)) from one feature in "
        + "\(better.name).", rule: "gradient-share")
  }

  private var deadUnits: Reason? {
    guard let finding = fires(.deadUnits) else { return nil }
    let other = findings.symptom(finding.code, arm: better.name)
    let contrast =
      other?.state == .clear
      ? other?.value.map { "; \(Figures.percent($0)) in \(better.name)" } ?? "" : ""
    return Reason(
      sentence: "\(worse.name): \(finding.sentence)\(contrast).", rule: finding.code)
  }

  private var plateau: Reason? {
    let matches = findings.plateaus.filter { $0.arm == worse.name }
    let own = findings.plateaus.filter { $0.arm == better.name }.map(\.level.kind)
    return matches.first { !own.contains($0.level.kind) }.map { match in
      let sentence = match.sentence.prefix(1).uppercased() + match.sentence.dropFirst()
      return Reason(sentence: "\(sentence).", rule: "reference-level")
    }
  }
}
