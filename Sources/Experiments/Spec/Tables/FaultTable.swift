internal import JSONTrees

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
