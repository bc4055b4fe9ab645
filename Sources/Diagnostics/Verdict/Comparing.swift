internal import Glibc
internal import Records
internal import Statistics

/// Compares every experiment arm with the control on the study's metric; verdicts by Holm together.
func compare(_ study: StudyRecord) -> [Comparison] {
  guard let control = study.arms.first(where: { $0.role == .control }) else { return [] }
  var comparisons = study.arms.filter { $0.role == .experiment }.map { experiment in
    Comparison(of: experiment, with: control, metric: study.metric, in: study)
  }
  let judged = comparisons.indices.filter { comparisons[$0].pValue != nil }
  let adjusted = holmAdjusted(judged.compactMap { comparisons[$0].pValue })
  for (i, p) in zip(judged, adjusted) { comparisons[i].adjustedPValue = p }
  for i in comparisons.indices {
    let refusal = refusal(of: comparisons[i], in: study)
    comparisons[i].verdict = refusal == nil ? comparisons[i].decided : .descriptive
    comparisons[i].sentence =
      refusal ?? comparisons[i].worded(minimumEffect: study.minimumEffect)
  }
  return comparisons
}

/// Why the metric's values may not be compared; nil where they may.
///
/// Values of different losses have no common scale. The runner declares another metric for such arms; a
/// record that asks for the loss all the same gets no verdict.
private func refusal(of comparison: Comparison, in study: StudyRecord) -> String? {
  guard comparison.metric.hasSuffix(".loss"),
    let control = study.arms.first(where: { $0.name == comparison.control }),
    let experiment = study.arms.first(where: { $0.name == comparison.experiment })
  else { return nil }
  guard control.loss == experiment.loss else {
    return "not compared: \(control.loss) and \(experiment.loss) have no common scale; "
      + "declare a metric that both arms share, such as validation.accuracy"
  }
  guard let change = experiment.changes.first(where: { $0.path.hasPrefix("loss") }) else {
    return nil
  }
  return "not compared: the arms' losses differ in \(change.path) (\(change.control) and "
    + "\(change.experiment)); declare a metric that both arms share, such as validation.accuracy"
}

extension Comparison {
  /// Fewer seeds can never reach p < 0.05: the smallest is 2/2⁵ = 0.063.
  static let fewestSeeds = 6
  static let significance = 0.05

  fileprivate init(
    of experiment: ArmRecord, with control: ArmRecord, metric: String, in study: StudyRecord
  ) {
    let grows = study.metricGrows
    var seeds: [Int] = []
    var (before, after): ([Double], [Double]) = ([], [])
    var (divergedBefore, divergedAfter): ([Bool], [Bool]) = ([], [])
    let isOldRestored = ArmSettings(of: control, in: study).restoresBest
    let isNewRestored = ArmSettings(of: experiment, in: study).restoresBest
    for run in control.runs {
      guard let twin = experiment.runs.first(where: { $0.seed == run.seed }),
        let old = run.value(of: metric, isRestored: isOldRestored),
        let new = twin.value(of: metric, isRestored: isNewRestored)
      else { continue }
      seeds.append(run.seed)
      before.append(old)
      after.append(new)
      divergedBefore.append(!old.isFinite)
      divergedAfter.append(!new.isFinite)
    }
    let finiteValues = (before + after).filter(\.isFinite)
    let quantity = Metric.quantity(of: metric)
    let isLogarithmic =
      !grows && Self.positiveQuantities.contains(quantity) && finiteValues.allSatisfy { $0 > 0 }
    let scale: Scale = isLogarithmic ? .logRatio : .difference
    let differences = zip(before, after).map { Self.difference($0, $1, scale) }
    let finite = zip(before, after).filter { $0.0.isFinite && $0.1.isFinite }
    let finiteDifferences = finite.map { Self.difference($0.0, $0.1, scale) }
    let paired = PairedMean(finiteDifferences)
    let center = finiteDifferences.isEmpty ? nil : mean(finiteDifferences)
    let interval = paired.map { $0.interval() }.map { Interval(lower: $0.lower, upper: $0.upper) }
    let test = SignFlipTest(differences)
    let better = differences.count { grows ? $0 > 0 : $0 < 0 }
    let worse = differences.count { grows ? $0 < 0 : $0 > 0 }
    let margin = Self.margin(
      study.minimumEffect, scale, metric: metric, control: finite.map(\.0))
    let onlyControl = zip(divergedBefore, divergedAfter).count { $0 && !$1 }
    let onlyExperiment = zip(divergedBefore, divergedAfter).count { !$0 && $1 }
    let anyDiverged = (divergedBefore + divergedAfter).contains(true)
    let logs = scale == .logRatio
    self.init(
      control: control.name, experiment: experiment.name, metric: metric, metricGrows: grows,
      metricReason: study.metricReason, scale: scale, seeds: seeds, controlValues: before,
      experimentValues: after, differences: differences, finitePairs: finite.count,
      meanDifference: center, differenceInterval: interval,
      ratio: logs ? center.map { exp($0) } : nil,
      ratioInterval: logs
        ? interval.map { Interval(lower: exp($0.lower), upper: exp($0.upper)) } : nil,
      hodgesLehmann: Statistics.hodgesLehmann(differences),
      hedges: hedgesCorrectedEffect(finiteDifferences),
      correlation: Statistics.correlation(
        finite.map { logs ? log($0.0) : $0.0 }, finite.map { logs ? log($0.1) : $0.1 }),
      pValue: test?.pValue, test: test.map { Test($0) } ?? .enumerated,
      adjustedPValue: test?.pValue, seedsImproved: better, seedsWorsened: worse,
      probabilityOfImprovement: Proportion(
        Double(better) + Double(differences.count - better - worse) / 2, of: differences.count),
      controlDiverged: Proportion(
        Double(divergedBefore.count { $0 }), of: divergedBefore.count),
      experimentDiverged: Proportion(Double(divergedAfter.count { $0 }), of: divergedAfter.count),
      divergencePValue: anyDiverged
        ? mcNemarPValue(onlyFirst: onlyControl, onlySecond: onlyExperiment) : nil,
      detectableDifference: paired.map {
        PairedTPower.detectableEffect(count: $0.count) * $0.deviation
      },
      seedsNeeded: paired.flatMap { paired in
        guard paired.deviation > 0 else { return nil }
        let effect = max(abs(paired.mean), margin) / paired.deviation
        return PairedTPower.pairsNeeded(effect: effect).map { max(Self.fewestSeeds, $0) }
      }, margin: margin, verdict: .descriptive, sentence: "")
  }

