/// What a comparison of two arms allows to be said.
public enum Verdict: String, CaseIterable, Equatable, Sendable {
  case improved
  case worsened
  /// The difference is shown to be smaller than the minimum effect.
  case noMaterialDifference = "no material difference"
  /// Neither a difference nor its absence is shown.
  case inconclusive
  /// Too few seeds for any test to show a difference, or values that may not be compared.
  case descriptive
}

/// An interval of real numbers; ends may be infinite.
public struct Interval: Equatable, Sendable {
  public var lower: Double
  public var upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// A share of some trials, with its 95 % interval by Wilson.
public struct Proportion: Equatable, Sendable {
  /// May be a half where a tie counts for one.
  public var successes: Double
  public var trials: Int
  public var interval: Interval

  public init(successes: Double, trials: Int, interval: Interval) {
    self.successes = successes
    self.trials = trials
    self.interval = interval
  }

  /// The share itself; NaN without trials.
  public var share: Double { successes / Double(trials) }
}

/// How an experiment differs from the control, seed by seed.
public struct Comparison: Equatable, Sendable {
  /// In what the pairs' differences are measured.
  public enum Scale: String, Equatable, Sendable {
    /// d = ln(experiment / control): for losses, all positive.
    case logRatio = "log ratio"
    /// d = experiment − control: for accuracy, R2 and losses that reach 0.
    case difference
  }

  /// How the p-value was found.
  public enum Test: Equatable, Sendable {
    /// All sign patterns of the differences themselves.
    case enumerated
    /// All sign patterns of the differences' signed ranks, because some difference is infinite.
    case enumeratedRanks
    /// This many random sign patterns, more than 16 seeds being too many to enumerate.
    case sampled(draws: Int, ranks: Bool)
  }

  public var control: String
  public var experiment: String
  public var metric: String
  /// Whether larger values are better.
  public var metricGrows: Bool
  /// Why the metric is not the loss; nil where it is or was declared.
  public var metricReason: String?
  public var scale: Scale

  /// The seeds of the pairs.
  public var seeds: [Int]
  /// The metric of each seed; infinite on the bad side where the run diverged.
  public var controlValues: [Double]
  public var experimentValues: [Double]
  /// d of each pair: ±infinite where one run diverged, 0 where both did.
  public var differences: [Double]
  /// Pairs in which both values are finite: what means and intervals are taken over.
  public var finitePairs: Int

  /// The mean of d over the finite pairs: a log or a plain difference, by `scale`.
  public var meanDifference: Double?
  /// Paired-t 95 % interval of the mean of d.
  public var differenceInterval: Interval?
  /// The geometric mean of experiment / control over the finite pairs; nil on the other scale.
  public var ratio: Double?
  public var ratioInterval: Interval?
  /// The median of the pairwise means of d: robust, and defined where some d are infinite.
  public var hodgesLehmann: Double?
  /// The mean of d in its standard deviations, corrected for few seeds (d_z).
  public var hedges: Double?
  /// Pearson correlation of the arms' values (of their logs on the log scale).
  public var correlation: Double?

  /// Exact two-sided sign-flip p; nil below two seeds.
  public var pValue: Double?
  public var test: Test
  /// By Holm over the study's experiments; equal to `pValue` where there is one experiment.
  public var adjustedPValue: Double?
  public var seedsImproved: Int
  public var seedsWorsened: Int
  /// The probability that a seed improves, a tie counting half.
  public var probabilityOfImprovement: Proportion
  public var controlDiverged: Proportion
  public var experimentDiverged: Proportion
  /// Exact McNemar p of the diverged counts; nil where no run diverged.
  public var divergencePValue: Double?

  /// The smallest d that this many seeds would have shown with 80 % power, on d's scale.
  public var detectableDifference: Double?
  /// Seeds needed to show the observed or, if larger, the minimum effect with 80 % power.
  public var seedsNeeded: Int?
  /// The margin of d below which a difference does not matter.
  public var margin: Double
  public var verdict: Verdict
  /// The verdict in words with its numbers.
  public var sentence: String

  public init(
    control: String, experiment: String, metric: String, metricGrows: Bool, metricReason: String?,
    scale: Scale, seeds: [Int], controlValues: [Double], experimentValues: [Double],
    differences: [Double], finitePairs: Int, meanDifference: Double?,
    differenceInterval: Interval?, ratio: Double?, ratioInterval: Interval?,
    hodgesLehmann: Double?, hedges: Double?, correlation: Double?, pValue: Double?, test: Test,
    adjustedPValue: Double?, seedsImproved: Int, seedsWorsened: Int,
    probabilityOfImprovement: Proportion, controlDiverged: Proportion,
    experimentDiverged: Proportion, divergencePValue: Double?, detectableDifference: Double?,
    seedsNeeded: Int?, margin: Double, verdict: Verdict, sentence: String
  ) {
    self.control = control
    self.experiment = experiment
    self.metric = metric
    self.metricGrows = metricGrows
    self.metricReason = metricReason
    self.scale = scale
    self.seeds = seeds
    self.controlValues = controlValues
    self.experimentValues = experimentValues
    self.differences = differences
    self.finitePairs = finitePairs
    self.meanDifference = meanDifference
    self.differenceInterval = differenceInterval
    self.ratio = ratio
    self.ratioInterval = ratioInterval
    self.hodgesLehmann = hodgesLehmann
    self.hedges = hedges
    self.correlation = correlation
    self.pValue = pValue
    self.test = test
    self.adjustedPValue = adjustedPValue
    self.seedsImproved = seedsImproved
    self.seedsWorsened = seedsWorsened
    self.probabilityOfImprovement = probabilityOfImprovement
    self.controlDiverged = controlDiverged
    self.experimentDiverged = experimentDiverged
    self.divergencePValue = divergencePValue
    self.detectableDifference = detectableDifference
    self.seedsNeeded = seedsNeeded
    self.margin = margin
    self.verdict = verdict
    self.sentence = sentence
  }

  /// Pairs compared.
  public var pairCount: Int { seeds.count }
}
