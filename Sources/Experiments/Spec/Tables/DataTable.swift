internal import JSONTrees

/// The keys of `data`: where the rows come from and how they are split and spoiled.
enum DataTable {
  static let sources = ["csv", "tsv", "npy", "npz", "idx", "text", "synthetic"]
  /// Keys that only tables of text have a use for.
  static let textOnly = [
    "drop", "categorical", "delimiter", "header", "missing", "missing-values",
  ]

  static let standardMissing: JSON = ["NA", "N/A", "nan", "NaN", "null", "None", "?"]

  static let object = ObjectShape(
    [
      .init(
        "csv", "A table of comma-separated values with a line of names; may be gzipped.",
        path, example: "data/wine.csv"),
      .init("tsv", "The same with tabs.", path, example: "data/wine.tsv"),
      .init(
        "npy", "An array of NumPy with the features; the target is a second file.", path,
        example: "x.npy"),
      .init("npz", "Named arrays of NumPy.", path, example: "digits.npz"),
      .init(
        "idx", "Features as the MNIST files have them; may be gzipped.", path,
        example: "train-images.idx3-ubyte.gz"),
      .init(
        "text",
        "A text in UTF-8 whose tokens are to be foretold; each row is a window of token numbers for "
          + "an embedding; may be gzipped.", path, example: "names.txt"),
      .init("synthetic", "Generated rows.", .named("generator"), example: "uniform-binary"),
      .init(
        "features",
        "The columns to learn from, in this order, or the array's name in an npz file; all "
          + "columns but the target, or \"x\", where it is absent.",
        .either([
          .text(noun: "an array's name"),
          .list(
            .text(noun: "a column's name"),
            .init("column names", count: 1...1_000_000, isUnique: true)),
        ])),
      .init(
        "target",
        "What is to be predicted: a column, several of them, the array's name in an npz file "
          + "(\"y\" where it is absent), or the second file of npy and idx.",
        .either([
          .text(noun: "a column's name"),
          .list(
            .text(noun: "a column's name"), .init("column names", count: 1...10_000, isUnique: true)
          ),
        ]), example: "cultivar", aliases: ["label", "labels", "y"]),
      .init(
        "drop", "Columns that are not to be learnt from.",
        .list(.text(noun: "a column's name"), .init("column names", isUnique: true)),
        .standard([]), aliases: ["ignore", "exclude"]),
      .init(
        "categorical", "Columns of numbers that name categories; text columns always do.",
        .list(.text(noun: "a column's name"), .init("column names", isUnique: true)),
        .standard([])),
      .init(
        "task", "What kind of target it is; seen from the target's values where absent.",
        .word(
          noun: "task",
          [
            .init("classification", "The target's values are names of classes."),
            .init("regression", "The target's values are quantities."),
            .init(
              "multi-label",
              "Each target column is a label, which a row has (1) or has not (0)."),
          ])),
      .init(
        "delimiter", "The character between two values, where it is not the usual one.",
        .text(noun: "one character"), example: ";", aliases: ["separator", "sep"]),
      .init(
        "header", "Whether the first line names the columns; else they are x1, x2 and so on.",
        .boolean, .standard(true)),
      .init(
        "missing", "What is done where a feature's value is missing.",
        .word(
          noun: "policy",
          [
            .init("error", "The file is at fault."),
            .init("drop-row", "The row is left out."),
            .init("mean", "The mean of the column's training rows stands in."),
            .init("median", "Their median stands in."),
            .init("zero", "0 stands in."),
          ]), .standard("error")),
      .init(
        "missing-values", "The texts that stand for a missing value; an empty one always does.",
        .list(.text(noun: "a text"), .init("texts")),
        .standard(standardMissing), aliases: ["na-values"]),
      .init(
        "shape",
        "The shape of a row as it is stored, such as [channels, height, width]; the array's own, or "
          + "all columns, where it is absent. Rows of two axes are sequences, [steps, features]; a "
          + "feature's statistics are over all steps, and a channel's over all pixels.",
        .list(.number(.whole(from: 1)), .init("extents", count: 1...8)), example: [1, 8, 8]),
      .init(
        "channels-last",
        "Whether rows are stored as [height, width, channels]; they become [channels, height, "
          + "width].", .boolean),
      .init(
        "window",
        "Makes a series of the table's rows: each row becomes this many steps of the past, [steps, "
          + "features], the target's own past among them unless \"features\" or \"drop\" leave it "
          + "out. Of a text: the tokens of a row.", .number(.whole(1...1_000_000)), example: 24),
      .init(
        "horizon", "How many steps after the window the target stands; 1 where it is absent.",
        .number(.whole(1...1_000_000)), example: 1),
      .init(
        "stride",
        "Steps between the beginnings of two windows; 1 where it is absent, or the window where each "
          + "token of a text is foretold.",
        .number(.whole(1...1_000_000)), example: 1),
      .init(
        "vocabulary", "What a token of a text is; characters where it is absent.",
        .word(
          noun: "kind of token",
          [
            .init("characters", "A Unicode scalar, the end of a line being one."),
            .init("words", "What white space separates, as it is written."),
          ])),
      .init(
        "minimum-count",
        "Tokens that a text holds less often are read as \"<unknown>\"; none where it is absent.",
        .number(.whole(1...1_000_000_000)), example: 5),
      .init(
        "predict", "What is foretold of a text; each where it is absent.",
        .word(
          noun: "prediction",
          [
            .init("each", "The token after each of the window: a class at each step."),
            .init("next", "The token after the window's last: one class a row."),
          ])),
      .init(
        "validation",
        "The rows that are held out; where absent, those that a generator marks, else none, and then "
          + "the training loss decides.",
        .named("validation"), example: 0.2, aliases: ["val", "validation-split", "test", "holdout"]),
      .init(
        "stratify", "Whether each class is held out in the same share.", .boolean,
        .standard(false)),
      .init(
        "faults", "Faults that are put into the training rows, in this order.",
        .list(.named("fault"), .init("faults", count: 0...100)), .standard([]),
        example: [["label-noise": 0.2]]),
    ],
    groups: [.init("data source", sources, isRequired: true)],
    rules: [targetNeeded, keysFit, oneCharacter, windowsFit, textFits])

