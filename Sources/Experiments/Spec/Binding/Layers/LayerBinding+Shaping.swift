internal import Learning

extension LayerBinding {
  func shaping() -> (any Layer)? {
    switch name {
    case "flatten": Flatten()
    case "reshape": Reshape(settings.list("shape").compactMap(\.json.integer))
    case "transpose": Transpose()
    case "pad": Pad(settings.list("padding").compactMap(\.json.integer), value: scalar("value"))
    case "dropout2d": Dropout2D(rate: scalar("rate"))
    default: nil
    }
  }
}
