internal import Glibc
internal import Records
internal import Statistics

/// The levels that apply to the study, each with the median of its value over the seeds.
func referenceLevels(of study: StudyRecord) -> [ReferenceLevel] {
  var levels: [ReferenceLevel] = []
  for kind in ReferenceLevel.Kind.allCases {
    var arms: [String] = []
    var values: [Double] = []
    for arm in study.arms {
      let known = Levels(of: arm, in: study)
      let found = arm.runs.compactMap { run in
        (known.values(of: run, onTraining: true) + known.values(of: run, onTraining: false))
          .first { $0.0 == kind }?.1
      }
      guard !found.isEmpty else { continue }
      arms.append(arm.name)
      values += found
    }
    guard !arms.isEmpty else { continue }
    levels.append(
      ReferenceLevel(
        kind: kind, value: median(values), arms: arms, classes: study.dataset.classNames.count,
        counted: study.arms.first?.runs.first?.data.trainingClassCounts.count ?? 0))
  }
  return levels
}

extension ReferenceLevel {
  fileprivate init(kind: Kind, value: Double, arms: [String], classes: Int, counted: Int) {
    let number = counted > 0 ? counted : classes
    self.init(
      kind: kind, value: value, label: kind.label(classes: number), meaning: kind.meaning,
      arms: arms)
  }
}

extension ReferenceLevel.Kind {
  /// The level as a formula: "ln 3", "H(Y)".
  func symbol(classes: Int) -> String {
    switch self {
    case .uniform: "ln \(classes)"
    case .uniformLabels: "ln 2"
    case .uniformFocal: "(1 − 1/\(classes))^γ ln \(classes)"
    case .equalScores: "equal scores"
    case .gaussianPrior: "(ln Var(y) + 1)/2"
    case .trainingPrior: "H(Y)"
    case .validationPrior: "H(Y) held out"
    case .trainingVariance, .broadcast: "Var(y)"
    case .validationVariance: "Var(y) held out"
    case .linearOptimum: "linear optimum"
    case .doubleSoftmax: "ln(e + \(classes - 1)) − 1"
    case .doubleSigmoid: "double-sigmoid floor"
    case .labelSmoothing: "label-smoothing floor"
    }
  }

  fileprivate func label(classes: Int) -> String {
    let symbol = symbol(classes: classes)
    return switch self {
    case .uniform, .uniformLabels, .uniformFocal: "\(symbol): knowing nothing"
    case .equalScores: "\(symbol) for all classes"
    case .gaussianPrior: "\(symbol): always the mean"
    case .trainingPrior, .validationPrior: "\(symbol): class shares only"
    case .trainingVariance, .validationVariance: "\(symbol): always the mean"
    case .linearOptimum: "\(symbol): least squares"
    case .doubleSoftmax: "\(symbol): softmax twice"
    case .doubleSigmoid: "sigmoid applied twice"
    case .broadcast: "\(symbol): broadcast floor"
    case .labelSmoothing: "smoothed labels' entropy"
    }
  }

  var meaning: String {
    switch self {
    case .uniform, .uniformFocal, .equalScores: "the network tells no class from another"
    case .uniformLabels: "the network tells no row's labels from another's"
    case .gaussianPrior: "the network answers the mean and the variance of all rows for each"
    case .trainingPrior, .validationPrior: "the network knows only the class shares"
    case .trainingVariance, .validationVariance: "the network answers the mean for every row"
    case .linearOptimum: "no linear model does better on these rows"
    case .doubleSoftmax:
      "no output can do better through a second softmax, however right the classes are"
    case .doubleSigmoid: "no output can do better through a second sigmoid"
    case .broadcast: "each output is compared with every row's target, so only the mean is learnt"
    case .labelSmoothing: "the smoothed labels allow no less"
    }
  }
}

/// Names the levels at which arms' losses stay.
///
/// A run stays at a level if all of its last quarter of evaluations (three at least) is within 2 % of it.
/// An arm is named where two thirds of its seeds stay at the same level; of several levels the nearest.
func plateaus(of study: StudyRecord, levels: [ReferenceLevel]) -> [PlateauMatch] {
  study.arms.flatMap { arm in
    [SeriesName.trainingLoss, SeriesName.validationLoss].compactMap { series in
      match(arm, series, levels, study)
    }
  }
}

/// How far from a level a loss may be and still count as at it.
let levelTolerance = 0.02

private func match(
  _ arm: ArmRecord, _ series: String, _ levels: [ReferenceLevel], _ study: StudyRecord
) -> PlateauMatch? {
  let known = Levels(of: arm, in: study)
  let onTraining = series == SeriesName.trainingLoss
  var matched: [ReferenceLevel.Kind: [(value: Double, level: Double)]] = [:]
  var examined = 0
  for run in arm.runs {
    guard let values = run.series[series]?.values, values.count >= 4 else { continue }
    examined += 1
    let tail = Array(values.suffix(max(3, values.count / 4)))
    let last = median(tail)
    let candidates = known.values(of: run, onTraining: onTraining).filter { level in
      tail.allSatisfy { abs($0 - level.1) <= levelTolerance * abs(level.1) }
    }
    guard let nearest = candidates.min(by: { abs($0.1 - last) < abs($1.1 - last) }) else {
      continue
    }
    matched[nearest.0, default: []].append((last, nearest.1))
  }
  guard examined > 0,
    let (kind, runs) = matched.max(by: {
      ($0.value.count, $1.key.rawValue) < ($1.value.count, $0.key.rawValue)
    }),
    3 * runs.count >= 2 * examined, var level = levels.first(where: { $0.kind == kind })
  else { return nil }
  level.value = median(runs.map(\.level))
  let classes = arm.runs.first?.data.trainingClassCounts.count ?? 0
  return PlateauMatch(
    arm: arm.name, series: series, level: level, value: median(runs.map(\.value)),
    tolerance: levelTolerance * abs(level.value), seedsMatched: runs.count, seeds: examined,
    sentence:
      "\(Figures.metric(series)) of \(arm.name) stays at \(kind.symbol(classes: classes)) = "
      + "\(Figures.number(level.value)) (\(runs.count) of \(examined) seeds): \(kind.meaning)")
}

/// The largest stable rates of arms whose loss has the same curvature everywhere, or whose curvature
/// was measured at the start.
///
/// Gradient descent is stable below 2/λ, heavy ball below 2(1 + β)/λ, λ the largest eigenvalue of the
/// Hessian. With mini-batches the limit is that of the mean gradient.
///
/// Reference: Polyak, "Some Methods of Speeding up the Convergence of Iteration Methods", 1964.
func stabilityLimits(of study: StudyRecord) -> [StabilityLimit] {
  study.arms.compactMap { arm in
    let everywhere = arm.runs.compactMap(\.data.largestCurvature)
    // Later curvature follows the rate: training drifts to the edge of stability by itself.
    let atStart = arm.runs.compactMap { $0.series[SeriesName.curvature]?.values.first }
    let curvatures = (everywhere.isEmpty ? atStart : everywhere)
      .filter { $0 > 0 && $0.isFinite }
    let place = everywhere.isEmpty ? " at the start" : ""
    guard !curvatures.isEmpty else { return nil }
    let curvature = median(curvatures)
    let momentum = arm.momentum ?? 0
    return StabilityLimit(
      arm: arm.name, learningRate: arm.learningRate, largestCurvature: curvature,
      limit: 2 * (1 + momentum) / curvature,
      formula: (momentum == 0 ? "2/λ_max" : "2(1 + β)/λ_max") + place,
      appliesToOptimizer: arm.momentum != nil)
  }
}
