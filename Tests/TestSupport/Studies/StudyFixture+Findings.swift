public import Diagnostics
internal import Glibc
internal import Records

extension StudyFixture {
  /// Findings worked out simply from the record, with wording of the fixture's own.
  ///
  /// They stand in for `judge`, so that a change of its sentences moves no golden.
  public var findings: Findings {
    let study = study
    let comparisons = study.arms.dropFirst().map { compare(study.arms[0], $0) }
    return Findings(
      headline: headline,
      reasons: [
        Reason(
          sentence: "Raw columns span 4 decades, condition 4.6 × 10⁸; 46 when standardised.",
          rule: "not-normalised"),
        Reason(
          sentence: "The first steps kill every unit of layer 1 (8 of 8 seeds).", rule: "dead-units"
        ),
        Reason(
          sentence: "The network outputs the class shares: loss stays at H(Y) = 1.09.",
          rule: "training-prior"),
      ],
      comparisons: comparisons,
      referenceLevels: task == .classification
        ? [
          ReferenceLevel(
            kind: .uniform, value: log(3), label: "ln 3: knowing nothing",
            meaning: "every class equally likely", arms: study.arms.map(\.name)),
          ReferenceLevel(
            kind: .validationPrior, value: 1.086, label: "H(Y): class shares only",
            meaning: "the class shares alone", arms: study.arms.map(\.name)),
        ] : [],
      plateaus: arms[0].curve == .stuck(1.085)
        ? [
          PlateauMatch(
            arm: arms[0].name, series: metric,
            level: ReferenceLevel(
              kind: .uniform, value: log(3), label: "ln 3: knowing nothing",
              meaning: "every class equally likely", arms: study.arms.map(\.name)), value: 1.11,
            tolerance: 0.02, seedsMatched: seeds, seeds: seeds,
            sentence: "\(arms[0].name) stays at ln 3 in \(seeds) of \(seeds) seeds.")
        ] : [],
      symptoms: symptoms,
      separations: comparisons.compactMap { separation($0, epochs: epochs) })
  }

  private func compare(_ control: ArmRecord, _ experiment: ArmRecord) -> Comparison {
    func final(_ run: RunRecord) -> Double {
      let value = run.finals[metric] ?? .nan
      return run.divergence == nil && value.isFinite ? value : .infinity
    }
    let (before, after) = (control.runs.map(final), experiment.runs.map(final))
    let isRatio = (before + after).allSatisfy { $0 > 0 }
    let differences = zip(before, after).map { a, b in
      a == b
        ? 0 : isRatio ? (b.isInfinite ? .infinity : a.isInfinite ? -.infinity : log(b / a)) : b - a
    }
    let finite = zip(zip(before, after), differences)
      .filter { $0.0.0.isFinite && $0.0.1.isFinite }.map(\.1)
    let mean = finite.isEmpty ? nil : finite.reduce(0, +) / Double(finite.count)
    var interval: Interval?
    if let mean, finite.count > 1 {
      let spread = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(finite.count - 1)
      let half = 2.365 * (spread / Double(finite.count)).squareRoot()
      interval = Interval(lower: mean - half, upper: mean + half)
    }
    let improved = differences.count { $0 < 0 }
    let worsened = differences.count { $0 > 0 }
    let verdict: Verdict =
      seeds < 6
      ? .descriptive
      : improved == seeds ? .improved : worsened == seeds ? .worsened : .inconclusive
    func share(_ count: Int) -> Proportion {
      Proportion(
        successes: Double(count), trials: seeds, interval: Interval(lower: 0, upper: 1))
    }
    let least = seeds > 1 ? 2 * pow(0.5, Double(seeds)) : nil
    let p = verdict == .inconclusive ? least.map { min(1, $0 * 40) } : least
    return Comparison(
      control: control.name, experiment: experiment.name, metric: metric, metricGrows: false,
      metricReason: nil, scale: isRatio ? .logRatio : .difference, seeds: Array(0..<seeds),
      controlValues: before, experimentValues: after, differences: differences,
      finitePairs: finite.count, meanDifference: mean, differenceInterval: interval,
      ratio: isRatio ? mean.map { exp($0) } : nil,
      ratioInterval: isRatio
        ? interval.map { Interval(lower: exp($0.lower), upper: exp($0.upper)) } : nil,
      hodgesLehmann: mean, hedges: nil, correlation: 0.4, pValue: p, test: .enumerated,
      adjustedPValue: p, seedsImproved: improved, seedsWorsened: worsened,
      probabilityOfImprovement: share(improved),
      controlDiverged: share(before.count { !$0.isFinite }),
      experimentDiverged: share(after.count { !$0.isFinite }), divergencePValue: nil,
      detectableDifference: nil, seedsNeeded: nil, margin: 0.05, verdict: verdict,
      sentence: "\(improved) of \(seeds) seeds improved.")
  }

  private func separation(_ comparison: Comparison, epochs: Int) -> Separation? {
    guard comparison.verdict == .improved, epochs >= 2 else { return nil }
    let places = (0...epochs).map(Double.init)
    return Separation(
      experiment: comparison.experiment, series: metric, pairs: comparison.finitePairs,
      steps: (0...epochs).map { $0 * 9 }, epochs: places, means: places.map { -$0 / 30 },
      lower: places.map { -$0 / 30 - 0.05 }, upper: places.map { -$0 / 30 + 0.05 }, onset: 2)
  }
}
