internal import Glibc
internal import Records
internal import Statistics

/// Finds from when each experiment's curve differs from the control's.
///
/// Taken over the evaluations that all runs share by epoch, thinned to 400, and the pairs that are finite
/// throughout. An experiment with fewer than six such pairs has no entry. Curves that differ at the last
/// one or two evaluations alone have not separated: that may be the last turn of a noisy curve.
func separate(_ comparisons: [Comparison], in study: StudyRecord) -> [Separation] {
  guard let control = study.arms.first(where: { $0.role == .control }) else { return [] }
  return comparisons.compactMap { comparison in
    guard comparison.verdict != .descriptive,
      let experiment = study.arms.first(where: { $0.name == comparison.experiment })
    else { return nil }
    return separation(of: experiment, from: control, comparison)
  }
}

private func separation(
  of experiment: ArmRecord, from control: ArmRecord, _ comparison: Comparison
) -> Separation? {
  var pairs: [(control: Series, experiment: Series)] = []
  for run in control.runs where run.divergence == nil {
    guard let twin = experiment.runs.first(where: { $0.seed == run.seed }),
      twin.divergence == nil, let old = run.series[comparison.metric],
      let new = twin.series[comparison.metric]
    else { continue }
    pairs.append((old, new))
  }
  guard let first = pairs.first else { return nil }
  var shared = Set(first.control.epochs)
  for pair in pairs {
    shared.formIntersection(pair.control.epochs)
    shared.formIntersection(pair.experiment.epochs)
  }
  let all = shared.sorted()
  let stride = max(1, (all.count + 399) / 400)
  let epochs = all.indices.filter { ($0 + 1) % stride == 0 || stride == 1 }.map { all[$0] }
  guard !epochs.isEmpty else { return nil }
  let curves: [[Double]] = pairs.compactMap { pair in
    let (old, new) = (values(of: pair.control, at: epochs), values(of: pair.experiment, at: epochs))
    let curve = zip(old, new).map { old, new in
      comparison.scale == .logRatio ? log(new / old) : new - old
    }
    return curve.allSatisfy(\.isFinite) ? curve : nil
  }
  guard let band = SignFlipBand(curves: curves) else { return nil }
  let steps = epochs.map { epoch in
    first.control.epochs.firstIndex(of: epoch).map { first.control.steps[$0] } ?? 0
  }
  return Separation(
    experiment: experiment.name, series: comparison.metric, pairs: curves.count, steps: steps,
    epochs: epochs, means: band.means, lower: band.lower, upper: band.upper,
    onset: band.onset.flatMap { epochs.count - $0 >= 3 ? $0 : nil })
}

private func values(of series: Series, at epochs: [Double]) -> [Double] {
  var at: [Double: Double] = [:]
  for (epoch, value) in zip(series.epochs, series.values) { at[epoch] = value }
  return epochs.map { at[$0] ?? .nan }
}
