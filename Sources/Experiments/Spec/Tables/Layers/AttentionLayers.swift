internal import JSONTrees

extension LayerTable {
  /// Layers in which each step of a sequence looks at the others.
  static let attention: [Choice.Variant] = [
    .init(
      "scaled-dot-product-attention",
      "Makes each step a mean of all steps, weighted by their likeness; learns nothing.",
      [
        .init(
          "heads", "Parts of the features that attend each by itself; a divisor of the features.",
          .number(.whole(from: 1)), .standard(1), aliases: ["num-heads"]),
        causal, name,
      ], main: "heads"),
    .init(
      "self-attention",
      "Multi-head attention of a sequence to itself, with learned queries, keys and values.",
      [
        .init(
          "heads", "Parts of the features that attend each by itself; a divisor of the features.",
          .number(.whole(from: 1)), .required, example: 4, aliases: ["num-heads"]),
        causal,
        .init("bias", "Whether biases are added.", .boolean, .standard(true)),
        .init(
          "dropout", "The share of attention probabilities that is zeroed at random in training.",
          .number(.retention), .standard(0)),
        name,
      ], main: "heads", aliases: ["multi-head-attention", "multihead-attention", "attention"]),
    .init(
      "positional-encoding", "Adds to each step numbers that tell where in the sequence it stands.",
      [
        .init(
          "kind", "Where the numbers come from.",
          .word(
            noun: "kind of encoding",
            [
              .init("sinusoidal", "Sines and cosines of the step at falling rates."),
              .init("learned", "Parameters, normal around 0 with deviation 0.02 at the start."),
            ]), .standard("sinusoidal")),
        .init(
          "maximum-steps",
          "Steps that a learned encoding has numbers for; the sequence's own where absent.",
          .number(.whole(from: 1)), aliases: ["max-len", "maximum-length"]),
        name,
      ], main: "kind", rules: [maximumIsLearned]),
  ]

  private static let causal = SpecField(
    "causal", "Whether a step sees only itself and those before it.", .boolean, .standard(false),
    aliases: ["is-causal"])

  private static let maximumIsLearned = SpecRule { settings in
    guard settings["kind"]?.string == "sinusoidal", settings["maximum-steps"] != nil else {
      return nil
    }
    return SpecRule.Finding(
      "maximum-steps", "a sinusoidal encoding has numbers for every step",
      expected: "\"kind\": \"learned\", or no \"maximum-steps\"")
  }
}
