internal import Tensors

/// Where a pass through a planned network has its numbers.
struct PassLayout {
  /// The rows that go in.
  let input: Region
  /// The regions of each layer of the plan; gradients' are empty.
  let layers: [LayerBuffers]

  /// Reserves what passes of so many rows need; tangents need other workspaces.
  init(
    _ network: NetworkPlan, parameters: Region, statistics: Region, rows: Int,
    in plan: inout ArenaPlan,
    workspace: (any Operation) -> (perRow: Int, fixed: Int) = { $0.workspace }
  ) throws(SizeError) {
    let input = try plan.reserve(rows, network.inputShape.reduce(1, *))
    var layers: [LayerBuffers] = []
    for layer in network.layers {
      var buffers = LayerBuffers()
      buffers.input = Self.output(of: layer.sources[0], input, layers)
      if layer.sources.count > 1 {
        buffers.second = Self.output(of: layer.sources[1], input, layers)
      }
      buffers.output = try plan.reserve(rows, layer.outputWidth)
      buffers.parameters = parameters.part(layer.parameters.offset, layer.parameters.count)
      buffers.statistics = statistics.part(layer.statistics.offset, layer.statistics.count)
      let workspace = workspace(layer.operation)
      buffers.workspace = try plan.reserve(rows, workspace.perRow)
      buffers.fixed = try plan.reserve(workspace.fixed)
      layers.append(buffers)
    }
    self.input = input
    self.layers = layers
  }

  private static func output(
    of source: LayerSource, _ input: Region, _ layers: [LayerBuffers]
  ) -> Region {
    switch source {
    case .networkInput: input
    case .layer(let index): layers[index].output
    }
  }
}
