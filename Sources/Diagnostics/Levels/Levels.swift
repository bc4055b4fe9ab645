internal import Glibc
internal import Records
internal import Statistics

/// The levels that one run's loss can be compared with, on the rows of one series.
///
/// Which levels apply follows from the loss and the last layer. A loss summed over rows has no level; a
/// weighted one only those that weights don't move.
struct Levels {
  let arm: ArmRecord
  let settings: ArmSettings
  let task: DatasetRecord.Task

  init(of arm: ArmRecord, in study: StudyRecord) {
    self.arm = arm
    settings = ArmSettings(of: arm, in: study)
    task = study.dataset.task
  }

  private static let logarithmicLosses = [
    "cross-entropy", "nll", "bce", "bce-with-logits", "bce-by-hand",
  ]

  var isLogarithmic: Bool { Self.logarithmicLosses.contains(arm.loss) }
  var isSquared: Bool { arm.loss == "mse" || arm.loss == "mse-broadcast" }
  private var isWeighted: Bool { settings.weighsClasses || settings.weighsPositives }
  private var lastKind: String { arm.runs.first?.layers.last?.kind ?? "" }

  /// Whether a softmax or sigmoid is applied by the last layer and again by the loss.
  private var activatesTwice: Bool {
    switch arm.loss {
    case "cross-entropy": lastKind == "softmax" || lastKind == "sigmoid"
    case "bce-with-logits": lastKind == "sigmoid" || lastKind == "softmax"
    default: false
    }
  }

  /// Whether every layer is linear in its input.
  private var isLinear: Bool {
    arm.runs.first?.layers.allSatisfy { $0.kind == "dense" || $0.kind == "identity" } ?? false
  }

  /// The levels of a run with their values, most telling first.
  func values(of run: RunRecord, onTraining: Bool) -> [(ReferenceLevel.Kind, Double)] {
    guard settings.lossIsMean else { return [] }
    if isSquared { return squared(run, onTraining) }
    if isLogarithmic { return logarithmic(run, onTraining) }
    if arm.loss == "gaussian-nll" { return gaussian(run, onTraining) }
    return untrained(run).map { [$0] } ?? []
  }

  /// The loss of a network that gives every class the same score, near which an untrained one starts.
  ///
  /// ln C of a cross-entropy, ln 2 where each class or label is a question of its own, (1 − 1/C)^γ ln C of a
  /// focal loss, margin (C − 1)/C of a hinge loss, or the whole margin where a single score tells two
  /// classes apart. Nil for other losses, and where weights move it: cross-entropy divides by them, the
  /// others don't.
  func untrained(_ run: RunRecord) -> (kind: ReferenceLevel.Kind, value: Double)? {
    guard !settings.weighsPositives, arm.loss == "cross-entropy" || !isWeighted else { return nil }
    if isPerLabel(run) { return (.uniformLabels, log(2)) }
    let count = run.data.trainingClassCounts.count
    guard count >= 2, run.data.trainingClassCounts.contains(where: { $0 > 0 }) else { return nil }
    let classes = Double(count)
    switch arm.loss {
    case "focal": return (.uniformFocal, pow(1 - 1 / classes, settings.gamma) * log(classes))
    case "hinge":
      let outputs = run.layers.last?.outputShape.reduce(1, *) ?? count
      return (.equalScores, settings.margin * (outputs == 1 ? 1 : (classes - 1) / classes))
    default: return isLogarithmic ? (.uniform, log(classes)) : nil
    }
  }

  /// Whether the loss asks yes or no of each label, or of each of more than two classes.
  private func isPerLabel(_ run: RunRecord) -> Bool {
    arm.loss.hasPrefix("bce")
      && (!run.data.trainingLabelShares.isEmpty || run.data.trainingClassCounts.count > 2)
  }

  /// Half of ln Var(y) + 1: the mean and the variance, the same for every row.
  private func gaussian(
    _ run: RunRecord, _ onTraining: Bool
  ) -> [(ReferenceLevel.Kind, Double)] {
    // A variance is known as the mean over targets, whose logarithm is no mean of logarithms.
    guard onTraining, run.data.trainingTargetMean != nil,
      let variance = run.data.trainingTargetVariance, variance > 0
    else { return [] }
    return [(.gaussianPrior, (log(variance) + 1) / 2)]
  }

  private func squared(_ run: RunRecord, _ onTraining: Bool) -> [(ReferenceLevel.Kind, Double)] {
    let variance =
      onTraining ? run.data.trainingTargetVariance : run.data.validationTargetVariance
    var levels: [(ReferenceLevel.Kind, Double)] = []
    if let variance, variance > 0 {
      if arm.loss == "mse-broadcast" {
        levels.append((.broadcast, variance))
      } else {
        levels.append((onTraining ? .trainingVariance : .validationVariance, variance))
      }
    }
    if let optimum = run.data.linearOptimum, onTraining, isLinear, arm.loss == "mse" {
      levels.append((.linearOptimum, optimum))
    }
    return levels
  }

