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
            "positive-weight",
            "How much more a yes, or a row of the second class, counts: a number, or one a label.",
            .either([
              .number(.positive), .list(.number(.positive), .init("weights", count: 1...100_000)),
            ]), .standard(1), aliases: ["pos-weight"]), reduction,
        ], aliases: ["bce-logits", "bcewithlogitsloss"]),
      .init(
        "cross-entropy", "Cross-entropy of logits for two classes or more.",
        [
          .init(
            "label-smoothing", "The share of certainty that is spread over all classes.",
            .number(.retention), .standard(0)),
          classWeights,
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
        "focal",
        "Cross-entropy of logits, each row times (1 - p)^gamma, p its class's probability; the mean is "
          + "over the rows. One output will do for two classes.",
        [
          .init(
            "gamma", "How fast rows that are right already stop counting; 0 is cross-entropy.",
            .number(.notNegative), .standard(2)),
          .init(
            "alpha", "Of two classes, the weight of the second; the first has the rest.",
            .number(.share)),
          classWeights, reduction,
        ], groups: [ExclusiveKeys("weighting", ["alpha", "class-weights"], isRequired: false)],
        aliases: ["focal-loss", "sigmoid-focal-loss"]),
      .init(
        "hinge",
        "What each other class's score lacks of the margin below the right one's, over the number of "
          + "classes. One output will do for two classes: max(0, margin - z), of the first class "
          + "max(0, margin + z).",
        [
          .init("margin", "The lead that is enough.", .number(.positive), .standard(1)),
          classWeights, reduction,
        ],
        aliases: ["multi-margin", "multimarginloss", "multi-margin-loss", "svm", "hinge-loss"]),
      .init(
        "kl-divergence",
        "Kullback-Leibler divergence of log-probabilities from probabilities, several value columns: "
          + "log-softmax comes before it.",
        [
          .init(
            "reduction", "How the rows of a batch are put together.",
            .word(
              noun: "reduction",
              [
                .init("mean", "The mean over rows and columns."),
                .init("batchmean", "The sum over columns, its mean over rows: the divergence."),
                .init("sum", "The sum over both: grows with the batch."),
              ]), .standard("mean"))
        ], aliases: ["kl", "kldivloss", "kl-div", "kullback-leibler"]),
      .init(
        "gaussian-nll",
        "Negative log-likelihood of a normal distribution: of the outputs, the first half are the means "
          + "of the targets and the second half say their variances.",
        [
          .init(
            "variance", "How an output of the second half becomes a variance.",
            .word(
              noun: "variance",
              [
                .init("softplus", "By ln(1 + exp(x))."),
                .init("exponential", "By exp(x): the output is the variance's logarithm."),
                .init("given", "As it is, made positive by the network; else the loss is NaN."),
              ]), .standard("softplus")),
          .init("epsilon", "The smallest variance.", .number(.positive), .standard(1e-6)),
          reduction,
        ], aliases: ["gaussiannllloss", "gaussian-negative-log-likelihood", "gaussian"]),
      .init(
        "bce-by-hand",
        "The fault of binary cross-entropy written out without clamping: NaN outside 0 to 1.",
        [reduction]),
      .init(
        "mse-broadcast",
        "The fault of an (N,1) prediction against an (N) target: the mean over all N times N pairs.",
        [reduction]),
    ])

  private static let classWeights = SpecField(
    "class-weights",
    "How much a row of each class counts: a list, or by its rarity among training rows.",
    .either([
      .list(.number(.notNegative), .init("weights", count: 2...100_000)),
      .word(
        noun: "weighting",
        [.init("balanced", "Rows over classes times the class's rows.")]),
    ]))

  private static let reduction = SpecField(
    "reduction", "How the rows of a batch are put together.",
    .word(
      noun: "reduction",
      [.init("mean", "Their mean."), .init("sum", "Their sum: grows with the batch.")]),
    .standard("mean"))
}
