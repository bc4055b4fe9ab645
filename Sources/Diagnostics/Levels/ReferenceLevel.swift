/// A value of the loss with a known meaning, to be drawn as a labelled line.
public struct ReferenceLevel: Equatable, Sendable {
  /// What kind of level, by stable code.
  public enum Kind: String, CaseIterable, Equatable, Sendable {
    /// Every class equally likely: ln C.
    case uniform
    /// Yes and no equally likely for each label: ln 2.
    case uniformLabels = "uniform-labels"
    /// Every class equally likely, under the focal loss: (1 − 1/C)^γ ln C.
    case uniformFocal = "uniform-focal"
    /// The same score for every class, under the hinge loss: margin (C − 1)/C, or margin.
    case equalScores = "equal-scores"
    /// The training classes' shares, on the training rows: H(Y).
    case trainingPrior = "training-prior"
    /// The training classes' shares, on the validation rows.
    case validationPrior = "validation-prior"
    /// The training mean, on the training rows: Var(y).
    case trainingVariance = "training-variance"
    /// The training mean and variance as a normal distribution, on the training rows.
    case gaussianPrior = "gaussian-prior"
    /// The mean, on the validation rows: Var(y).
    case validationVariance = "validation-variance"
    /// The least squared error of a linear model on the training rows.
    case linearOptimum = "linear-optimum"
    /// The least cross-entropy after softmax was applied twice.
    case doubleSoftmax = "double-softmax"
    /// The least binary cross-entropy after sigmoid was applied twice.
    case doubleSigmoid = "double-sigmoid"
    /// What an (N,1) against (N) squared error cannot fall below.
    case broadcast
    /// The least cross-entropy with label smoothing.
    case labelSmoothing = "label-smoothing"
  }

  public var kind: Kind
  public var value: Double
  /// Short, for a line's end: "ln 3: knowing nothing".
  public var label: String
  /// In a sentence: "the network knows only the class shares".
  public var meaning: String
  /// The arms whose loss this level can be compared with.
  public var arms: [String]

  public init(kind: Kind, value: Double, label: String, meaning: String, arms: [String]) {
    self.kind = kind
    self.value = value
    self.label = label
    self.meaning = meaning
    self.arms = arms
  }
}

/// An arm whose loss stays at a reference level.
public struct PlateauMatch: Equatable, Sendable {
  public var arm: String
  /// The series that stays there: "train.loss".
  public var series: String
  public var level: ReferenceLevel
  /// The median over seeds of the loss at the end.
  public var value: Double
  /// How far from the level still counts as at it.
  public var tolerance: Double
  public var seedsMatched: Int
  public var seeds: Int
  /// The match in words, with level, count of seeds and meaning.
  public var sentence: String

  public init(
    arm: String, series: String, level: ReferenceLevel, value: Double, tolerance: Double,
    seedsMatched: Int, seeds: Int, sentence: String
  ) {
    self.arm = arm
    self.series = series
    self.level = level
    self.value = value
    self.tolerance = tolerance
    self.seedsMatched = seedsMatched
    self.seeds = seeds
    self.sentence = sentence
  }
}

/// An arm's learning rate against the largest at which gradient descent is stable.
public struct StabilityLimit: Equatable, Sendable {
  public var arm: String
  public var learningRate: Double
  /// The largest eigenvalue of the loss's Hessian, the median over seeds.
  public var largestCurvature: Double
  /// 2/λ for gradient descent, 2(1+β)/λ for heavy ball.
  public var limit: Double
  /// The limit as a formula: "2/λ_max".
  public var formula: String
  /// Whether the limit is the arm's own; false for adaptive optimisers, where it only orients.
  public var appliesToOptimizer: Bool

  public init(
    arm: String, learningRate: Double, largestCurvature: Double, limit: Double, formula: String,
    appliesToOptimizer: Bool
  ) {
    self.arm = arm
    self.learningRate = learningRate
    self.largestCurvature = largestCurvature
    self.limit = limit
    self.formula = formula
    self.appliesToOptimizer = appliesToOptimizer
  }

  public var exceeds: Bool { learningRate > limit }
}
