internal import JSONTrees

extension LayerTable {
  /// Layers that standardise what passes through.
  static let normalization: [Choice.Variant] = [
    .init(
      "batch-norm", "Standardises each channel over the batch, then scales and shifts it.",
      [
        epsilon(.standard(1e-5), "Added to the variance."),
        .init(
          "momentum", "The share of the new batch in the running statistics.",
          .number(.from(0, to: 1)), .standard(0.1)),
        name,
      ], aliases: ["batchnorm1d", "batchnorm2d"]),
    .init(
      "layer-norm", "Standardises each row, or each step of it, by itself; scales and shifts it.",
      [
        epsilon(.standard(1e-5), "Added to the variance."),
        .init(
          "axes", "Which of a row's axes are standardised together.",
          .word(
            noun: "axes",
            [
              .init("last", "The last one: each step of a sequence by itself."),
              .init("all", "All: the row as a whole."),
            ]), .standard("last")),
        affine, name,
      ], aliases: ["layernorm"]),
    .init(
      "group-norm", "Standardises groups of channels of each row; scales and shifts each channel.",
      [
        .init(
          "groups", "Into how many groups the channels are divided.", .number(.whole(from: 1)),
          .required, example: 4, aliases: ["num-groups"]),
        epsilon(.standard(1e-5), "Added to the variance."),
        affine, name,
      ], main: "groups", aliases: ["groupnorm"]),
    .init(
      "rms-norm", "Divides the last axis by its root mean square, then scales it.",
      [
        epsilon(
          .optional,
          "Added to the mean square; where absent, the distance from 1 to the next number."),
        affine, name,
      ], aliases: ["rmsnorm"]),
  ]

  private static func epsilon(_ presence: SpecField.Presence, _ doc: String) -> SpecField {
    SpecField("epsilon", doc, .number(.positive), presence, aliases: ["eps"])
  }

  private static let affine = SpecField(
    "affine", "Whether a scale and what is added are learned.", .boolean, .standard(true),
    aliases: ["elementwise-affine"])
}
