internal import Learning

extension LayerBinding {
  func shaping() -> (any Layer)? {
    switch name {
    case "flatten": Flatten()
    case "reshape": Reshape(settings.integers("shape"))
    case "transpose": Transpose()
    case "pad": Pad(settings.integers("padding"), value: scalar("value"))
    case "dropout2d": Dropout2D(rate: scalar("rate"))
    default: nil
    }
  }
}
