internal import JSONTrees

/// How the learning rate changes over training, as PyTorch's schedulers have it.
enum ScheduleTable {
  static let choice = Choice(
    "schedule",
    [
      .init("constant", "The optimizer's rate throughout."),
      .init(
        "step", "Falls by a factor every so many epochs.",
        [
          .init(
            "every", "Epochs between two falls.", epochs, .required, example: 30,
            aliases: ["step-size", "epochs"]), factor(.standard(0.1)),
        ], main: "every", aliases: ["step-lr"]),
      .init(
        "multi-step", "Falls by a factor at given epochs.",
        [
          .init(
            "at", "The epochs, rising.", .list(epochs, .init("epochs", count: 1...10_000)),
            .required, example: [30, 80], aliases: ["milestones"]), factor(.standard(0.1)),
        ], main: "at", rules: [rising]),
      .init(
        "exponential", "Falls by a factor every epoch.", [factor(.required)], main: "factor"),
      .init(
        "cosine", "Falls along half a cosine.",
        [
          .init(
            "epochs", "How long the fall takes; all of training where absent.", epochs,
            aliases: ["t-max"]),
          .init(
            "minimum", "The rate at its end.", .number(.notNegative), .standard(0),
            aliases: ["eta-min"]),
        ], main: "epochs"),
      .init(
        "one-cycle", "Rises, then falls far below the start; changes with each step.",
        [
          .init(
            "max-lr", "The rate at the top; the optimizer's where absent.", .number(.positive)),
          .init(
            "rise", "The share of training that rises.", .number(.part), .standard(0.3),
            aliases: ["pct-start"]),
          .init(
            "start-divisor", "The top over the first rate.", .number(.positive), .standard(25),
            aliases: ["div-factor"]),
          .init(
            "end-divisor", "The first rate over the last.", .number(.positive), .standard(10000),
            aliases: ["final-div-factor"]),
          .init(
            "curve", "The form of rise and fall.",
            .word(
              noun: "curve", [.init("cosine", "Half a cosine."), .init("linear", "A line.")]),
            .standard("cosine"), aliases: ["anneal-strategy"]),
        ], main: "max-lr"),
      .init(
        "warm-up", "Rises to the optimizer's rate, then follows another schedule.",
        [
          .init("epochs", "Epochs that it takes.", epochs),
          .init("steps", "Steps that it takes.", .number(.whole(1...1_000_000_000))),
          .init(
            "start-factor", "The first rate as a share of the optimizer's.",
            .number(.from(0, to: 1)), .standard(.number(1.0 / 3))),
          .init(
            "then", "What follows.", .named("schedule"), .standard("constant")),
        ], main: "epochs",
        groups: [.init("length of the warm-up", ["epochs", "steps"], isRequired: true)],
        aliases: ["warmup"]),
      .init(
        "reduce-on-plateau", "Falls by a factor when the loss stops falling.",
        [
          factor(.standard(0.1)),
          .init(
            "patience", "Epochs without a better value that are borne.",
            .number(.whole(0...1_000_000)), .standard(10)),
          .init(
            "threshold", "The relative drop that counts as better.", .number(.notNegative),
            .standard(1e-4)),
          .init(
            "cooldown", "Epochs after a fall in which nothing is counted.",
            .number(.whole(0...1_000_000)), .standard(0)),
          .init(
            "minimum", "The rate that it never falls below.", .number(.notNegative), .standard(0),
            aliases: ["min-lr"]),
          .init(
            "metric", "What is watched; the validation loss where there are validation rows.",
            .word(noun: "metric", MetricTable.losses)),
        ], aliases: ["plateau", "reducelronplateau"]),
    ])

  private static let epochs = SpecShape.number(.whole(1...1_000_000))

  private static func factor(_ presence: SpecField.Presence) -> SpecField {
    SpecField(
      "factor", "What the rate is multiplied by.", .number(.part), presence, example: 0.95,
      aliases: ["gamma"])
  }

  private static let rising = SpecRule { settings in
    let epochs = settings["at"]?.elements.compactMap(\.number) ?? []
    guard zip(epochs, epochs.dropFirst()).contains(where: { $0 >= $1 }) else { return nil }
    return .init("at", "the epochs do not rise", expected: "rising epochs")
  }
}
