internal import Charts
internal import Diagnostics
internal import Records

/// One arm's curves of one series, made ready for a chart.
struct ArmCurves {
  /// One run's values over epochs.
  struct Curve {
    var seed: Int
    var x: [Double]
    var y: [Double]
    var divergence: Divergence?
    /// The evaluation whose parameters the run ended with, where it is not the last one.
    var kept: Evaluation?
  }

  struct Evaluation: Equatable {
    var epoch: Double
    var value: Double
  }

  var name: String
  /// The arm's place in the study, which decides its style.
  var index: Int
  var curves: [Curve]

  /// The median over seeds at each evaluation.
  ///
  /// A diverged run counts as larger than any other from its end on, so that where most runs
  /// diverged the median has a gap; one that stopped early keeps its last value.
  private(set) var median: (x: [Double], y: [Double])

  /// The arm's runs that have the series, thinned to what a chart can show; nil where none has.
  init?(_ arm: ArmRecord, index: Int, series name: String) {
    let runs = arm.runs.compactMap { run in
      run.series[name].flatMap { $0.count > 0 ? (run: run, series: $0) : nil }
    }
    guard let longest = runs.max(by: { $0.series.count < $1.series.count }) else { return nil }
    let thinning = SeriesThinning(longest.series)
    curves = runs.map { run, series in
      let (x, y) = thinning.thinned(series)
      return Curve(
        seed: run.seed, x: x, y: y, divergence: run.divergence,
        kept: Self.kept(series, of: run, final: run.finals[name]))
    }
    self.name = arm.name
    self.index = index
    median = Self.median(of: curves)
  }

  /// Where a run put its best parameters back, the evaluation that had them: the one whose value it
  /// ended with.
  private static func kept(
    _ series: Series, of run: RunRecord, final: Double?
  ) -> Evaluation? {
    guard let final, let last = series.values.last, run.divergence == nil, final.isFinite,
      (final - last).magnitude > 1e-6 * final.magnitude
    else { return nil }
    let nearest = series.values.indices.min {
      (series.values[$0] - final).magnitude < (series.values[$1] - final).magnitude
    }
    guard let nearest, (series.values[nearest] - final).magnitude <= 1e-4 * final.magnitude else {
      return nil
    }
    return Evaluation(epoch: series.epochs[nearest], value: final)
  }

  /// The medians of what the runs kept, where most of them put their best parameters back.
  var kept: Evaluation? {
    let all = curves.compactMap(\.kept)
    guard 2 * all.count > curves.count else { return nil }
    return Evaluation(
      epoch: medianOf(all.map(\.epoch)),
      value: medianOf(curves.map { $0.kept?.value ?? $0.y.last ?? .nan }))
  }

  var diverged: [Curve] { curves.filter { $0.divergence != nil } }

  private static func median(of curves: [Curve]) -> (x: [Double], y: [Double]) {
    guard let longest = curves.max(by: { $0.x.count < $1.x.count }) else { return ([], []) }
    let y = longest.x.indices.map { index in
      medianOf(
        curves.map { curve in
          if index < curve.y.count { return curve.y[index] }
          return curve.divergence == nil ? curve.y.last ?? .nan : .infinity
        })
    }
    return (longest.x, y)
  }

  /// The last value of the median curve: nil where most runs diverged.
  var finalMedian: Double? { median.y.last.flatMap { $0.isFinite ? $0 : nil } }

  /// The values that decide an axis.
  ///
  /// Diverged runs never flatten the others and don't count. Values before the first step count
  /// where they are not far beyond all later ones.
  var scaleValues: [Double] {
    let finite = curves.filter { $0.divergence == nil }
    let later = finite.flatMap { $0.y.dropFirst() }.filter(\.isFinite)
    let starts = finite.compactMap(\.y.first).filter(\.isFinite)
    guard let top = later.max(), let bottom = later.min() else { return starts }
    let reach = top > 0 && bottom > 0 ? top * 1.6 : top + 0.6 * (top - bottom)
    return later + starts.filter { $0 <= reach }
  }
}

extension [ArmCurves] {
  /// The values that decide the axis of all: of runs that did not diverge; where all did, what they
  /// had up to ten times their first value.
  var scaleValues: [Double] {
    let values = flatMap(\.scaleValues)
    if !values.isEmpty { return values }
    return flatMap(\.curves).flatMap { curve -> [Double] in
      guard let first = curve.y.first(where: \.isFinite) else { return [] }
      return curve.y.filter { $0.isFinite && $0 <= first + 9 * first.magnitude }
    }
  }
}

/// The median where NaN counts as infinity; the mean of the two middle values of an even count.
func medianOf(_ values: [Double]) -> Double {
  let sorted = values.map { $0.isNaN ? .infinity : $0 }.sorted()
  guard !sorted.isEmpty else { return .nan }
  let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
  return low == high ? low : low / 2 + high / 2
}

extension StudyRecord {
  /// The curves of every arm that has a series.
  func curves(of series: String) -> [ArmCurves] {
    arms.enumerated().compactMap { ArmCurves($0.element, index: $0.offset, series: series) }
  }

  func armIndex(_ name: String) -> Int { arms.firstIndex { $0.name == name } ?? 0 }

  var seedCount: Int { arms.map(\.runs.count).max() ?? 0 }

  /// The series that the declared metric is drawn from: validation loss, or what stands in for it.
  var lossSeries: String {
    let hasValidation = arms.contains { arm in
      arm.runs.contains { ($0.series[SeriesName.validationLoss]?.count ?? 0) > 0 }
    }
    return hasValidation ? SeriesName.validationLoss : SeriesName.trainingLoss
  }

  /// The metric's name in words: "validation loss".
  func words(_ metric: String) -> String { Figures.metric(metric, classes: dataset.classNames) }
}
