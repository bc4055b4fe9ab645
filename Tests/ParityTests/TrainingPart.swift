import JSONTrees
import Learning
import Tensors

/// The `training` part of a spec as Learning's values.
///
/// A table of the tests' own, so that a slip in the program's decoder can't hide one in the engine.
struct TrainingPart {
  let json: JSON

  /// A kind of the spec and its options: "relu", {"dense": 4} or {"huber": {"delta": 0.3}}.
  struct Choice {
    let kind: String
    private let value: JSON?

    init(_ json: JSON) throws {
      if let name = json.string {
        (kind, value) = (name, nil)
      } else {
        guard let member = json.members.first else { throw UnknownSetting(text: json.text()) }
        (kind, value) = (member.key, member.value)
      }
    }

    /// A kind that is worth only a number.
    var number: Double? { value?.number }

    subscript(key: String) -> JSON? { value?[key] }

    func number(_ key: String, _ standard: Double) -> Double { value?[key]?.number ?? standard }

    func count(_ key: String, _ standard: Int) -> Int { value?[key]?.integer ?? standard }

    func flag(_ key: String, _ standard: Bool = false) -> Bool { value?[key]?.bool ?? standard }

    var unknown: UnknownSetting { UnknownSetting(text: kind) }
  }

  struct UnknownSetting: Error {
    let text: String
  }

  func choice(_ key: String, _ standard: JSON? = nil) throws -> Choice {
    guard let node = json[key] ?? standard else { throw UnknownSetting(text: key) }
    return try Choice(node)
  }

  func job(initial: [String: [Scalar]]) throws -> TrainingJob {
    let optimizer = try choice("optimizer")
    let plain = ["adam": 0.001, "adamw": 0.001, "rmsprop": 0.01, "adagrad": 0.01]
    return TrainingJob(
      network: Network(try json.required("model").elements.map { try layer(Choice($0)) }),
      loss: try loss(choice("loss")), optimizer: try rule(optimizer),
      learningRate: optimizer.number("lr", plain[optimizer.kind] ?? .nan),
      schedule: try schedule(choice("schedule", "constant")),
      l1: json["l1"]?.number ?? 0, l2: json["l2"]?.number ?? 0, clipping: try clipping(),
      accumulation: json["accumulate"]?.integer ?? 1, batchSize: json["batch"]?.integer,
      epochs: json["epochs"]?.integer ?? 0, shuffles: json["shuffle"]?.bool ?? true,
      dropsLastBatch: json["drop-last"]?.bool ?? false,
      probes: ProbeSettings(keepsEveryStep: true), initialParameters: initial)
  }

  private func layer(_ choice: Choice) throws -> any Layer {
    switch choice.kind {
    case "dense":
      return Dense(
        Int(choice.number ?? choice.number("units", 0)), hasBias: choice.flag("bias", true))
    case "identity": return Identity()
    case "relu": return ReLU()
    case "leaky-relu": return LeakyReLU(slope: Scalar(choice.number("slope", 0.01)))
    case "elu": return ELU(alpha: Scalar(choice.number("alpha", 1)))
    case "gelu": return choice["approximate"]?.string == "tanh" ? GELU(form: .tanh) : GELU()
    case "silu": return SiLU()
    case "softplus":
      return Softplus(
        beta: Scalar(choice.number("beta", 1)), threshold: Scalar(choice.number("threshold", 20)))
    case "tanh": return Tanh()
    case "sigmoid": return Sigmoid()
    case "softmax": return Softmax()
    case "log-softmax": return LogSoftmax()
    case "dropout": return Dropout(rate: Scalar(choice.number ?? 0.5))
    case "batch-norm":
      return BatchNorm(
        epsilon: Scalar(choice.number("epsilon", 1e-5)),
        momentum: Scalar(choice.number("momentum", 0.1)))
    default: throw choice.unknown
    }
  }

