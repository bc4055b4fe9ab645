/// What happened in one training run: one arm with one seed.
///
/// All that a report says about a run comes from here; nothing in it depends on the arm's name, the
/// clock or the number of threads, so that an unchanged run is recognised by its content.
public struct RunRecord: Equatable, Sendable {
  public var seed: Int
  public var outcome: RunOutcome
  /// Parameter updates made.
  public var steps: Int
  public var parameterCount: Int
  /// The layers in order, those without parameters too.
  public var layers: [LayerRecord]
  /// Measured quantities by name; see ``SeriesName``.
  public var series: [String: Series]
  /// One for each layer with weights, in order.
  public var gradientHistograms: [SizeHistograms]
  /// One for each layer that computes its outputs, in order, from a sample of training rows.
  public var activationHistograms: [SizeHistograms]
  /// Values on the whole training and validation rows at the end: "validation.loss", "train.accuracy".
  public var finals: [String: Double]
  /// Learning-rate reductions, early stopping: what a chart marks.
  public var events: [RunEvent]
  public var data: DataRecord
  public var features: FeatureScale
  /// Why a series that was asked for is not there, by its name.
  public var unmeasured: [String: String]
  /// Nil where no range test was made.
  public var learningRateRange: LearningRateRange?

  public init(
    seed: Int, outcome: RunOutcome, steps: Int, parameterCount: Int, layers: [LayerRecord],
    series: [String: Series], gradientHistograms: [SizeHistograms],
    activationHistograms: [SizeHistograms] = [], finals: [String: Double], events: [RunEvent],
    data: DataRecord, features: FeatureScale, unmeasured: [String: String] = [:],
    learningRateRange: LearningRateRange? = nil
  ) {
    self.seed = seed
    self.outcome = outcome
    self.steps = steps
    self.parameterCount = parameterCount
    self.layers = layers
    self.series = series
    self.gradientHistograms = gradientHistograms
    self.activationHistograms = activationHistograms
    self.finals = finals
    self.events = events
    self.data = data
    self.features = features
    self.unmeasured = unmeasured
    self.learningRateRange = learningRateRange
  }

  /// The divergence, where the run diverged.
  public var divergence: Divergence? {
    if case .diverged(let divergence) = outcome { divergence } else { nil }
  }
}

/// How a run ended.
public enum RunOutcome: Equatable, Sendable {
  case completed
  /// Ended by early stopping after this epoch.
  case stoppedEarly(epoch: Int)
  case diverged(Divergence)
}

/// The first non-finite value of a run and where it arose.
public struct Divergence: Equatable, Sendable {
  public var step: Int
  public var epoch: Double
  /// "forward", "loss", "backward" or "update".
  public var phase: String
  /// The layer whose operation made it; nil in the loss.
  public var layer: String?
  /// The operation: "dense", "log", "softmax", "gradient of dense".
  public var operation: String
  /// The row of the training data whose values made it; nil where no single row did.
  public var row: Int?
  /// What kind it was: "log of 0", "log of a negative number", "overflow", "0/0", "bad input".
  public var cause: String

  public init(
    step: Int, epoch: Double, phase: String, layer: String?, operation: String, row: Int?,
    cause: String
  ) {
    self.step = step
    self.epoch = epoch
    self.phase = phase
    self.layer = layer
    self.operation = operation
    self.row = row
    self.cause = cause
  }
}

/// One layer of the trained network.
public struct LayerRecord: Equatable, Sendable {
  /// Unique in the network and stable under insertion of other kinds: "dense1", "relu2".
  public var name: String
  public var kind: String
  public var parameterCount: Int
  /// The shape of one row's output.
  public var outputShape: [Int]

  public init(name: String, kind: String, parameterCount: Int, outputShape: [Int]) {
    self.name = name
    self.kind = kind
    self.parameterCount = parameterCount
    self.outputShape = outputShape
  }
}

/// Something that a chart marks at its time.
public struct RunEvent: Equatable, Sendable {
  public enum Kind: String, Sendable {
    /// The rate fell by a schedule's step; the value is the new rate.
    case learningRateReduced = "learning-rate-reduced"
    /// Training ended before the last epoch; the value is the best epoch.
    case stoppedEarly = "stopped-early"
  }

  public var kind: Kind
  public var step: Int
  public var epoch: Double
  public var value: Double

  public init(kind: Kind, step: Int, epoch: Double, value: Double) {
    self.kind = kind
    self.step = step
    self.epoch = epoch
    self.value = value
  }
}

/// How the sizes of one layer's gradient components or outputs were spread, at chosen epochs.
public struct SizeHistograms: Equatable, Sendable {
  /// The lower edge of the first bin, as log10 |x|; smaller numbers count into the first bin.
  public static let lowestDecade = -12
  public static let highestDecade = 8
  public static let binsPerDecade = 5
  public static let binCount = (highestDecade - lowestDecade) * binsPerDecade

  /// The layer's name.
  public var layer: String
  public var epochs: [Double]
  /// Numbers that were exactly zero, at each epoch.
  public var zeros: [Int]
  /// Numbers that were NaN or infinite, at each epoch.
  public var nonFinite: [Int]
  /// `binCount` counts at each epoch; larger numbers count into the last bin.
  public var counts: [[Int]]

