internal import JSONTrees

/// The keys of `data`: where the rows come from and how they are split and spoiled.
enum DataTable {
  static let sources = ["csv", "tsv", "npy", "npz", "idx", "synthetic"]
  /// Keys that only tables of text have a use for.
  static let textOnly = [
    "drop", "categorical", "delimiter", "header", "missing", "missing-values",
  ]

  private static let standardMissing: JSON = ["NA", "N/A", "nan", "NaN", "null", "None", "?"]

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
    rules: [targetNeeded, keysFit, oneCharacter])

  static let validation = ObjectShape(
    [
      .init(
        "fraction", "A share of all rows, drawn anew for each seed.", .number(.part),
        example: 0.2),
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
    rules: [together("column", "value"), together("features", "target")])

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

  private static let targetNeeded = SpecRule { data in
    guard data["synthetic"] == nil, data["npz"] == nil, data["target"] == nil else { return nil }
    let isFile = data["npy"] != nil || data["idx"] != nil
    return .init(
      nil, "the key \"target\" is missing",
      expected: isFile ? "the path of a second file" : "a column's name")
  }

  private static let keysFit = SpecRule { data in
    guard let source = sources.first(where: { data[$0] != nil }) else { return nil }
    let isText = source == "csv" || source == "tsv"
    func unfit(_ key: String) -> SpecRule.Finding {
      .init(
        key, "\"\(key)\" has no use with \"\(source)\"",
        expected: "\"csv\" or \"tsv\" beside it")
    }
    if source == "synthetic" {
      for key in ["features", "target", "task"] where data[key] != nil {
        return .init(key, "a generator has its own \(key)", suggestion: "leave it out")
      }
    }
    let isArray = ["npy", "npz", "idx"].contains(source)
    if data["validation"]?["features"] != nil, !isArray {
      return .init(
        "validation", "only arrays have a second array", expected: "a fraction, a column or a csv")
    }
    guard !isText else { return nil }
    let standard: [String: JSON] = [
      "drop": [], "categorical": [], "header": true, "missing": "error",
      "missing-values": standardMissing,
    ]
    for key in textOnly where data[key] != nil && data[key] != standard[key] { return unfit(key) }
    if data["validation"]?["column"] != nil || data["validation"]?["csv"] != nil {
      return .init(
        "validation", "only tables of text have columns to split by or a second file",
        expected: isArray ? "a fraction or two arrays" : "a fraction")
    }
    return nil
  }

  private static let oneCharacter = SpecRule { data in
    guard let text = data["delimiter"]?.string, text.utf8.count != 1 || text == "\"" else {
      return nil
    }
    return .init(
      "delimiter", "\(JSON.string(text).text()) is no delimiter",
      expected: "one character such as \";\"")
  }
}

/// The faults of data that an experiment may study.
enum FaultTable {
  static let choice = Choice(
    "data fault",
    [
      .init(
        "label-noise", "Each label is changed to another class with this probability.",
        value: .number(.share)),
      .init(
        "outliers", "Some rows are moved away, up or down in each feature.",
        [
          .init("count", "How many rows.", .number(.whole(1...1_000_000_000))),
          .init("share", "The share of the rows.", .number(.share)),
          .init(
            "scale", "What their features are multiplied by.", .number(.positive),
            .standard(10)),
        ], groups: [.init("amount", ["count", "share"], isRequired: true)]),
      .init("drop-rows", "This share of the rows is left out.", value: .number(.retention)),
      .init(
        "imbalance", "Rows of all classes but the largest are left out down to 1 in so many.",
        value: .number(NumberRule(lower: .including(1)))),
      .init(
        "duplicate-columns", "Copies of features with noise are added.",
        [
          .init("count", "How many copies.", .number(.whole(1...10_000)), .required, example: 5),
          .init(
            "noise", "The noise's standard deviation, in that of the feature.",
            .number(.notNegative), .standard(0)),
        ], main: "count"),
      .init(
        "misaligned-labels", "Labels move down by this many rows, in a circle.",
        value: .number(.whole(-1_000_000...1_000_000))),
    ])
}
