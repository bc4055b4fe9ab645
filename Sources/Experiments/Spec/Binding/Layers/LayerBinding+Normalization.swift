internal import Learning

extension LayerBinding {
  func normalization() -> (any Layer)? {
    switch name {
    case "batch-norm": BatchNorm(epsilon: scalar("epsilon"), momentum: scalar("momentum"))
    default: nil
    }
  }
}