  private func loss(_ choice: Choice) throws -> any Loss {
    let reduction: Reduction = choice["reduction"]?.string == "sum" ? .sum : .mean
    switch choice.kind {
    case "mse": return MeanSquaredError(reduction: reduction)
    case "mae": return MeanAbsoluteError(reduction: reduction)
    case "huber": return Huber(delta: Scalar(choice.number("delta", 1)), reduction: reduction)
    case "bce": return BinaryCrossEntropy(reduction: reduction)
    case "bce-with-logits":
      return BinaryCrossEntropyWithLogits(
        positiveWeight: Scalar(choice.number("positive-weight", 1)), reduction: reduction)
    case "cross-entropy":
      let weights: CrossEntropy.ClassWeights =
        switch choice["class-weights"] {
        case nil: .equal
        case .string("balanced"): .balanced
        case .some(let list): .given(list.numbers.map { Scalar($0) })
        }
      return CrossEntropy(
        labelSmoothing: Scalar(choice.number("label-smoothing", 0)), classWeights: weights,
        reduction: reduction)
    case "nll": return NegativeLogLikelihood(reduction: reduction)
    case "bce-by-hand": return BinaryCrossEntropyByHand(reduction: reduction)
    case "mse-broadcast": return BroadcastSquaredError(reduction: reduction)
    default: throw choice.unknown
    }
  }

  private func rule(_ choice: Choice) throws -> any Optimizer {
    let decay = choice.number("weight-decay", choice.kind == "adamw" ? 0.01 : 0)
    switch choice.kind {
    case "sgd", "momentum", "nesterov":
      return SGD(
        momentum: choice.number("momentum", choice.kind == "sgd" ? 0 : 0.9),
        dampening: choice.number("dampening", 0),
        isNesterov: choice.flag("nesterov", choice.kind == "nesterov"), weightDecay: decay)
    case "rmsprop":
      return RMSprop(
        alpha: choice.number("alpha", 0.99), epsilon: choice.number("epsilon", 1e-8),
        momentum: choice.number("momentum", 0), isCentered: choice.flag("centered"),
        weightDecay: decay)
    case "adagrad":
      return Adagrad(
        rateDecay: choice.number("lr-decay", 0),
        initialAccumulator: choice.number("initial-accumulator", 0),
        epsilon: choice.number("epsilon", 1e-10), weightDecay: decay)
    case "adam":
      return Adam(
        beta1: choice.number("beta1", 0.9), beta2: choice.number("beta2", 0.999),
        epsilon: choice.number("epsilon", 1e-8), weightDecay: decay,
        keepsLargestSquare: choice.flag("amsgrad"))
    case "adamw":
      return AdamW(
        beta1: choice.number("beta1", 0.9), beta2: choice.number("beta2", 0.999),
        epsilon: choice.number("epsilon", 1e-8), weightDecay: decay,
        keepsLargestSquare: choice.flag("amsgrad"))
    default: throw choice.unknown
    }
  }

  private func schedule(_ choice: Choice) throws -> any Schedule {
    let factor = choice.number("factor", 0.1)
    switch choice.kind {
    case "constant": return ConstantRate()
    case "step": return StepDecay(every: choice.count("every", 0), factor: factor)
    case "multi-step":
      let milestones = try json.required("schedule").required("multi-step").required("at")
      return MultiStepDecay(milestones: milestones.elements.compactMap(\.integer), factor: factor)
    case "exponential": return ExponentialDecay(factor: factor)
    case "cosine":
      return CosineAnnealing(
        epochs: choice.count("epochs", 0), minimum: choice.number("minimum", 0))
    case "one-cycle": return OneCycle(maximum: choice.number("max-lr", .nan))
    case "warm-up":
      let length: WarmUp.Length =
        choice["epochs"]?.integer.map { .epochs($0) } ?? .steps(choice.count("steps", 0))
      return WarmUp(
        length, startFactor: choice.number("start-factor", 0.1),
        following: try schedule(Choice(choice["then"] ?? "constant")))
    case "reduce-on-plateau":
      return ReduceOnPlateau(
        factor: factor, patience: choice.count("patience", 10),
        threshold: choice.number("threshold", 1e-4),
        monitor: choice["metric"]?.string == "train.loss" ? .training : .validation)
    default: throw choice.unknown
    }
  }

  private func clipping() throws -> GradientClipping? {
    guard json["clip"] != nil else { return nil }
    let choice = try choice("clip")
    guard let limit = choice.number else { throw choice.unknown }
    return choice.kind == "norm" ? .norm(Scalar(limit)) : .value(Scalar(limit))
  }
}
