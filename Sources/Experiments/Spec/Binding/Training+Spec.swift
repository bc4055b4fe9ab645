internal import Learning
internal import Tensors

/// The spec's optimisers as the engine's.
enum OptimizerBinding {
  static func make(_ chosen: Chosen) -> any Optimizer {
    let settings = chosen.settings
    let decay = settings.number("weight-decay")
    switch chosen.name {
    case "sgd":
      return SGD(
        momentum: settings.number("momentum"), dampening: settings.number("dampening"),
        isNesterov: settings.flag("nesterov"), weightDecay: decay)
    case "momentum": return SGD(momentum: settings.number("momentum"), weightDecay: decay)
    case "nesterov":
      return SGD(momentum: settings.number("momentum"), isNesterov: true, weightDecay: decay)
    case "rmsprop":
      return RMSprop(
        alpha: settings.number("alpha"), epsilon: settings.number("epsilon"),
        momentum: settings.number("momentum"), isCentered: settings.flag("centered"),
        weightDecay: decay)
    case "adagrad":
      return Adagrad(
        rateDecay: settings.number("lr-decay"),
        initialAccumulator: settings.number("initial-accumulator"),
        epsilon: settings.number("epsilon"), weightDecay: decay)
    case "adam":
      return Adam(
        beta1: settings.number("beta1"), beta2: settings.number("beta2"),
        epsilon: settings.number("epsilon"), weightDecay: decay,
        keepsLargestSquare: settings.flag("amsgrad"))
    case "adamw":
      return AdamW(
        beta1: settings.number("beta1"), beta2: settings.number("beta2"),
        epsilon: settings.number("epsilon"), weightDecay: decay,
        keepsLargestSquare: settings.flag("amsgrad"))
    default: preconditionFailure("the table has an optimizer \"\(chosen.name)\", the binding not")
    }
  }
}

/// The spec's schedules as the engine's.
enum ScheduleBinding {
  static func make(_ chosen: Chosen, epochs: Int, rate: Double) -> any Schedule {
    let settings = chosen.settings
    switch chosen.name {
    case "constant": return ConstantRate()
    case "step":
      return StepDecay(every: settings.integer("every"), factor: settings.number("factor"))
    case "multi-step":
      return MultiStepDecay(
        milestones: settings.numbers("at").map { Int($0) }, factor: settings.number("factor"))
    case "exponential": return ExponentialDecay(factor: settings.number("factor"))
    case "cosine":
      return CosineAnnealing(
        epochs: settings.integerIfAny("epochs") ?? max(1, epochs),
        minimum: settings.number("minimum"))
    case "one-cycle":
      return OneCycle(
        maximum: settings.numberIfAny("max-lr") ?? rate, rise: settings.number("rise"),
        startDivisor: settings.number("start-divisor"),
        endDivisor: settings.number("end-divisor"),
        curve: settings.text("curve") == "linear" ? .linear : .cosine)
    case "warm-up":
      let length: WarmUp.Length =
        if let steps = settings.integerIfAny("steps") { .steps(steps) } else {
          .epochs(settings.integer("epochs"))
        }
      return WarmUp(
        length, startFactor: settings.number("start-factor"),
        following: make(
          settings.chosen("then"), epochs: epochs - (settings.integerIfAny("epochs") ?? 0),
          rate: rate))
    case "reduce-on-plateau":
      return ReduceOnPlateau(
        factor: settings.number("factor"), patience: settings.integer("patience"),
        threshold: settings.number("threshold"), cooldown: settings.integer("cooldown"),
        minimum: settings.number("minimum"), monitor: monitor(settings.textIfAny("metric")))
    default: preconditionFailure("the table has a schedule \"\(chosen.name)\", the binding not")
    }
  }

  /// The loss that a metric's name means; the validation loss, which falls back on the training
  /// loss where there are no validation rows, without one.
  static func monitor(_ metric: String?) -> MonitoredLoss {
    metric.flatMap(MonitoredLoss.init) ?? .validation
  }
}
