internal import JSONTrees

/// What is done to features before training.
enum PreprocessorTable {
  static let choice = Choice(
    "preprocessor",
    [
      .init(
        "standardize",
        "Mean 0 and standard deviation 1 of each feature; of each channel of images.", [fitOn],
        aliases: ["standardise", "standard", "standard-scaler", "z-score", "zscore", "scale"]),
      .init("min-max", "From 0 to 1.", [fitOn], aliases: ["minmax-scaler", "normalize"]),
      .init(
        "robust", "Median 0 and interquartile range 1.", [fitOn], aliases: ["robust-scaler"]),
      .init("max-abs", "Largest size 1.", [fitOn], aliases: ["max-abs-scaler"]),
      .init(
        "divide", "Each value divided by a number, such as pixels by 255.",
        value: .number(.positive), aliases: ["rescale"]),
      .init("log1p", "The logarithm of 1 plus the value.", aliases: ["log"]),
      .init(
        "clip", "Limits each value to a range.",
        [
          .init("range", "The limits themselves.", pair(.any), example: [-3, 3]),
          .init(
            "percentiles", "The limits as percentiles of the rows it is fitted on.",
            pair(.from(0, to: 100)), example: [1, 99]), fitOn,
        ], main: "range",
        groups: [.init("pair of limits", ["range", "percentiles"], isRequired: true)],
        rules: [rises("range"), rises("percentiles")], aliases: ["winsorize", "winsorise"]),
    ])

  private static func pair(_ rule: NumberRule) -> SpecShape {
    .list(.number(rule), .init("numbers", count: 2...2))
  }

  private static func rises(_ key: String) -> SpecRule {
    SpecRule { settings in
      guard let ends = settings[key]?.elements.compactMap(\.number), ends[0] >= ends[1] else {
        return nil
      }
      return .init(key, "the lower limit is not below the upper one")
    }
  }

  private static let fitOn = SpecField(
    "fit-on", "The rows that its statistics come from.",
    .word(
      noun: "choice of rows",
      [
        .init("training", "The training rows: what is right."),
        .init("all-rows", "All rows: the fault by which the validation rows leak."),
        .init("each-split", "Each split's own: the fault by which they come to differ."),
      ]), .standard("training"))
}
