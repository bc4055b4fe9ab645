internal import JSONTrees
internal import Learning

extension LayerTable {
  /// Layers over the steps of a sequence: embedding and recurrent networks.
  static let recurrent: [Choice.Variant] = [
    .init(
      "embedding", "A learned row of numbers for each token: [steps] becomes [steps, dimension].",
      [
        .init(
          "dimension", "Numbers for each token.", .number(.whole(from: 1)), .required,
          example: 16, aliases: ["embedding-dim", "output-dim", "size"]),
        .init(
          "vocabulary", "How many tokens there are: a number, or as many as the data know.",
          .either([
            .number(.whole(from: 1)),
            .word(
              noun: "count", [.init("vocabulary", "As many as the data's vocabulary has.")]),
          ]), .standard("vocabulary"), aliases: ["num-embeddings", "input-dim", "tokens"]),
        .init(
          "padding-index",
          "The token that fills short rows up: its numbers start at 0 and never change.",
          .number(.whole(from: 0)), aliases: ["padding-idx", "mask"]),
        .init(
          "init", "How the rows start; where absent, from the standard normal, as PyTorch has it.",
          .named("initializer"), aliases: ["weights", "embeddings-initializer"]),
        name,
      ], main: "dimension"),
    cell(
      "rnn", "The plain recurrent network: each state is a function of input and state before.",
      [
        .init(
          "activation", "The function of the sums.",
          .word(
            noun: "activation",
            [.init("tanh", "The hyperbolic tangent."), .init("relu", "max(0, x).")]),
          .standard("tanh"), aliases: ["nonlinearity"])
      ], aliases: ["simple-rnn", "elman"]),
    cell("lstm", "Long short-term memory: a state that gates add to and let through.", []),
    cell("gru", "The gated recurrent unit: a state that a gate mixes with a fresh one.", []),
  ]

  /// A layer that goes through [steps, features]; tensors are named as in PyTorch's modules.
  private static func cell(
    _ kind: String, _ doc: String, _ more: [SpecField], aliases: [String] = []
  ) -> Choice.Variant {
    .init(
      kind, doc,
      [
        .init(
          "hidden", "Units of the state in each direction.", .number(.whole(from: 1)), .required,
          example: 64, aliases: ["units", "hidden-size", "size"]),
        .init(
          "layers", "Layers that stand on each other.",
          .number(.whole(1...RecurrentStack.mostLayers)), .standard(1), aliases: ["num-layers"]),
        .init(
          "bidirectional", "Whether each layer reads the steps backwards too.", .boolean,
          .standard(false)),
        .init(
          "output", "What is handed on.",
          .word(
            noun: "output",
            [
              .init("last", "The state after the last step that each direction reads."),
              .init("sequence", "The states of all steps."),
            ]), .standard("last"), aliases: ["return-sequences"]),
      ] + more + [
        .init("bias", "Whether biases are added.", .boolean, .standard(true)),
        .init(
          "dropout", "The share of the states between layers that training drops.",
          .number(.retention), .standard(0)),
        .init(
          "init", "How the weights start; the training's `init` where it is absent.",
          .named("initializer"), aliases: ["weights", "kernel-initializer"]),
        .init(
          "recurrent-init", "How the weights of the state start; as the others where absent.",
          .named("initializer"), aliases: ["recurrent-initializer"]),
        .init(
          "bias-init",
          "How the biases start; where absent, as PyTorch has it if the weights do, else at 0.",
          .named("initializer"), aliases: ["bias-initializer"]),
        name,
      ], main: "hidden", aliases: aliases)
  }
}