  private static let positiveQuantities = ["loss", "nll", "brier", "mae", "rmse"]

  /// d of one pair: infinite where one diverged, 0 where both did, for then the pair says nothing.
  private static func difference(_ control: Double, _ experiment: Double, _ scale: Scale) -> Double
  {
    switch (control.isFinite, experiment.isFinite) {
    case (false, false): 0
    case (false, true): -control
    case (true, false): experiment
    case (true, true): scale == .logRatio ? log(experiment / control) : experiment - control
    }
  }

  /// The minimum effect on d's scale.
  ///
  /// A share of the value on the log scale. Accuracy, recall, F1 and R2 are shares themselves: there the minimum
  /// effect counts as it stands (0.05 is five points). Any other plain difference is held against the
  /// control's mean size.
  private static func margin(
    _ share: Double, _ scale: Scale, metric: String, control: [Double]
  ) -> Double {
    if scale == .logRatio { return log1p(share) }
    if Metric.grows(metric) || control.isEmpty { return share }
    return share * mean(control.map { abs($0) })
  }

  /// The verdict by the rules of the paired design.
  ///
  /// `improved` and `worsened` need all of: sign-flip p < 0.05 (by Holm where there are several
  /// experiments), a paired-t 95 % interval of the mean d that excludes 0, and a mean beyond the
  /// minimum effect. `noMaterialDifference` needs two one-sided t tests within the minimum effect and
  /// no diverged seed.
  ///
  /// Where some d are infinite, means don't exist. The sign-flip test is then taken on signed ranks, in
  /// which each infinite d keeps its sign and outweighs every finite one; that test rejects exactly when
  /// its own 95 % interval excludes 0, so it stands in for the t interval too, and the Hodges–Lehmann
  /// median, which may be infinite, stands in for the mean.
  fileprivate var decided: Verdict {
    guard pairCount >= Self.fewestSeeds, let p = adjustedPValue else { return .descriptive }
    let isShown = p < Self.significance
    let hasInfinite = differences.contains(where: \.isInfinite)
    if hasInfinite {
      guard isShown, let center = hodgesLehmann, abs(center) > margin else { return .inconclusive }
      return (center > 0) == metricGrows ? .improved : .worsened
    }
    guard let center = meanDifference, let interval = differenceInterval else {
      return .inconclusive
    }
    if isShown, !interval.contains(0), abs(center) > margin {
      return (center > 0) == metricGrows ? .improved : .worsened
    }
    let isWithin = PairedMean(differences)?.isEquivalentToZero(margin: margin) ?? false
    return isWithin && finitePairs == pairCount ? .noMaterialDifference : .inconclusive
  }
}

extension Comparison.Test {
  fileprivate init(_ test: SignFlipTest) {
    if test.isSampled {
      self = .sampled(draws: SignFlipTest.draws, ranks: test.usesRanks)
    } else {
      self = test.usesRanks ? .enumeratedRanks : .enumerated
    }
  }
}

extension Proportion {
  init(_ successes: Double, of trials: Int) {
    let (lower, upper) = wilsonInterval(successes: successes, trials: trials)
    self.init(
      successes: successes, trials: trials, interval: Interval(lower: lower, upper: upper))
  }
}