  private func logarithmic(
    _ run: RunRecord, _ onTraining: Bool
  ) -> [(ReferenceLevel.Kind, Double)] {
    guard !isPerLabel(run) else { return labelled(run, onTraining) }
    let counts = run.data.trainingClassCounts
    let classes = Double(counts.count)
    guard counts.count >= 2, counts.contains(where: { $0 > 0 }) else { return [] }
    var levels: [(ReferenceLevel.Kind, Double)] = []
    if activatesTwice, !isWeighted, settings.labelSmoothing == 0 {
      if arm.loss == "cross-entropy" {
        // The best outputs in [0, 1] are 1 for the class and 0 for the others.
        levels.append((.doubleSoftmax, log(M_E + classes - 1) - 1))
      } else if counts.count == 2, lastKind == "sigmoid" {
        let positives = shares(of: run, onTraining)?[1] ?? 0
        levels.append((.doubleSigmoid, positives * log1p(exp(-1)) + (1 - positives) * log(2)))
      }
    }
    if settings.labelSmoothing > 0 {
      let rest = settings.labelSmoothing / classes
      let own = 1 - settings.labelSmoothing + rest
      levels.append((.labelSmoothing, -own * log(own) - (classes - 1) * rest * log(rest)))
    }
    if !isWeighted, settings.labelSmoothing == 0,
      let prior = priorEntropy(of: run, onTraining), abs(prior - log(classes)) > 0.01 * log(classes)
    {
      levels.append((onTraining ? .trainingPrior : .validationPrior, prior))
    }
    if let level = untrained(run) { levels.append(level) }
    return levels
  }

  private func labelled(
    _ run: RunRecord, _ onTraining: Bool
  ) -> [(ReferenceLevel.Kind, Double)] {
    var levels: [(ReferenceLevel.Kind, Double)] = []
    if !isWeighted, let prior = priorEntropy(of: run, onTraining),
      abs(prior - log(2)) > 0.01 * log(2)
    {
      levels.append((onTraining ? .trainingPrior : .validationPrior, prior))
    }
    if let level = untrained(run) { levels.append(level) }
    return levels
  }

  /// The share of rows of each class, or with each label.
  private func shares(of run: RunRecord, _ onTraining: Bool) -> [Double]? {
    let labels = onTraining ? run.data.trainingLabelShares : run.data.validationLabelShares
    guard labels.isEmpty else { return labels }
    let counts = onTraining ? run.data.trainingClassCounts : run.data.validationClassCounts
    let total = counts.reduce(0, +)
    return total > 0 ? counts.map { Double($0) / Double(total) } : nil
  }

  /// The cross-entropy, on the series' rows, of always answering the training classes' shares; the mean
  /// over labels where each is asked for by itself.
  private func priorEntropy(of run: RunRecord, _ onTraining: Bool) -> Double? {
    guard let known = shares(of: run, true), let met = shares(of: run, onTraining),
      known.count == met.count
    else { return nil }
    func term(_ met: Double, _ known: Double) -> Double { met == 0 ? 0 : -met * log(known) }
    let entropy = zip(met, known).reduce(0.0) { $0 + term($1.0, $1.1) }
    guard isPerLabel(run) else { return entropy.isFinite ? entropy : nil }
    let absence = zip(met, known).reduce(0.0) { $0 + term(1 - $1.0, 1 - $1.1) }
    let mean = (entropy + absence) / Double(known.count)
    return mean.isFinite ? mean : nil
  }

  /// What a run's loss is when the model knows only the target's distribution: H(Y) or Var(y).
  func prior(of run: RunRecord, onTraining: Bool) -> Double? {
    guard settings.lossIsMean, settings.labelSmoothing == 0 else { return nil }
    if isSquared {
      return onTraining ? run.data.trainingTargetVariance : run.data.validationTargetVariance
    }
    guard isLogarithmic, !isWeighted else { return nil }
    return priorEntropy(of: run, onTraining)
  }

  /// The share of the prior's loss that is left: 0 at the known floor, 1 at the prior.
  ///
  /// The floor is 0, and the least-squares optimum where the model is linear.
  func excess(of loss: Double, in run: RunRecord, onTraining: Bool) -> Double? {
    guard let prior = prior(of: run, onTraining: onTraining) else { return nil }
    let floor = isLinear && arm.loss == "mse" && onTraining ? run.data.linearOptimum ?? 0 : 0
    guard prior > floor else { return nil }
    return (loss - floor) / (prior - floor)
  }
}