  static let validation = ObjectShape(
    [
      .init(
        "fraction",
        "A share of all rows, drawn anew for each seed; of windows over a series or a text the last "
          + "ones, so that no training window holds what a validation window is to predict.",
        .number(.part),
        example: 0.2),
      .init(
        "gap",
        "Windows between the training and the validation windows that are in neither; none where it "
          + "is absent.", .number(.whole(from: 0)), example: 24),
      .init(
        "column", "The rows with a value in a column, which is no feature then.",
        .text(noun: "a column's name")),
      .init("value", "That value.", .either([.text(noun: "a value"), .number(.any)])),
      .init("csv", "A second file with the same columns.", path),
      .init(
        "features", "A second array of features: a file, or a name in the same npz file.",
        .text(noun: "a path or an array's name")),
      .init(
        "target", "The target that goes with it.",
        .text(noun: "a path or an array's name")),
    ], main: "fraction",
    groups: [
      .init(
        "way to hold rows out", ["fraction", "column", "csv", "features"], isRequired: true)
    ],
    rules: [together("column", "value"), together("features", "target"), gapped])

  private static let path = SpecShape.text(noun: "a path")

  /// Of two keys each needs the other.
  private static func together(_ first: String, _ second: String) -> SpecRule {
    SpecRule { object in
      let (hasFirst, hasSecond) = (object[first] != nil, object[second] != nil)
      guard hasFirst != hasSecond else { return nil }
      let (given, missing) = hasFirst ? (first, second) : (second, first)
      return .init(
        given, "the key \"\(missing)\" is missing",
        expected: "\"\(missing)\" beside \"\(given)\"")
    }
  }
}
