/// How one row's outputs of a layer divide into units, each with a number at every position.
///
/// A unit of a dense layer is one output; of a convolution a channel with all its places; of a layer
/// over a sequence a feature with all its steps.
struct UnitLayout: Equatable {
  let units: Int
  /// Neighbouring numbers of one unit: places of a channel.
  let positions: Int
  /// Sets of units in a row: steps of a sequence.
  let sets: Int

  /// Whether channels stand first in a shape of two sides; three sides are an image's.
  init(_ shape: [Int], channelsFirst: Bool) {
    let count = shape.reduce(1, *)
    guard shape.count > 1, let first = shape.first, let last = shape.last, count > 0 else {
      (units, positions, sets) = (count, 1, 1)
      return
    }
    (units, positions, sets) =
      channelsFirst ? (first, count / first, 1) : (last, 1, count / last)
  }

  /// The layouts of all layers' outputs.
  static func layouts(_ plan: NetworkPlan) -> [UnitLayout] {
    var channelsFirst = plan.inputShape.count > 2
    return plan.layers.map { layer in
      if let known = Self.channelsFirst(layer.kind) { channelsFirst = known }
      if layer.kind == "transpose" { channelsFirst.toggle() }
      return UnitLayout(layer.outputShape, channelsFirst: channelsFirst)
    }
  }

  /// Where a kind of layer puts its channels; nil where it leaves them where they are.
  private static func channelsFirst(_ kind: String) -> Bool? {
    switch kind {
    case "conv1d", "conv2d", "batch-norm", "group-norm", "dropout2d": true
    case "dense", "embedding", "rnn", "lstm", "gru", "self-attention", "positional-encoding": false
    default: nil
    }
  }
}
