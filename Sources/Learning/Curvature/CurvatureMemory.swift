internal import Tensors

/// Where products with the loss's Hessian have their numbers: a pass of their own, and its tangents.
struct CurvatureMemory {
  let rows: Int
  let input: Region
  /// The rows' targets.
  let targets: Region
  let layers: [LayerBuffers]
  let tangents: [LayerBuffers]
  let backward: [GradientLayout.Gradients]
  let backwardTangents: [GradientLayout.Gradients]
  /// The gradient at the parameters.
  let gradient: Region
  /// What the Hessian is multiplied with, and the product.
  let direction: Region
  let product: Region
  /// Running statistics as they were before the pass.
  let statistics: Region

  init(
    _ network: NetworkPlan, parameters: Region, statistics: Region, rows: Int, targetWidth: Int,
    seed: UInt64, in plan: inout ArenaPlan
  ) throws(SizeError) {
    self.rows = rows
    gradient = try plan.reserve(network.parameterCount)
    direction = try plan.reserve(network.parameterCount)
    product = try plan.reserve(network.parameterCount)
    self.statistics = try plan.reserve(network.statisticCount)
    targets = try plan.reserve(rows, targetWidth)
    let pass = try PassLayout(
      network, parameters: parameters, statistics: statistics, rows: rows, in: &plan)
    let moved = try PassLayout(
      network, parameters: direction, statistics: statistics, rows: rows, in: &plan
    ) { operation in
      (operation as? any TwiceDifferentiable)?.tangentWorkspace ?? (0, 0)
    }
    backward = try GradientLayout(network, rows: rows, in: &plan).layers
    backwardTangents = try GradientLayout(network, rows: rows, in: &plan).layers
    input = pass.input
    layers = Self.join(network, pass.layers, backward, gradient, seed: seed)
    tangents = Self.join(network, moved.layers, backwardTangents, product, seed: seed)
  }

  private static func join(
    _ network: NetworkPlan, _ passes: [LayerBuffers], _ backward: [GradientLayout.Gradients],
    _ gradient: Region, seed: UInt64
  ) -> [LayerBuffers] {
    network.layers.indices.map { index in
      let layer = network.layers[index]
      var buffers = passes[index]
      buffers.outputGradient = backward[index].output
      buffers.inputGradient = backward[index].input
      buffers.secondGradient = backward[index].second
      if layer.isTrained {
        buffers.gradients = gradient.part(layer.parameters.offset, layer.parameters.count)
      }
      buffers.stream = Philox.Key(seed: seed, purpose: "dropout", name: layer.name)
      return buffers
    }
  }
}
