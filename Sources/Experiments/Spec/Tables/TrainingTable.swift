internal import JSONTrees

/// The keys of `training`, which an arm's patch may give too.
enum TrainingTable {
  static let object = ObjectShape(
    [
      .init(
        "model", "The layers from the features to the output.",
        .list(.named("layer"), .init("layers", count: 1...10_000)), .required,
        example: [["dense": 64], "relu", ["dense": "classes"]],
        aliases: ["layers", "network"]),
      .init(
        "loss", "What training makes small.", .named("loss"), .required,
        example: "cross-entropy", aliases: ["criterion", "objective"]),
      .init(
        "optimizer", "How parameters follow the gradient.", .named("optimizer"), .required,
        example: ["sgd": ["lr": 0.01]], aliases: ["optimiser"]),
      .init(
        "schedule", "How the learning rate changes.", .named("schedule"), .standard("constant"),
        aliases: ["lr-schedule", "scheduler"]),
      .init(
        "batch", "Rows a step, or \"all\" of them.",
        .either([
          .number(.whole(1...1_000_000_000)),
          .word(noun: "batch", [.init("all", "All rows: gradient descent.")]),
        ]), .standard(32), aliases: ["batch-size"]),
      .init(
        "epochs", "Passes over the training rows.", .number(.whole(1...1_000_000)), .required,
        example: 60),
      .init(
        "preprocess", "What is done to the features before training, in this order.",
        .list(.named("preprocessor"), .init("preprocessors", count: 0...100)), .standard([]),
        example: ["standardize"], aliases: ["preprocessing", "scaler", "transform"]),
      .init(
        "standardize-target",
        "Whether the target is trained on with mean 0 and standard deviation 1 over the training "
          + "rows. The loss is in these units then; errors (RMSE, MAE) are given in the target's own.",
        .boolean, aliases: ["scale-target", "standardise-target"]),
      .init(
        "augment",
        "Random changes to the rows of each training batch, in this order; evaluated rows are never "
          + "changed.",
        .list(.named("augmentation"), .init("augmentations", count: 0...100)), .standard([]),
        example: [["shift": 2], ["noise": 0.1]],
        aliases: ["augmentation", "augmentations", "transforms"]),
      .init(
        "sampling",
        "Which rows an epoch takes where classes are of different sizes; each once where it is "
          + "absent.", AugmentationTable.sampling, example: "oversample", aliases: ["sampler"]),
      .init("shuffle", "Whether rows come in a new order each epoch.", .boolean, .standard(true)),
      .init(
        "drop-last", "Whether a last batch with fewer rows is left out.", .boolean,
        .standard(false)),
      .init(
        "accumulate", "Batches whose gradients make one step.",
        .number(.whole(1...1_000_000)), .standard(1), aliases: ["gradient-accumulation"]),
      .init(
        "init", "How weights start where a layer does not say.", .named("initializer"),
        .standard("pytorch"), aliases: ["initializer", "initialization"]),
      .init(
        "initial-weights",
        "A safetensors file with the parameters to start from, by name and in PyTorch's layout.",
        .text(noun: "a path"), example: "init.safetensors"),
      .init(
        "batch-order",
        "An NPZ file whose array \"order\" has the row numbers of each epoch from 0: [epochs, rows], "
          + "or [rows] for every epoch. It takes the place of shuffling.",
        .text(noun: "a path"), example: "order.npz", aliases: ["row-order"]),
      .init(
        "freeze", "Names of layers that are not trained.",
        .list(
          .text(noun: "a layer's name"), .init("layer names", count: 0...10_000, isUnique: true)),
        .standard([]), example: ["dense1"], aliases: ["frozen"]),
      .init(
        "l1",
        "The weight of the sum of absolute weights, biases apart: it acts on gradients, not on the loss shown.",
        .number(.notNegative), .standard(0)),
      .init(
        "l2", "The weight of half the sum of squared weights, likewise.",
        .number(.notNegative), .standard(0)),
      .init(
        "clip", "The limit on the gradient.", .named("clip"), example: ["norm": 1],
        aliases: ["gradient-clipping", "clipping"]),
      .init(
        "early-stopping", "When training ends before its last epoch.",
        .named("early-stopping"), example: ["patience": 10]),
      .init(
        "probes", "What is measured beside the losses, and how often.", .named("probes"),
        example: ["curvature": true], aliases: ["measure"]),
    ],
    rules: [scheduleActs, AugmentationTable.mixesOnce, AugmentationTable.samplingShuffles],
    hints: [
      "lr": "the rate is a setting of the optimizer: {\"sgd\": {\"lr\": …}}",
      "learning-rate": "the rate is a setting of the optimizer: {\"sgd\": {\"lr\": …}}",
      "momentum": "it is a setting of the optimizer: {\"sgd\": {\"lr\": …, \"momentum\": …}}",
      "weight-decay": "it is a setting of the optimizer: {\"adamw\": {\"weight-decay\": …}}",
      "label-smoothing":
        "it is a setting of the loss: {\"cross-entropy\": {\"label-smoothing\": …}}",
      "class-weights": "it is a setting of the loss: {\"cross-entropy\": {\"class-weights\": …}}",
      "dropout": "it is a layer of the model: {\"dropout\": 0.5}",
      "seed": "\"seeds\" stands beside \"training\"",
      "seeds": "\"seeds\" stands beside \"training\"",
    ])

  /// A schedule that begins after the last epoch would make an arm that differs in name only.
  private static let scheduleActs = SpecRule { training in
    guard let epochs = training["epochs"]?.number, let chosen = training["schedule"]?.members.first
    else { return nil }
    let first: Double?
    switch chosen.key {
    case "step": first = chosen.value["every"]?.number
    case "multi-step": first = chosen.value["at"]?.elements.first?.number
    default: first = nil
    }
    guard let first, first >= epochs else { return nil }
    return .init(
      "schedule",
      "the rate first falls after epoch \(Int(first)) and training ends after \(Int(epochs))",
      expected: "a fall before the last epoch")
  }

  static let earlyStopping = ObjectShape(
    [
      .init(
        "monitor", "What is watched; the validation loss where there are validation rows.",
        .word(noun: "metric", MetricTable.losses), aliases: ["metric"]),
      .init(
        "patience", "Epochs without a better value that are borne.",
        .number(.whole(0...1_000_000)), .standard(10)),
      .init(
        "minimum-delta", "The drop that counts as better.", .number(.notNegative),
        .standard(0), aliases: ["min-delta"]),
      .init(
        "restore-best", "Whether the best epoch's parameters are kept.", .boolean,
        .standard(true), aliases: ["restore-best-weights"]),
    ], main: "patience")

  static let clip = Choice(
    "limit",
    [
      .init("norm", "On the L2 norm of the whole gradient.", value: .number(.positive)),
      .init("value", "On the size of each component.", value: .number(.positive)),
    ])
}
