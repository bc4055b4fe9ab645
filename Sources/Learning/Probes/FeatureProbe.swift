internal import Tensors

/// Adds up, over the first epoch, how large the first layer's weight gradient is for each input.
///
/// An input is a feature of a table or a sequence, a channel of an image, or a token. Layers that only
/// pass numbers on may stand before; of many batches, about 64 are measured.
struct FeatureProbe {
  /// Gradients of weights as rows that belong to one input each.
  private let weights: [Region]
  /// Numbers of such a row, and of which input each is.
  private let width: Int
  private let owners: [Int]
  private let inputs: Int
  private let unit: InputGradientShares.Unit
  private let interval: Int
  private var steps = 0
  private var sums: [Double]

  private static let mostBatches = 64

  init(
    _ plan: NetworkPlan, _ memory: TrainingMemory, _ settings: ProbeSettings, stepsPerEpoch: Int
  ) {
    interval = max(1, stepsPerEpoch / Self.mostBatches)
    let first = plan.layers.first { !Self.passesThrough($0.kind) }
    guard settings.measuresFeatures, let first, first.isTrained,
      let rows = WeightRows(first, of: plan.inputShape)
    else {
      (weights, width, owners, inputs, unit, sums) = ([], 0, [], 0, .feature, [])
      return
    }
    weights = rows.tensors.map { memory.gradients.part($0.region.offset, $0.region.count) }
    (width, owners, inputs, unit) = (rows.width, rows.owners, rows.inputs, rows.unit)
    sums = [Double](repeating: 0, count: rows.owners.count)
  }

  mutating func measure(_ trainer: borrowing Trainer) {
    guard !weights.isEmpty else { return }
    steps += 1
    guard (steps - 1) % interval == 0 else { return }
    for index in weights.indices {
      trainer.arena.addRowSizes(weights[index], width: width, to: &sums)
    }
  }

  /// Each input's share of the whole; nil where nothing could be measured, or there is but one input.
  var shares: InputGradientShares? {
    var totals = [Double](repeating: 0, count: inputs)
    for (owner, sum) in zip(owners, sums) { totals[owner] += sum }
    let total = totals.reduce(0, +)
    guard total > 0, total.isFinite, unit == .feature || inputs > 1 else { return nil }
    return InputGradientShares(unit: unit, shares: totals.map { $0 / total })
  }

  private static func passesThrough(_ kind: String) -> Bool {
    [Identity.kind, Dropout.kind, Dropout2D.kind, Flatten.kind].contains(kind)
  }
}

/// How the weights of a network's first layer divide among its inputs.
private struct WeightRows {
  let tensors: [PlannedTensor]
  let width: Int
  let owners: [Int]
  let inputs: Int
  let unit: InputGradientShares.Unit

  /// `row` is the shape of the network's rows, whose axes a layer behind a flattening no longer sees.
  init?(_ layer: PlannedLayer, of row: [Int]) {
    guard let weight = layer.tensors.first, let last = layer.inputShape.last else { return nil }
    let shape = weight.description.shape
    switch layer.kind {
    case Dense.kind:
      // Memory holds [in, out]; along a sequence it is the same weight at each step.
      tensors = [weight]
      width = shape[0]
      let isFlattened = layer.inputShape.count == 1 && row.count > 1
      unit = isFlattened && row.count > 2 ? .channel : .feature
      inputs = !isFlattened ? last : row.count > 2 ? row[0] : row[1]
      let (plane, count) = (last / max(1, row[0]), inputs)
      owners = (0..<last).map { isFlattened && row.count > 2 ? $0 / plane : $0 % count }
    case RNN.kind, LSTM.kind, GRU.kind:
      tensors = layer.tensors.filter { $0.name.contains(".weight_ih_l0") }
      (inputs, unit) = (last, .feature)
      width = shape[0]
      owners = Array(0..<last)
    case Embedding.kind:
      (tensors, inputs, unit) = ([weight], shape[0], .token)
      width = shape[1]
      owners = Array(0..<shape[0])
    case Conv1D.kind, Conv2D.kind:
      // [out, in / groups, kernel…]: each group of filters sees its own channels.
      (tensors, inputs, unit) = ([weight], layer.inputShape[0], .channel)
      let (filters, channels) = (shape[0], shape[1])
      width = shape.dropFirst(2).reduce(1, *)
      let groups = inputs / channels
      owners = (0..<filters * channels).map { row in
        row / channels / (filters / groups) * channels + row % channels
      }
    default: return nil
    }
  }
}
