internal import Tensors

/// Where the first non-finite value arose, without its time.
struct Origin: Equatable {
  var phase: DivergenceOrigin.Phase
  var layer: String?
  var operation: String
  var row: Int?
  var cause: String
}

extension Trainer {
  /// Searches the last pass's buffers, in the order they were written, for what made the loss
  /// non-finite.
  func originOfNonFiniteLoss() -> Origin {
    let input = memory.input.first(batchCount * inputWidth)
    if let index = arena.firstNonFinite(input) {
      return Origin(
        phase: .forward, layer: plan.layers.first?.name, operation: "input",
        row: dataRow(index / inputWidth), cause: "bad input")
    }
    for (layer, buffers) in zip(plan.layers, memory.layers) {
      if arena.firstNonFinite(buffers.parameters) != nil {
        return Origin(
          phase: .forward, layer: layer.name, operation: "parameters of \(layer.kind)", row: nil,
          cause: "bad input")
      }
      let output = buffers.output.first(batchCount * layer.outputWidth)
      guard let index = arena.firstNonFinite(output) else { continue }
      let pass = Pass(rows: batchCount, mode: .training, step: drawn - 1)
      let part = (layer.operation as? any InspectableOperation)?
        .firstNonFinite(buffers, pass, memory: arena)
      let row = part?.row ?? index / layer.outputWidth
      return Origin(
        phase: .forward, layer: layer.name,
        operation: part.map { "\($0.part) of \(layer.kind)" } ?? layer.kind,
        row: dataRow(row), cause: forwardCause(layer, buffers, value: arena[output, index]))
    }
    return originInLoss()
  }

  /// Makes the gradients of a batch whose loss was not finite, as a framework without checks would.
  func completeBackward() {
    backward(Pass(rows: batchCount, mode: .training, step: drawn - 1))
  }

  /// Searches gradients from the last layer to the first, then the parameters.
  func originOfNonFiniteParameters() -> Origin {
    for index in plan.layers.indices.reversed() where plan.layers[index].takesGradient {
      let (layer, buffers) = (plan.layers[index], memory.layers[index])
      let outputGradient = buffers.outputGradient.first(batchCount * layer.outputWidth)
      if let place = arena.firstNonFinite(outputGradient) {
        let above = plan.layers.last { $0.sources.contains(.layer(index)) }
        return Origin(
          phase: .backward, layer: above?.name,
          operation: "gradient of \(above?.kind ?? job.loss.kind)",
          row: dataRow(place / layer.outputWidth),
          cause: arena[outputGradient, place].isNaN ? "0/0" : "overflow")
      }
      if arena.firstNonFinite(buffers.gradients) != nil {
        return Origin(
          phase: .backward, layer: layer.name, operation: "gradient of \(layer.kind)", row: nil,
          cause: "overflow")
      }
    }
    for (layer, buffers) in zip(plan.layers, memory.layers)
    where layer.isTrained && arena.firstNonFinite(buffers.parameters) != nil {
      return Origin(
        phase: .update, layer: layer.name, operation: job.optimizer.kind, row: nil,
        cause: "overflow")
    }
    return Origin(
      phase: .update, layer: nil, operation: job.optimizer.kind, row: nil, cause: "overflow")
  }

  /// The first row whose own loss is not finite; none where only the sum overflows.
  private func originInLoss() -> Origin {
    guard let last = memory.layers.last else {
      return Origin(phase: .loss, layer: nil, operation: job.loss.kind, row: nil, cause: "overflow")
    }
    for row in 0..<batchCount {
      let output = last.output.part(row * plan.outputWidth, plan.outputWidth)
      let target = memory.batchTargets.part(row * targetWidth, targetWidth)
      let batch = LossBatch(
        outputs: output, targets: target, constants: memory.lossConstants, rows: lossSteps,
        width: lossWidth)
      guard !job.loss.total(of: batch, memory: arena).isFinite else { continue }
      let values = arena.values(target)
      let fault =
        values.allSatisfy(\.isFinite)
        ? job.loss.fault(output: arena.values(output), target: values)
        : LossFault(operation: "target", cause: "bad input")
      return Origin(
        phase: .loss, layer: nil, operation: fault.operation, row: dataRow(row),
        cause: fault.cause)
    }
    return Origin(phase: .loss, layer: nil, operation: "mean", row: nil, cause: "overflow")
  }

  /// A product's terms overflow on both sides before their sum is NaN, so NaN is overflow there too;
  /// a norm without variance and epsilon divides 0 by 0, if squares of its inputs are finite.
  private func forwardCause(
    _ layer: PlannedLayer, _ buffers: LayerBuffers, value: Scalar
  ) -> String {
    let norms = [BatchNorm.kind, GroupNorm.kind, LayerNorm.kind, RMSNorm.kind]
    guard norms.contains(layer.kind), value.isNaN else { return "overflow" }
    var most: Scalar = 0
    let input = buffers.input.first(batchCount * layer.inputWidth)
    for index in 0..<input.count { most = max(most, arena[input, index].magnitude) }
    return (most * most * Scalar(input.count)).isFinite ? "0/0" : "overflow"
  }

  private func dataRow(_ batchRow: Int) -> Int { Int(order[batchStart + batchRow]) }
}
