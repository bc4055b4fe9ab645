internal import JSONTrees

extension LayerTable {
  /// Layers that hold layers.
  static let blocks: [Choice.Variant] = [
    .init(
      "residual",
      "Adds what goes in to what its layers make of it, so that gradients have a way past them.",
      [
        .init(
          "layers", "The branch; it gives the shape that it takes, unless there is a projection.",
          .list(.named("layer"), .init("layers", count: 1...10_000)), .required,
          example: [["dense": 64], "relu", ["dense": 64]], aliases: ["branch", "block"]),
        .init(
          "projection",
          "Layers on the way past the branch, where the shapes differ: a dense layer, or a "
            + "convolution with kernel 1.",
          .list(.named("layer"), .init("layers", count: 0...10_000)), .standard([]),
          example: [["dense": 64]], aliases: ["shortcut", "downsample"]),
        name,
      ], main: "layers", aliases: ["skip", "shortcut"]),
    .init(
      "parallel", "Gives its input to several branches and joins what they make.",
      [
        .init(
          "branches", "The branches, each a list of layers; an empty one passes its input on.",
          .list(
            .list(.named("layer"), .init("layers", count: 0...10_000)),
            .init("branches", count: 2...1_000)), .required,
          example: [[["dense": 16]], [["dense": 16], "relu"]]),
        .init(
          "join", "How their outputs become one.",
          .word(
            noun: "join",
            [
              .init(
                "concatenate",
                "One after another along the first axis: features of a table, channels of an image."
              ),
              .init(
                "concatenate-last", "Along the last axis: features of a sequence's steps."),
              .init("add", "Their sum, number by number."),
            ]), .standard("concatenate")),
        name,
      ], main: "branches", aliases: ["concat", "concatenate", "inception"]),
    .init(
      "transformer-block",
      "A transformer's encoder layer over a sequence: self-attention, then two dense layers, each "
        + "with a residual connection and a layer norm. Its layers have names of their own.",
      [
        .init(
          "heads", "Parts of the features that attend each by itself; a divisor of the features.",
          .number(.whole(from: 1)), .required, example: 4, aliases: ["num-heads", "nhead"]),
        .init(
          "feed-forward", "Units of the first of the two dense layers.",
          .number(.whole(from: 1)), .standard(2048), aliases: ["dim-feedforward"]),
        .init(
          "dropout", "The share that is zeroed at random in training, in either branch.",
          .number(.retention), .standard(0.1)),
        .init(
          "activation", "What stands between the dense layers.",
          .word(
            noun: "activation",
            [
              .init("relu", "max(0, x)."),
              .init("gelu", "x times the normal distribution function."),
            ]
          ), .standard("relu")),
        .init(
          "norm-first", "Whether norms come first in either branch, and not after its sum.",
          .boolean, .standard(false), aliases: ["pre-norm"]),
        .init(
          "causal", "Whether a step sees only itself and those before it.", .boolean,
          .standard(false)),
      ], main: "heads", aliases: ["transformer-encoder-layer", "transformer"]),
  ]
}
