internal import Tensors

/// Where the gradients of a planned network's values lie, and how those of several takers add up.
///
/// In a backward pass the last layer that takes a value is the first to give its gradient: it
/// writes where the value's gradient belongs. All others write aside and are added.
struct GradientLayout {
  /// Where a layer's gradients of what it takes go.
  struct Gradients {
    var output = Region.empty
    var input = Region.empty
    var second = Region.empty
    /// What the input's gradient is added to after it was written aside; empty where it was not.
    var inputSum = Region.empty
    var secondSum = Region.empty
  }

  private(set) var layers: [Gradients]

  init(_ network: NetworkPlan, rows: Int, in plan: inout ArenaPlan) throws(SizeError) {
    layers = Array(repeating: Gradients(), count: network.layers.count)
    for (index, layer) in network.layers.enumerated() where layer.takesGradient {
      layers[index].output = try plan.reserve(rows, layer.outputWidth)
    }
    var lastTaker: [Int: Int] = [:]
    for (index, layer) in network.layers.enumerated() {
      for case .layer(let source) in layer.sources { lastTaker[source] = index }
    }
    let aside = try Self.aside(network, lastTaker, rows: rows, in: &plan)
    for (index, layer) in network.layers.enumerated() {
      for (slot, source) in layer.sources.enumerated() {
        guard case .layer(let value) = source, network.layers[value].takesGradient else { continue }
        let isFirst = Self.isFirst(slot, of: layer, index, lastTaker)
        let place = isFirst ? layers[value].output : aside[slot].first(layers[value].output.count)
        let sum = isFirst ? Region.empty : layers[value].output
        if slot == 0 {
          (layers[index].input, layers[index].inputSum) = (place, sum)
        } else {
          (layers[index].second, layers[index].secondSum) = (place, sum)
        }
      }
    }
  }

  /// Whether no other taker of what a layer takes gives its gradient before this one does.
  private static func isFirst(
    _ slot: Int, of layer: PlannedLayer, _ index: Int, _ lastTaker: [Int: Int]
  ) -> Bool {
    guard case .layer(let value) = layer.sources[slot] else { return false }
    return lastTaker[value] == index && (slot == 0 || layer.sources[0] != layer.sources[slot])
  }

  /// A place aside for each of a layer's inputs, as large as the largest that needs one.
  private static func aside(
    _ network: NetworkPlan, _ lastTaker: [Int: Int], rows: Int, in plan: inout ArenaPlan
  ) throws(SizeError) -> [Region] {
    var widths = [0, 0]
    for (index, layer) in network.layers.enumerated() {
      for (slot, source) in layer.sources.enumerated() {
        guard case .layer(let value) = source, !isFirst(slot, of: layer, index, lastTaker) else {
          continue
        }
        widths[slot] = max(widths[slot], network.layers[value].outputWidth)
      }
    }
    return [try plan.reserve(rows, widths[0]), try plan.reserve(rows, widths[1])]
  }
}