  public init(
    layer: String, epochs: [Double], zeros: [Int], nonFinite: [Int], counts: [[Int]]
  ) {
    self.layer = layer
    self.epochs = epochs
    self.zeros = zeros
    self.nonFinite = nonFinite
    self.counts = counts
  }
}

/// What a run's training and validation rows were, as far as reference levels need it.
public struct DataRecord: Equatable, Sendable {
  public var trainingRows: Int
  public var validationRows: Int
  /// Rows of each class among the training rows; empty in a regression.
  public var trainingClassCounts: [Int]
  public var validationClassCounts: [Int]
  /// The share of training and validation rows that have each label; empty where there are none.
  public var trainingLabelShares: [Double] = []
  public var validationLabelShares: [Double] = []
  /// Mean and variance (over n) of the target, in a regression.
  public var trainingTargetMean: Double?
  public var trainingTargetVariance: Double?
  public var validationTargetVariance: Double?
  /// The smallest mean squared error that a linear model with bias reaches on the training rows.
  public var linearOptimum: Double?
  /// The largest eigenvalue of the loss's Hessian where it is the same everywhere: a linear model
  /// under squared error, with the data as the network sees it.
  public var largestCurvature: Double?

  public init(
    trainingRows: Int, validationRows: Int, trainingClassCounts: [Int] = [],
    validationClassCounts: [Int] = [], trainingTargetMean: Double? = nil,
    trainingTargetVariance: Double? = nil, validationTargetVariance: Double? = nil,
    linearOptimum: Double? = nil, largestCurvature: Double? = nil
  ) {
    self.trainingRows = trainingRows
    self.validationRows = validationRows
    self.trainingClassCounts = trainingClassCounts
    self.validationClassCounts = validationClassCounts
    self.trainingTargetMean = trainingTargetMean
    self.trainingTargetVariance = trainingTargetVariance
    self.validationTargetVariance = validationTargetVariance
    self.linearOptimum = linearOptimum
    self.largestCurvature = largestCurvature
  }
}

/// The scales of the features before and after preprocessing, over the training rows.
public struct FeatureScale: Equatable, Sendable {
  public var names: [String]
  public var raw: [FeatureSummary]
  /// As the network sees them; equal to `raw` where nothing preprocesses.
  public var prepared: [FeatureSummary]
  /// The condition number of X'X/n with a bias column, raw and prepared; infinite where singular.
  public var rawCondition: Double
  public var preparedCondition: Double
  /// Each feature's share of the first layer's mean absolute weight gradient in the first epoch;
  /// empty where the first layer has no weight a feature.
  public var gradientShares: [Double]
  /// How the values of each channel of images and sequences are spread, raw and prepared; empty in
  /// tables, where the summaries tell as much.
  public var rawHistograms: [ValueHistogram] = []
  public var preparedHistograms: [ValueHistogram] = []

  public init(
    names: [String], raw: [FeatureSummary], prepared: [FeatureSummary], rawCondition: Double,
    preparedCondition: Double, gradientShares: [Double]
  ) {
    self.names = names
    self.raw = raw
    self.prepared = prepared
    self.rawCondition = rawCondition
    self.preparedCondition = preparedCondition
    self.gradientShares = gradientShares
  }
}

/// How often a channel's values fall into equal bins from its smallest to its largest.
public struct ValueHistogram: Equatable, Sendable {
  public static let binCount = 64

  /// The outer edges of the first and the last bin.
  public var lower: Double
  public var upper: Double
  /// Values that were exactly zero: an image's background would hide all else.
  public var zeros: Int
  /// `binCount` counts of the other finite values.
  public var counts: [Int]

  public init(lower: Double, upper: Double, zeros: Int, counts: [Int]) {
    self.lower = lower
    self.upper = upper
    self.zeros = zeros
    self.counts = counts
  }

  /// Counts values; NaN and infinities are left out.
  public init(of values: [Double]) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    (lower, upper) = low <= high ? (low, high) : (0, 0)
    zeros = 0
    counts = [Int](repeating: 0, count: Self.binCount)
    // Halves keep the width of a huge range finite.
    let width = upper / 2 - lower / 2
    for value in values where value.isFinite {
      if value == 0 {
        zeros += 1
      } else {
        let share = width > 0 ? (value / 2 - lower / 2) / width : 0
        counts[min(Int(share * Double(Self.binCount)), Self.binCount - 1)] += 1
      }
    }
  }
}

/// Five numbers, two percentiles and two moments of one feature.
public struct FeatureSummary: Equatable, Sendable {
  public var minimum: Double
  public var percentile5: Double
  public var lowerQuartile: Double
  public var median: Double
  public var upperQuartile: Double
  public var percentile95: Double
  public var maximum: Double
  public var mean: Double
  /// Over n, as scikit-learn's StandardScaler has it.
  public var standardDeviation: Double

  public init(
    minimum: Double, percentile5: Double, lowerQuartile: Double, median: Double,
    upperQuartile: Double, percentile95: Double, maximum: Double, mean: Double,
    standardDeviation: Double
  ) {
    self.minimum = minimum
    self.percentile5 = percentile5
    self.lowerQuartile = lowerQuartile
    self.median = median
    self.upperQuartile = upperQuartile
    self.percentile95 = percentile95
    self.maximum = maximum
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}
