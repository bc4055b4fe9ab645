internal import JSONTrees

extension LayerTable {
  /// Layers over images and over sequences of channels: convolutions, pooling.
  static let convolution: [Choice.Variant] =
    [
      convolutionVariant(
        "conv1d", "Slides filters along sequences of channels.", side,
        aliases: ["convolution1d"]),
      convolutionVariant(
        "conv2d", "Slides filters over images of channels.", sides,
        aliases: ["conv", "convolution", "convolution2d"]),
    ] + pooling

  private static let pooling: [Choice.Variant] = [
    maxPool("max-pool1d", "The largest number of each window of a sequence.", side),
    maxPool("max-pool2d", "The largest number of each window of an image.", sides),
    averagePool("average-pool1d", "The mean of each window of a sequence.", side),
    averagePool("average-pool2d", "The mean of each window of an image.", sides),
    .init(
      "global-average-pool", "The mean of each channel.", [name],
      aliases: ["global-average-pool1d", "global-average-pool2d", "gap"]),
    .init(
      "global-max-pool", "The largest number of each channel.", [name],
      aliases: ["global-max-pool1d", "global-max-pool2d"]),
    adaptivePool(
      "adaptive-average-pool1d", "The means of as many windows as are asked for.", side,
      aliases: ["adaptive-avg-pool1d"]),
    adaptivePool(
      "adaptive-average-pool2d", "The means of as many windows of an image as are asked for.",
      sides, aliases: ["adaptive-avg-pool2d"]),
    adaptivePool(
      "adaptive-max-pool1d", "The largest numbers of as many windows as are asked for.", side),
    adaptivePool(
      "adaptive-max-pool2d",
      "The largest numbers of as many windows of an image as are asked for.", sides),
  ]

  /// A size from 1 on, along a sequence.
  private static let side = side(from: 1)
  /// A size for height and width alike, or both.
  private static let sides = sides(from: 1)

  private static func side(from least: Int) -> SpecShape { .number(.whole(from: least)) }

  private static func sides(from least: Int) -> SpecShape {
    .either([side(from: least), .list(side(from: least), .init("sizes", count: 2...2))])
  }

  /// Numbers of zeros, in the shape of the other sizes.
  private static func zeros(_ size: SpecShape) -> SpecShape {
    if case .number = size { side(from: 0) } else { sides(from: 0) }
  }

  private static func convolutionVariant(
    _ kind: String, _ doc: String, _ size: SpecShape, aliases: [String]
  ) -> Choice.Variant {
    let counts: [SpecShape] =
      if case .either(let shapes) = zeros(size) { shapes } else { [zeros(size)] }
    return .init(
      kind, doc,
      [
        .init(
          "channels", "Filters, which are the channels that come out.", side, .required,
          example: 32, aliases: ["filters", "out-channels"]),
        .init(
          "kernel", "The filters' size.", size, .required, example: 3, aliases: ["kernel-size"]),
        .init(
          "stride", "How far a filter moves from one output to the next.", size, .standard(1),
          aliases: ["strides"]),
        .init(
          "padding", "Zeros on each side, or a word.",
          .either(
            counts + [
              .word(
                noun: "padding",
                [
                  .init("valid", "None."),
                  .init("same", "As many as keep the size, for stride 1."),
                ])
            ]), .standard(0)),
        .init(
          "dilation", "The distance of the inputs that neighbouring weights meet.", size,
          .standard(1)),
        .init(
          "groups", "Into how many groups the channels are divided.", side, .standard(1)),
        .init("bias", "Whether a bias is added to each channel.", .boolean, .standard(true)),
        .init(
          "init", "How the weights start; the training's `init` where it is absent.",
          .named("initializer"), aliases: ["weights", "kernel-initializer"]),
        .init(
          "bias-init",
          "How the bias starts; where absent, as PyTorch has it if the weights do, else at 0.",
          .named("initializer"), aliases: ["bias-initializer"]),
        name,
      ], main: "channels", rules: [sameKeepsTheStride, groupsDivideFilters], aliases: aliases)
  }

  private static func maxPool(
    _ kind: String, _ doc: String, _ size: SpecShape
  ) -> Choice.Variant {
    .init(
      kind, doc,
      window(size) + [
        .init("dilation", "The distance of the inputs in a window.", size, .standard(1)), name,
      ], main: "kernel")
  }

  private static func averagePool(
    _ kind: String, _ doc: String, _ size: SpecShape
  ) -> Choice.Variant {
    .init(
      kind, doc,
      window(size) + [
        .init(
          "count-include-pad", "Whether the padding's zeros count in the mean.", .boolean,
          .standard(true)), name,
      ], main: "kernel", aliases: [kind.replacing("average", with: "avg")])
  }

  private static func adaptivePool(
    _ kind: String, _ doc: String, _ size: SpecShape, aliases: [String] = []
  ) -> Choice.Variant {
    .init(
      kind, doc,
      [
        .init(
          "size", "The size of the output.", size, .required, example: 1,
          aliases: ["output-size"]), name,
      ], main: "size", aliases: aliases)
  }

  private static func window(_ size: SpecShape) -> [SpecField] {
    [
      .init(
        "kernel", "The window's size.", size, .required, example: 2,
        aliases: ["kernel-size", "size", "pool-size"]),
      .init(
        "stride", "How far the window moves; where absent, by its size.", size,
        aliases: ["strides"]),
      .init("padding", "What surrounds the input on each side.", zeros(size), .standard(0)),
    ]
  }

  private static let sameKeepsTheStride = SpecRule { settings in
    guard settings["padding"]?.string == "same", let stride = settings["stride"] else {
      return nil
    }
    let sides = stride.number.map { [$0] } ?? stride.elements.map(\.number)
    guard sides.contains(where: { $0 != 1 }) else { return nil }
    return .init(
      "stride", "\"same\" padding keeps the size and a stride of \(stride.text()) does not",
      expected: "1, or padding by a number")
  }

  private static let groupsDivideFilters = SpecRule { settings in
    guard let channels = settings["channels"]?.integer, let groups = settings["groups"]?.integer,
      groups > 0, channels % groups != 0
    else { return nil }
    return .init(
      "groups", "\(groups) groups do not divide \(channels) channels",
      expected: "a divisor of \(channels)")
  }
}
