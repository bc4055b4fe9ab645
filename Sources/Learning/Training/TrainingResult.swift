public import Tensors

/// All that one run measured.
public struct TrainingResult: Equatable, Sendable {
  public var outcome: TrainingOutcome
  /// Parameter updates made.
  public var steps: Int
  /// Values that training may change.
  public var parameterCount: Int
  public var layers: [LayerSummary]
  /// By name: "train.loss", "layer.dense1.gradient-norm".
  public var series: [String: TrainingSeries]
  /// One for each layer with weights, in order.
  public var gradientHistograms: [SizeHistogram]
  /// Of the outputs of each layer, on a sample of them, in order.
  public var activationHistograms: [SizeHistogram]
  /// The last evaluation by name: "validation.loss", "train.accuracy".
  public var finals: [String: Double]
  public var events: [TrainingEvent]
  /// Each input's share of the first layer's mean absolute weight gradient in the first epoch; nil
  /// where the first layer has no weight an input.
  public var inputGradientShares: InputGradientShares?
  /// All tensors by name in the layout of PyTorch, running statistics too.
  public var parameters: [String: [Scalar]]
  /// Their shapes by name, likewise: [out, in] for a dense layer's weight.
  public var parameterShapes: [String: [Int]]
  /// Why a series that was asked for is not there, by its name.
  public var unmeasured: [String: String]

  public init(
    outcome: TrainingOutcome, steps: Int, parameterCount: Int, layers: [LayerSummary],
    series: [String: TrainingSeries], gradientHistograms: [SizeHistogram],
    activationHistograms: [SizeHistogram], finals: [String: Double], events: [TrainingEvent],
    inputGradientShares: InputGradientShares?, parameters: [String: [Scalar]],
    parameterShapes: [String: [Int]] = [:], unmeasured: [String: String] = [:]
  ) {
    self.outcome = outcome
    self.steps = steps
    self.parameterCount = parameterCount
    self.layers = layers
    self.series = series
    self.gradientHistograms = gradientHistograms
    self.activationHistograms = activationHistograms
    self.finals = finals
    self.events = events
    self.inputGradientShares = inputGradientShares
    self.parameters = parameters
    self.parameterShapes = parameterShapes
    self.unmeasured = unmeasured
  }
}

/// How a run ended.
public enum TrainingOutcome: Equatable, Sendable {
  case completed
  /// Ended by early stopping after this epoch.
  case stoppedEarly(epoch: Int)
  case diverged(DivergenceOrigin)
}

/// The first non-finite value of a run and where it arose.
public struct DivergenceOrigin: Equatable, Sendable {
  public enum Phase: String, Sendable {
    case forward, loss, backward, update
  }

  /// The number of the update that could not be made, from 1.
  public var step: Int
  /// Passes over the training rows, this step included.
  public var epoch: Double
  public var phase: Phase
  /// The layer whose operation made it; nil in the loss.
  public var layer: String?
  /// The operation: "dense", "log", "gradient of dense".
  public var operation: String
  /// The row of the training data whose values made it; nil where no single row did.
  public var row: Int?
  /// "log of 0", "log of a negative number", "overflow", "0/0", "bad input".
  public var cause: String

  public init(
    step: Int, epoch: Double, phase: Phase, layer: String?, operation: String, row: Int?,
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
public struct LayerSummary: Equatable, Sendable {
  public var name: String
  public var kind: String
  /// Values that training may change, even where the layer is frozen.
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

/// A quantity over training; the lists have one length.
public struct TrainingSeries: Equatable, Sendable {
  /// Updates made.
  public var steps: [Int] = []
  /// The same in passes over the training rows.
  public var epochs: [Double] = []
  /// May be NaN or infinite.
  public var values: [Double] = []

  public init(steps: [Int] = [], epochs: [Double] = [], values: [Double] = []) {
    self.steps = steps
    self.epochs = epochs
    self.values = values
  }

  public mutating func append(step: Int, epoch: Double, value: Double) {
    steps.append(step)
    epochs.append(epoch)
    values.append(value)
  }
}

/// How the sizes of one layer's gradient components or outputs were spread, at each measured epoch.
///
/// 100 bins of log10 |x| from −12 to 8, five a decade; smaller components count into the first,
/// larger ones into the last.
public struct SizeHistogram: Equatable, Sendable {
  public var layer: String
  public var epochs: [Double] = []
  /// Numbers that were exactly zero.
  public var zeros: [Int] = []
  /// Numbers that were NaN or infinite.
  public var nonFinite: [Int] = []
  public var counts: [[Int]] = []

  public init(layer: String) {
    self.layer = layer
  }
}

/// How the first layer's gradient divides among the network's inputs.
public struct InputGradientShares: Equatable, Sendable {
  /// What an input is.
  public enum Unit: String, Sendable {
    /// A number of a row, or of each step of a sequence.
    case feature
    /// A channel of an image, over all places.
    case channel
    /// A token of a vocabulary.
    case token
  }

  public var unit: Unit
  public var shares: [Double]

  public init(unit: Unit, shares: [Double]) {
    self.unit = unit
    self.shares = shares
  }
}

/// Something that a chart marks at its time.
public struct TrainingEvent: Equatable, Sendable {
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

/// How far a run has come.
public struct TrainingProgress: Equatable, Sendable {
  /// Epochs completed.
  public var epoch: Int
  public var epochs: Int
  /// Updates made.
  public var step: Int
  /// Updates planned.
  public var steps: Int
  /// The latest mean loss over the training rows.
  public var trainingLoss: Double
  public var learningRate: Double

  public init(
    epoch: Int, epochs: Int, step: Int, steps: Int, trainingLoss: Double, learningRate: Double
  ) {
    self.epoch = epoch
    self.epochs = epochs
    self.step = step
    self.steps = steps
    self.trainingLoss = trainingLoss
    self.learningRate = learningRate
  }
}

/// Why there is no result.
public enum TrainingError: Error, Equatable, Sendable {
  /// Network, loss and rows don't fit together.
  case shape(ShapeError)
  /// A setting of the job is out of its range.
  case setting(name: String, value: String, expected: String)
  case cancelled
}
