public import Tensors

extension Network {
  /// What the network says of rows in evaluation mode, one row of outputs after another.
  ///
  /// Parameters and running statistics are taken by name in PyTorch's layout, as
  /// ``TrainingResult/parameters`` has them; one that is missing or of another size is an error,
  /// others are passed over. The rows' targets don't matter.
  public func outputs(
    for rows: LabelledRows, parameters: [String: [Scalar]]
  ) throws(TrainingError) -> [Scalar] {
    let plan: NetworkPlan
    let memory: PassMemory
    let arena: Arena
    do {
      plan = try self.plan(inputShape: rows.rowShape)
      memory = try PassMemory(plan, rowCount: rows.rowCount)
      arena = try Arena(memory.plan)
    } catch let error as ShapeError {
      throw .shape(error)
    } catch {
      throw .shape(ShapeError(.tooLarge(byteLimit: .max)))
    }
    for tensor in plan.layers.flatMap(\.tensors) {
      let values = parameters[tensor.name] ?? []
      let shape = tensor.description.shape
      guard values.count == shape.reduce(1, *) else {
        throw .setting(
          name: tensor.name, value: values.isEmpty ? "missing" : "\(values.count) numbers",
          expected: "\(shape.reduce(1, *)) numbers of shape \(shape)")
      }
      let region = memory.region(of: tensor)
      if tensor.description.isTransposed {
        arena.storeTransposed(values, in: region, rows: shape[0], width: values.count / shape[0])
      } else {
        arena.store(values, in: region)
      }
    }
    arena.store(rows.features, in: memory.input)
    for (layer, buffers) in zip(plan.layers, memory.layers) {
      layer.operation.forward(buffers, Pass(rows: rows.rowCount, mode: .evaluation), memory: arena)
    }
    return arena.values(memory.layers.last?.output ?? memory.input)
  }
}

/// Where a single pass in evaluation mode has its numbers.
private struct PassMemory {
  let parameters: Region
  let statistics: Region
  let input: Region
  let layers: [LayerBuffers]
  let plan: ArenaPlan

  init(_ network: NetworkPlan, rowCount: Int) throws(SizeError) {
    var plan = ArenaPlan()
    parameters = try plan.reserve(network.parameterCount)
    statistics = try plan.reserve(network.statisticCount)
    let pass = try PassLayout(
      network, parameters: parameters, statistics: statistics, rows: rowCount, in: &plan)
    input = pass.input
    layers = pass.layers
    self.plan = plan
  }

  func region(of tensor: PlannedTensor) -> Region {
    (tensor.description.role == .statistic ? statistics : parameters)
      .part(tensor.region.offset, tensor.region.count)
  }
}
