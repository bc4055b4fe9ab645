internal import JSONTrees
internal import Records

/// What a spec may expect of its outcome.
enum ExpectationTable {
  static let object = ObjectShape(
    [
      .init(
        "verdict", "The verdict on an experiment.",
        .word(
          noun: "verdict",
          [
            .init("improved", "Shown to be better."), .init("worsened", "Shown to be worse."),
            .init("no material difference", "Shown to be the same within the minimum effect."),
            .init("inconclusive", "Neither shown."),
            .init("descriptive", "Too few seeds for a verdict."),
          ]), example: "improved"),
      .init(
        "metric", "The metric that the limits are on; the spec's where absent.",
        .word(noun: "metric", MetricTable.words)),
      .init(
        "ratio-below", "Experiment over control, geometric mean over the seeds: below this.",
        .number(.positive), example: 0.5),
      .init("ratio-above", "The same, above this.", .number(.positive)),
      .init("below", "The metric's mean over the seeds: below this.", .number(.any)),
      .init("above", "The same, above this.", .number(.any)),
      .init(
        "diverged", "How many seeds diverge.",
        .either([
          .word(
            noun: "amount",
            [
              .init("all", "Every seed."), .init("some", "One at least."),
              .init("none", "No seed."),
            ]),
          .object(
            ObjectShape([
              .init("at-least", "The fewest.", .number(.whole(0...10_000))),
              .init("at-most", "The most.", .number(.whole(0...10_000))),
              .init("arm", "The arm.", .text(noun: "an arm's name")),
            ])),
        ])),
      .init(
        "symptom", "The code of a symptom; evidence.md defines each.",
        .word(
          noun: "symptom",
          SymptomCode.allCases.map {
            .init($0.rawValue, "Whether the symptom `\($0.rawValue)` fired.")
          })),
      .init(
        "state", "What the symptom shall be.",
        .word(
          noun: "state",
          [
            .init("fired", "Seen."), .init("clear", "Looked for and not seen."),
            .init("not-applicable", "Not to be looked for here."),
          ]),
        aliases: ["is"]),
      .init(
        "arm",
        "The arm that a limit, a divergence or a symptom is about; every experiment where absent.",
        .text(noun: "an arm's name")),
      .init(
        "experiment", "The experiment that is compared; every one where absent.",
        .text(noun: "an arm's name")),
    ],
    rules: [
      SpecRule { entry in
        let claims = [
          "verdict", "ratio-below", "ratio-above", "below", "above", "diverged", "symptom",
        ]
        guard !claims.contains(where: { entry[$0] != nil }) else { return nil }
        return .init(
          nil, "expects nothing",
          expected: "one of \(Prose.alternatives(claims.map { "\"\($0)\"" }))")
      },
      SpecRule { entry in
        guard entry["state"] != nil, entry["symptom"] == nil else { return nil }
        return .init("state", "a state without a symptom", expected: "\"symptom\" beside it")
      },
    ])
}
