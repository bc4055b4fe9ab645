internal import JSONTrees

/// How parameters follow the gradient: rules and defaults are PyTorch's.
enum OptimizerTable {
  static let choice = Choice(
    "optimizer",
    [
      .init(
        "sgd", "Gradient descent, with momentum where it is given.",
        [
          rate(nil), momentum(0),
          .init("nesterov", "Whether the gradient is taken ahead.", .boolean, .standard(false)),
          .init(
            "dampening", "The share of the gradient kept out of the momentum.", .number(.share),
            .standard(0)), decay(0),
        ], main: "lr", rules: [nesterovNeedsMomentum], aliases: ["gd", "gradient-descent"]),
      .init(
        "momentum", "SGD with heavy-ball momentum.", [rate(nil), momentum(0.9), decay(0)],
        main: "lr", aliases: ["heavy-ball"]),
      .init(
        "nesterov", "SGD with Nesterov's momentum.", [rate(nil), positiveMomentum, decay(0)],
        main: "lr", aliases: ["nag"]),
      .init(
        "rmsprop", "Divides by a running mean of the gradient's size.",
        [
          rate(0.01),
          .init(
            "alpha", "The share of that mean which each step keeps.", .number(.retention),
            .standard(0.99), aliases: ["rho", "smoothing"]), epsilon(1e-8), momentum(0),
          .init(
            "centered", "Whether the gradient's mean is taken off.", .boolean, .standard(false)),
          decay(0),
        ], main: "lr"),
      .init(
        "adagrad", "Divides by the root of all squared gradients so far.",
        [
          rate(0.01),
          .init("lr-decay", "How the rate falls by steps.", .number(.notNegative), .standard(0)),
          .init(
            "initial-accumulator", "The sum of squares at the start.", .number(.notNegative),
            .standard(0)), epsilon(1e-10), decay(0),
        ], main: "lr"),
      .init(
        "adam", "Running means of the gradient and of its square, corrected for their start.",
        adam(decay: 0), main: "lr"),
      .init(
        "adamw", "Adam with weight decay apart from the gradient.", adam(decay: 0.01), main: "lr"),
    ])

  private static func rate(_ standard: Double?) -> SpecField {
    SpecField(
      "lr", "The learning rate.", .number(.positive),
      standard.map { .standard(.number($0)) } ?? .required, example: 0.01,
      aliases: ["learning-rate", "rate", "eta"])
  }

  private static func momentum(_ standard: Double) -> SpecField {
    SpecField(
      "momentum", "The share of its speed that each step keeps.", .number(.retention),
      .standard(.number(standard)))
  }

  private static let positiveMomentum = SpecField(
    "momentum", "The share of its speed that each step keeps.", .number(.part), .standard(0.9))

  private static func epsilon(_ standard: Double) -> SpecField {
    SpecField(
      "epsilon", "Keeps the ratio finite where gradients vanish.", .number(.positive),
      .standard(.number(standard)), aliases: ["eps"])
  }

  private static func decay(_ standard: Double) -> SpecField {
    SpecField(
      "weight-decay", "The pull of the parameters towards 0.", .number(.notNegative),
      .standard(.number(standard)), aliases: ["l2"])
  }

  private static func adam(decay standard: Double) -> [SpecField] {
    func beta(_ key: String, _ doc: String, _ standard: Double) -> SpecField {
      SpecField(key, doc, .number(.retention), .standard(.number(standard)))
    }
    return [
      rate(0.001), beta("beta1", "The share of the mean that each step keeps.", 0.9),
      beta("beta2", "The share of the mean square that each step keeps.", 0.999), epsilon(1e-8),
      .init(
        "amsgrad", "Whether the largest mean square so far is taken.", .boolean, .standard(false)),
      decay(standard),
    ]
  }

  private static let nesterovNeedsMomentum = SpecRule { settings in
    guard settings["nesterov"]?.bool == true else { return nil }
    if settings["momentum"]?.number == 0 {
      return .init(
        "nesterov", "Nesterov's gradient without momentum is plain descent",
        expected: "\"momentum\" above 0", suggestion: "try \"momentum\": 0.9")
    }
    if settings["dampening"]?.number != 0 {
      return .init("dampening", "Nesterov's momentum takes no dampening", expected: "0")
    }
    return nil
  }
}
