internal import JSONTrees

/// The layers that a model is made of, by the names that PyTorch's documentation uses.
enum LayerTable {
  static let choice = Choice(
    "layer",
    basic + convolution + recurrent + attention + normalization + shaping + blocks)

  private static let basic: [Choice.Variant] = [
    .init(
      "dense", "Every output is a weighted sum of all inputs and a bias.",
      [
        .init(
          "units", "Outputs: a number, or as many as the data has classes, targets or features.",
          .either([
            .number(.whole(from: 1)),
            .word(
              noun: "count",
              [
                .init("classes", "One for each class."),
                .init("targets", "One for each target column."),
                .init("features", "One for each feature."),
              ]),
          ]), .required, example: 64, aliases: ["size", "width", "out-features"]),
        .init("bias", "Whether a bias is added.", .boolean, .standard(true)),
        .init(
          "init", "How the weights start; the training's `init` where it is absent.",
          .named("initializer"), aliases: ["weights", "kernel-initializer"]),
        .init(
          "bias-init",
          "How the bias starts; where absent, as PyTorch has it if the weights do, else at 0.",
          .named("initializer"), aliases: ["bias-initializer"]),
        name,
      ], main: "units", aliases: ["linear", "fully-connected", "fc"]),
    .init("identity", "Passes its input on: where an activation would stand.", [name]),
    .init("relu", "max(0, x).", [name]),
    .init(
      "leaky-relu", "x where it is positive, else a fraction of x.",
      [.init("slope", "The fraction.", .number(.notNegative), .standard(0.01)), name],
      main: "slope"),
    .init(
      "elu", "x where it is positive, else alpha (exp x - 1).",
      [
        .init("alpha", "The depth of the negative side.", .number(.positive), .standard(1)), name,
      ],
      main: "alpha"),
    .init(
      "gelu", "x times the normal distribution function of x.",
      [
        .init(
          "approximate", "The formula for the distribution function.",
          .word(
            noun: "formula",
            [
              .init("none", "The exact one, by the error function."),
              .init("tanh", "The approximation by tanh."),
            ]), .standard("none")), name,
      ]),
    .init("silu", "x times its sigmoid.", [name], aliases: ["swish"]),
    .init(
      "softplus", "log(1 + exp(beta x)) / beta.",
      [
        .init("beta", "The sharpness of the bend.", .number(.positive), .standard(1)),
        .init(
          "threshold", "Where beta x is above it, x itself is taken.", .number(.positive),
          .standard(20)),
        name,
      ]),
    .init("tanh", "The hyperbolic tangent.", [name]),
    .init("sigmoid", "1 / (1 + exp(-x)).", [name], aliases: ["logistic"]),
    .init("softmax", "exp(x) over its sum: probabilities of classes.", [name]),
    .init("log-softmax", "The logarithm of softmax, for the loss \"nll\".", [name]),
    .init(
      "dropout", "Zeroes a share of its inputs at random in training; scales the rest up.",
      [
        .init(
          "rate", "The share.", .number(.retention), .standard(0.5),
          aliases: ["p", "probability"]
        ), name,
      ], main: "rate"),
  ]

  static let name = SpecField(
    "name", "The layer's name in reports; its kind and number where absent, such as \"dense1\".",
    .text(noun: "a name"))
}
