internal import JSONTrees

extension LayerTable {
  /// Layers that standardise what passes through.
  static let normalization: [Choice.Variant] = [
    .init(
      "batch-norm", "Standardises each input over the batch, then scales and shifts it.",
      [
        .init(
          "epsilon", "Added to the variance.", .number(.positive), .standard(1e-5),
          aliases: ["eps"]),
        .init(
          "momentum", "The share of the new batch in the running statistics.",
          .number(.from(0, to: 1)), .standard(0.1)),
        name,
      ], aliases: ["batchnorm1d"])
  ]
}
