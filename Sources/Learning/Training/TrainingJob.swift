public import Tensors

/// All that fixes a training run except its rows.
public struct TrainingJob: Sendable {
  public var network: Network
  public var loss: any Loss
  public var optimizer: any Optimizer
  public var learningRate: Double
  public var schedule: any Schedule
  /// The penalty l1 · Σ|w| over weights, not biases: adds l1 · sign(w) to the gradient.
  public var l1: Double
  /// The penalty l2 / 2 · Σw² over weights, not biases: adds l2 · w to the gradient.
  public var l2: Double
  public var clipping: GradientClipping?
  /// Batches whose gradients are averaged into one update.
  public var accumulation: Int
  /// Rows a batch; nil for all.
  public var batchSize: Int?
  public var epochs: Int
  /// Whether each epoch takes the rows in a new random order.
  public var shuffles: Bool
  /// Whether an epoch leaves out a last batch that is not full.
  public var dropsLastBatch: Bool
  /// Random changes to the rows of each batch, in this order.
  public var augmentations: [any Augmentation]
  /// Whether and how the rows of each batch are blended afterwards.
  public var mixUp: MixUp?
  /// Which rows an epoch takes; nil for each once.
  public var sampling: Sampling?
  public var earlyStopping: EarlyStopping?
  public var probes: ProbeSettings
  public var seed: UInt64
  /// Values to start from by name, "dense1.weight" as [out, in]; names left out are initialised.
  public var initialParameters: [String: [Scalar]]?
  /// The row numbers of each epoch in order, in place of shuffling; begun again when used up.
  public var batchOrder: [[Int32]]?
  /// The most memory that the run may plan, in bytes.
  public var memoryLimit: Int

  public init(
    network: Network, loss: any Loss, optimizer: any Optimizer, learningRate: Double,
    schedule: any Schedule = ConstantRate(), l1: Double = 0, l2: Double = 0,
    clipping: GradientClipping? = nil, accumulation: Int = 1, batchSize: Int? = nil,
    epochs: Int, shuffles: Bool = true, dropsLastBatch: Bool = false,
    augmentations: [any Augmentation] = [], mixUp: MixUp? = nil, sampling: Sampling? = nil,
    earlyStopping: EarlyStopping? = nil, probes: ProbeSettings = ProbeSettings(),
    seed: UInt64 = 0, initialParameters: [String: [Scalar]]? = nil,
    batchOrder: [[Int32]]? = nil, memoryLimit: Int = 8 << 30
  ) {
    self.network = network
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.schedule = schedule
    self.l1 = l1
    self.l2 = l2
    self.clipping = clipping
    self.accumulation = accumulation
    self.batchSize = batchSize
    self.epochs = epochs
    self.shuffles = shuffles
    self.dropsLastBatch = dropsLastBatch
    self.augmentations = augmentations
    self.mixUp = mixUp
    self.sampling = sampling
    self.earlyStopping = earlyStopping
    self.probes = probes
    self.seed = seed
    self.initialParameters = initialParameters
    self.batchOrder = batchOrder
    self.memoryLimit = memoryLimit
  }
}

/// How gradients are kept from growing, with the meaning of `torch.nn.utils`.
public enum GradientClipping: Equatable, Sendable {
  /// Scales the whole gradient by limit / (norm + 1e-6) where that is below 1.
  case norm(Scalar)
  /// Holds each component between −limit and limit.
  case value(Scalar)
}

/// Ends a run when a loss has stopped falling.
///
/// An epoch improves when its loss is below the best by more than `minimumDelta`; NaN never is.
public struct EarlyStopping: Equatable, Sendable {
  public var monitor: MonitoredLoss
  /// After how many epochs in a row without improvement the run ends.
  public var patience: Int
  /// The smallest improvement that counts.
  public var minimumDelta: Double
  /// Whether the parameters of the best epoch are put back at the end.
  public var restoresBest: Bool

  public init(
    monitor: MonitoredLoss = .validation, patience: Int = 10, minimumDelta: Double = 0,
    restoresBest: Bool = false
  ) {
    self.monitor = monitor
    self.patience = patience
    self.minimumDelta = minimumDelta
    self.restoresBest = restoresBest
  }
}

/// What is measured beside the losses, and how often.
public struct ProbeSettings: Equatable, Sendable {
  /// When gradients, weights, updates and activations are measured.
  public enum Cadence: Equatable, Sendable {
    case never
    /// At each epoch's last update; of more than 500 epochs at about 500, evenly.
    case epochs
    /// At every n-th update.
    case steps(Int)
  }

  public var cadence: Cadence
  /// Whether histograms of gradient sizes are kept, at the same updates.
  public var keepsHistograms: Bool
  /// Whether dead and saturated units and the outputs' spread are measured, after each epoch.
  public var measuresActivations: Bool
  /// Training rows on which activations are measured.
  public var rows: Int
  /// Whether each update's batch loss is kept, not only its mean over each epoch.
  ///
  /// Then every epoch's losses and probes are kept, too; else losses of about 5000 epochs.
  public var keepsEveryStep: Bool
  /// Whether the input features' shares of the first layer's gradient are added up.
  public var measuresFeatures: Bool
  /// How the loss's largest curvature is measured, at the same moments; nil for not at all.
  ///
  /// Takes a Hessian-vector product, about twice a gradient's time, for each iteration.
  public var curvature: CurvatureSettings?
  /// Whether the gradient noise scale is measured, at the same moments, from up to 16 batches.
  public var measuresNoise: Bool

  public init(
    cadence: Cadence = .epochs, keepsHistograms: Bool = true, measuresActivations: Bool = true,
    rows: Int = 512, keepsEveryStep: Bool = false, measuresFeatures: Bool = true,
    curvature: CurvatureSettings? = nil, measuresNoise: Bool = false
  ) {
    self.cadence = cadence
    self.keepsHistograms = keepsHistograms
    self.measuresActivations = measuresActivations
    self.rows = rows
    self.keepsEveryStep = keepsEveryStep
    self.measuresFeatures = measuresFeatures
    self.curvature = curvature
    self.measuresNoise = measuresNoise
  }

  /// Losses only.
  public static let none = ProbeSettings(
    cadence: .never, keepsHistograms: false, measuresActivations: false, measuresFeatures: false)
}
