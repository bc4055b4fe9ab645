internal import JSONTrees

/// The random changes that training rows undergo in each batch.
enum AugmentationTable {
  static let choice = Choice(
    "augmentation",
    [
      .init(
        "noise", "Normal noise on every prepared feature.",
        [.init("std", "Its standard deviation.", .number(.notNegative), .required, example: 0.1)],
        main: "std", aliases: ["gaussian-noise", "jitter"]),
      .init(
        "shift", "Rows move by up to so many pixels or steps in each direction; zeros move in.",
        [distance("distance", "The largest distance."), axis], main: "distance",
        aliases: ["translate", "random-shift"]),
      .init(
        "flip", "Rows are mirrored: left to right, or in time, and top to bottom.",
        [
          .init("horizontal", "How probable the first is.", .number(.share), .standard(0.5)),
          .init("vertical", "How probable the second is.", .number(.share), .standard(0)), axis,
        ], aliases: ["horizontal-flip", "random-flip"]),
      .init(
        "crop",
        "Rows are padded on all sides, and a row of the old size is cut out of them anywhere.",
        [
          distance("padding", "The places added on each side."),
          .init(
            "fill", "What the padding is made of.",
            .word(
              noun: "filling",
              [
                .init("zeros", "Zeros."),
                .init("mirrored", "The row mirrored at its edge, which is not repeated."),
              ]), .standard("zeros")), axis,
        ], main: "padding", aliases: ["random-crop"]),
      .init(
        "cutout",
        "A square of all channels, or a run of steps, is set to 0; its middle may be anywhere.",
        [
          .init(
            "size", "Its side.", .number(.whole(1...1_000_000)), .required, example: 8), axis,
        ], main: "size", aliases: ["random-erasing"]),
      .init(
        "mix-up",
        "Each row is blended with another of its batch, and so are their losses; the share is drawn "
          + "from Beta(α, α). It comes last, wherever it stands.",
        [.init("alpha", "α.", .number(.positive), .required, example: 0.2)], main: "alpha",
        aliases: ["mixup"]),
    ])

  /// At most one blending: its shares would not be those of the losses any more.
  static let mixesOnce = SpecRule { training in
    let mixing = training["augment"]?.elements.count { $0.members.first?.key == "mix-up" } ?? 0
    guard mixing > 1 else { return nil }
    return .init("augment", "rows are blended \(mixing) times", expected: "one \"mix-up\"")
  }

  /// What is sampled has an order of its own.
  static let samplingShuffles = SpecRule { training in
    guard training["sampling"] != nil else { return nil }
    if training["batch-order"] != nil {
      return .init(
        "sampling", "the order of the rows is given", expected: "no sampling, or no \"batch-order\""
      )
    }
    guard training["shuffle"] == false else { return nil }
    return .init(
      "sampling", "rows that are sampled come in random order", expected: "\"shuffle\": true")
  }

  static let sampling = SpecShape.word(
    noun: "sampling",
    [
      .init("oversample", "Of every class as many rows an epoch as the largest has."),
      .init(
        "undersample", "Of every class as many rows an epoch as the smallest has, others each time."
      ),
      .init(
        "balanced-batches",
        "As many rows an epoch as there are, one of each class in turn, so that batches hold all "
          + "classes alike."),
    ])

  private static func distance(_ key: String, _ doc: String) -> SpecField {
    .init(key, doc, .number(.whole(0...1_000_000)), .required, example: 2)
  }

  private static let axis = SpecField(
    "axis", "Along which axis rows of two axes have their steps; images need none.",
    .word(
      noun: "axis",
      [.init("first", "[steps, features]"), .init("last", "[channels, steps]")]),
    .standard("first"))
}
