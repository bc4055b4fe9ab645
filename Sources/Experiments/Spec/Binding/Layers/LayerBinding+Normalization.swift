internal import Learning
internal import Tensors

extension LayerBinding {
  func normalization() -> (any Layer)? {
    switch name {
    case "batch-norm": BatchNorm(epsilon: scalar("epsilon"), momentum: scalar("momentum"))
    case "layer-norm":
      LayerNorm(
        epsilon: scalar("epsilon"), axes: settings.text("axes") == "all" ? .all : .last,
        isAffine: settings.flag("affine"))
    case "group-norm":
      GroupNorm(
        groups: settings.integer("groups"), epsilon: scalar("epsilon"),
        isAffine: settings.flag("affine"))
    case "rms-norm":
      RMSNorm(
        epsilon: settings.numberIfAny("epsilon").map { Scalar($0) } ?? .ulpOfOne,
        isAffine: settings.flag("affine"))
    default: nil
    }
  }
}
