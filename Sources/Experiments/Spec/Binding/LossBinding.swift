internal import Learning
internal import Tensors

/// The spec's losses as the engine's.
enum LossBinding {
  static func make(_ chosen: Chosen) -> any Loss {
    let settings = chosen.settings
    let reduction = Reduction(rawValue: settings.text("reduction")) ?? .mean
    switch chosen.name {
    case "mse": return MeanSquaredError(reduction: reduction)
    case "mae": return MeanAbsoluteError(reduction: reduction)
    case "huber": return Huber(delta: Scalar(settings.number("delta")), reduction: reduction)
    case "bce": return BinaryCrossEntropy(reduction: reduction)
    case "bce-with-logits":
      let weights = settings.numbers("positive-weight")
      return BinaryCrossEntropyWithLogits(
        positiveWeights: (weights.isEmpty ? [settings.number("positive-weight")] : weights)
          .map { Scalar($0) }, reduction: reduction)
    case "cross-entropy":
      return CrossEntropy(
        labelSmoothing: Scalar(settings.number("label-smoothing")),
        classWeights: classWeights(settings), reduction: reduction)
    case "nll": return NegativeLogLikelihood(reduction: reduction)
    case "focal":
      return Focal(
        gamma: Scalar(settings.number("gamma")), classWeights: classWeights(settings),
        reduction: reduction)
    case "hinge":
      return Hinge(
        margin: Scalar(settings.number("margin")), classWeights: classWeights(settings),
        reduction: reduction)
    case "kl-divergence":
      return KullbackLeibler(
        reduction: reduction,
        averaging: settings.text("reduction") == "batchmean" ? .rows : .elements)
    case "gaussian-nll":
      return GaussianNegativeLogLikelihood(
        variance: varianceForm(settings.text("variance")),
        epsilon: Scalar(settings.number("epsilon")), reduction: reduction)
    case "bce-by-hand": return BinaryCrossEntropyByHand(reduction: reduction)
    case "mse-broadcast": return BroadcastSquaredError(reduction: reduction)
    default: preconditionFailure("the table has a loss \"\(chosen.name)\" and the binding not")
    }
  }

  private static func classWeights(_ settings: Settings) -> ClassWeights {
    if let alpha = settings.numberIfAny("alpha") {
      return .given([Scalar(1 - alpha), Scalar(alpha)])
    }
    guard settings.has("class-weights") else { return .equal }
    if settings.textIfAny("class-weights") != nil { return .balanced }
    return .given(settings.numbers("class-weights").map { Scalar($0) })
  }

  private static func varianceForm(_ name: String) -> VarianceForm {
    switch name {
    case "softplus": return .softplus
    case "exponential": return .exponential
    case "given": return .given
    default: preconditionFailure("the table has a variance \"\(name)\" and the binding not")
    }
  }
}
