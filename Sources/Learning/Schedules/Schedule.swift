/// How the learning rate goes on from its base value.
///
/// Rates are functions of the time and of what the schedule has seen so far, so that any moment can be
/// asked for. Unless said otherwise they change between epochs, as PyTorch's schedulers do when
/// stepped once an epoch.
public protocol Schedule: Sendable {
  /// The kind's name in a spec: "step", "one-cycle".
  static var kind: String { get }

  /// Whether the rate falls in steps that a chart should mark.
  var fallsInSteps: Bool { get }

  /// The rate of the updates at this time.
  func rate(base: Double, at time: ScheduleTime, given state: ScheduleState) -> Double

  /// Takes note of an epoch's evaluation.
  func observe(_ evaluation: EpochEvaluation, state: inout ScheduleState)
}

extension Schedule {
  public var kind: String { Self.kind }

  public var fallsInSteps: Bool { false }

  public func observe(_ evaluation: EpochEvaluation, state: inout ScheduleState) {}
}

/// A moment in training, before an update.
public struct ScheduleTime: BitwiseCopyable, Equatable, Sendable {
  /// Epochs completed.
  public var epoch: Int
  /// Updates made.
  public var step: Int
  /// Updates in each epoch.
  public var stepsPerEpoch: Int
  /// Epochs that the job plans.
  public var epochs: Int

  public init(epoch: Int, step: Int, stepsPerEpoch: Int, epochs: Int) {
    self.epoch = epoch
    self.step = step
    self.stepsPerEpoch = stepsPerEpoch
    self.epochs = epochs
  }
}

/// What a schedule remembers of the run.
public struct ScheduleState: BitwiseCopyable, Equatable, Sendable {
  /// The rate that a schedule with memory has come to; nil before it changed the base rate.
  public var rate: Double?
  /// The best value of the watched metric.
  public var best = Double.infinity
  /// Epochs since the best value.
  public var badEpochs = 0
  /// Epochs for which nothing is counted yet.
  public var cooldown = 0

  public init() {}
}

/// What an epoch's evaluation found.
public struct EpochEvaluation: Equatable, Sendable {
  public var epoch: Int
  /// The rate of the epoch's last update.
  public var rate: Double
  public var trainingLoss: Double
  /// Nil without validation rows.
  public var validationLoss: Double?

  public init(epoch: Int, rate: Double, trainingLoss: Double, validationLoss: Double?) {
    self.epoch = epoch
    self.rate = rate
    self.trainingLoss = trainingLoss
    self.validationLoss = validationLoss
  }
}

/// One of the losses of an epoch's evaluation.
public enum MonitoredLoss: String, CaseIterable, Sendable {
  case training = "train.loss"
  /// The training loss where there are no validation rows.
  case validation = "validation.loss"

  public func value(in evaluation: EpochEvaluation) -> Double {
    switch self {
    case .training: evaluation.trainingLoss
    case .validation: evaluation.validationLoss ?? evaluation.trainingLoss
    }
  }
}

/// Every kind of schedule, for documentation and tests.
public let scheduleKinds: [any Schedule.Type] = [
  ConstantRate.self, StepDecay.self, MultiStepDecay.self, ExponentialDecay.self,
  CosineAnnealing.self, OneCycle.self, WarmUp.self, ReduceOnPlateau.self,
]
