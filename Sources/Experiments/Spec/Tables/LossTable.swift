internal import JSONTrees

/// What training makes small.
enum LossTable {
  static let choice = Choice(
    "loss",
    [
      .init(
        "mse", "The squared error.", [reduction], aliases: ["mean-squared-error", "l2", "mse-loss"]),
      .init(
        "mae", "The absolute error.", [reduction], aliases: ["l1", "mean-absolute-error"]),
      .init(
        "huber", "Squared for small errors, absolute for large ones.",
        [
          .init("delta", "Where the two meet.", .number(.positive), .standard(1)), reduction,
        ], main: "delta", aliases: ["smooth-l1"]),
      .init(
        "bce", "Binary cross-entropy of probabilities; their logarithms end at -100.",
        [reduction], aliases: ["binary-cross-entropy", "bce-loss"]),
      .init(
        "bce-with-logits", "Binary cross-entropy of logits, by log-sum-exp.",
        [
          .init(
            "positive-weight", "How much more a row of the second class counts.",
            .number(.positive), .standard(1), aliases: ["pos-weight"]), reduction,
        ], aliases: ["bce-logits", "bcewithlogitsloss"]),
      .init(
        "cross-entropy", "Cross-entropy of logits for two classes or more.",
        [
          .init(
            "label-smoothing", "The share of certainty that is spread over all classes.",
            .number(.retention), .standard(0)),
          .init(
            "class-weights",
            "How much a row of each class counts: a list, or by its rarity among training rows.",
            .either([
              .list(.number(.notNegative), .init("weights", count: 2...100_000)),
              .word(
                noun: "weighting",
                [.init("balanced", "Rows over classes times the class's rows.")]),
            ])),
          reduction,
        ],
        aliases: [
          "crossentropy", "categorical-crossentropy", "ce", "softmax-cross-entropy",
          "crossentropyloss",
        ]),
      .init(
        "nll", "Negative log-likelihood of log-probabilities: log-softmax comes before it.",
        [reduction], aliases: ["negative-log-likelihood", "nllloss"]),
      .init(
        "bce-by-hand",
        "The fault of binary cross-entropy written out without clamping: NaN outside 0 to 1.",
        [reduction]),
      .init(
        "mse-broadcast",
        "The fault of an (N,1) prediction against an (N) target: the mean over all N times N pairs.",
        [reduction]),
    ])

  private static let reduction = SpecField(
    "reduction", "How the rows of a batch are put together.",
    .word(
      noun: "reduction",
      [.init("mean", "Their mean."), .init("sum", "Their sum: grows with the batch.")]),
    .standard("mean"))
}
