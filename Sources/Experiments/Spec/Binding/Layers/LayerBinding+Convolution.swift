internal import Learning

extension LayerBinding {
  func convolution() -> (any Layer)? {
    switch name {
    case "conv1d":
      Conv1D(
        settings.integer("channels"), kernel: settings.integer("kernel"),
        stride: settings.integer("stride"), padding: padding { settings.integer("padding") },
        dilation: settings.integer("dilation"), groups: settings.integer("groups"),
        hasBias: settings.flag("bias"), weights: weights, biases: biases)
    case "conv2d":
      Conv2D(
        settings.integer("channels"), kernel: extent("kernel"), stride: extent("stride"),
        padding: padding { extent("padding") }, dilation: extent("dilation"),
        groups: settings.integer("groups"), hasBias: settings.flag("bias"), weights: weights,
        biases: biases)
    default: pooling()
    }
  }

  private func pooling() -> (any Layer)? {
    switch name {
    case "max-pool1d":
      MaxPool1D(
        kernel: settings.integer("kernel"), stride: settings.integerIfAny("stride"),
        padding: settings.integer("padding"), dilation: settings.integer("dilation"))
    case "max-pool2d":
      MaxPool2D(
        kernel: extent("kernel"), stride: extentIfAny("stride"), padding: extent("padding"),
        dilation: extent("dilation"))
    case "average-pool1d":
      AveragePool1D(
        kernel: settings.integer("kernel"), stride: settings.integerIfAny("stride"),
        padding: settings.integer("padding"), countsPadding: settings.flag("count-include-pad"))
    case "average-pool2d":
      AveragePool2D(
        kernel: extent("kernel"), stride: extentIfAny("stride"), padding: extent("padding"),
        countsPadding: settings.flag("count-include-pad"))
    case "global-average-pool": GlobalAveragePool()
    case "global-max-pool": GlobalMaxPool()
    case "adaptive-average-pool1d": AdaptiveAveragePool1D(settings.integer("size"))
    case "adaptive-average-pool2d": AdaptiveAveragePool2D(extent("size"))
    case "adaptive-max-pool1d": AdaptiveMaxPool1D(settings.integer("size"))
    case "adaptive-max-pool2d": AdaptiveMaxPool2D(extent("size"))
    default: nil
    }
  }

  /// A padding by word or by number.
  private func padding<Extent: ExpressibleByIntegerLiteral>(
    _ zeros: () -> Extent
  ) -> Padding<Extent> {
    switch settings.textIfAny("padding") {
    case "same": .same
    case "valid": .valid
    default: .zeros(zeros())
    }
  }

  /// One number for height and width, or both.
  private func extent(_ key: String) -> Extent2D {
    guard let extent = extentIfAny(key) else { preconditionFailure("no sizes \"\(key)\"") }
    return extent
  }

  private func extentIfAny(_ key: String) -> Extent2D? {
    if let side = settings.integerIfAny(key) { return Extent2D(side) }
    let sides = settings.integers(key)
    return sides.count == 2 ? Extent2D(sides[0], sides[1]) : nil
  }
}
