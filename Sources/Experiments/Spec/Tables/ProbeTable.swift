internal import JSONTrees

/// The keys of `probes`: what is measured beside the losses, and how often.
enum ProbeTable {
  static let object = ObjectShape([
    .init(
      "every", "When gradients are measured: at an epoch's end, or every so many steps.",
      .either([
        .word(noun: "moment", [.init("epoch", "At each epoch's last step, or at chosen epochs.")]),
        .number(.whole(1...1_000_000_000)),
      ]), .standard("epoch"), aliases: ["cadence"]),
    .init(
      "histograms", "Whether the sizes of gradients and outputs are counted.", .boolean,
      .standard(true)),
    .init(
      "curvature",
      "Whether the largest eigenvalue of the loss's Hessian is measured: what limits the learning rate.",
      .either([.boolean, .named("curvature")]), .standard(false), example: true,
      aliases: ["hessian", "lambda-max", "sharpness"]),
    .init(
      "noise-scale",
      "Whether the batch size is estimated at which the gradient's noise equals the gradient.",
      .boolean, .standard(false), aliases: ["gradient-noise-scale"]),
  ])

  static let curvature = ObjectShape([
    .init(
      "iterations", "The most steps of the power iteration.", .number(.whole(1...100_000)),
      .standard(20)),
    .init(
      "tolerance", "The relative change of the eigenvalue that ends it before.",
      .number(.notNegative), .standard(1e-3)),
    .init(
      "rows", "Training rows that the loss is taken on.", .number(.whole(1...1_000_000)),
      .standard(512)),
  ])
}
