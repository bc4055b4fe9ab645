internal import JSONTrees

extension LayerTable {
  /// Layers that change the shape of a row and not its numbers, or drop whole channels of it.
  static let shaping: [Choice.Variant] = [
    .init("flatten", "Makes one line of all numbers: what a dense layer takes.", [name]),
    .init(
      "reshape", "Gives a row another shape, its numbers in the same order.",
      [
        .init(
          "shape", "The shape of a row; one side may be -1 and follows from the others.",
          .list(.number(.whole(from: -1)), .init("sides", count: 1...8)), .required,
          example: [1, 28, 28]), name,
      ], main: "shape", rules: [sidesAreSound], aliases: ["view", "unflatten"]),
    .init(
      "transpose", "Swaps the last two axes: steps and features become channels and length.",
      [name], aliases: ["permute"]),
    .init(
      "pad", "Puts a constant around a row's numbers.",
      [
        .init(
          "padding", "Before and after the last axis, then before and after the one before it.",
          .list(.number(.whole(from: 0)), .init("amounts", count: 2...6)), .required,
          example: [1, 1, 1, 1]),
        .init("value", "The constant.", .number(.any), .standard(0)), name,
      ], main: "padding", rules: [amountsComeInPairs], aliases: ["zero-pad", "zero-pad2d"]),
    .init(
      "dropout2d", "Zeroes a share of the channels at random in training; scales the rest up.",
      [
        .init(
          "rate", "The share.", .number(.retention), .standard(0.5),
          aliases: ["p", "probability"]), name,
      ], main: "rate", aliases: ["spatial-dropout"]),
  ]

  private static let sidesAreSound = SpecRule { settings in
    let sides = settings["shape"]?.elements.compactMap(\.integer) ?? []
    guard sides.contains(0) || sides.count(where: { $0 == -1 }) > 1 else { return nil }
    return .init(
      "shape", "\(sides) is no shape", expected: "sizes above 0, of which one may be -1")
  }

  private static let amountsComeInPairs = SpecRule { settings in
    let count = settings["padding"]?.elements.count ?? 0
    guard count % 2 != 0 else { return nil }
    return .init(
      "padding", "\(count) amounts do not come in pairs",
      expected: "one before and one after each axis")
  }
}
