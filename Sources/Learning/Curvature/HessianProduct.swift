internal import Tensors

/// Multiplies vectors with the Hessian of the training loss, without forming it.
///
/// The loss is that of a fixed sample of training rows as one batch in training mode, penalties
/// included: batch norm takes the sample's statistics, dropout one mask. Nothing of the run changes.
struct HessianProduct {
  private struct Stage {
    let operation: any TwiceDifferentiable
    let buffers: LayerBuffers
    let tangents: LayerBuffers
    let backward: GradientLayout.Gradients
    let backwardTangents: GradientLayout.Gradients
    let widths: (input: Int, second: Int)
    let takesGradient: Bool
  }

  private let stages: [Stage]
  private let loss: any TwiceDifferentiableLoss
  private let memory: CurvatureMemory
  /// Evenly spread over the training rows.
  private let rows: [Int32]
  private let penalised: [Region]
  private let l2: Scalar

  /// Why a job has no Hessian that could be multiplied with; nil where it has one.
  static func obstacle(_ job: TrainingJob, _ plan: NetworkPlan) -> String? {
    if let layer = plan.layers.first(where: { !($0.operation is any TwiceDifferentiable) }) {
      return "not applicable: layer \(layer.name) has no second derivatives"
    }
    if !(job.loss is any TwiceDifferentiableLoss) {
      return "not applicable: the loss \(job.loss.kind) has no second derivatives"
    }
    if !plan.layers.contains(where: \.isTrained) { return "not applicable: nothing is trained" }
    return nil
  }

  /// Nil where the job's memory has no room for it, as where it was not asked for.
  init?(_ trainer: borrowing Trainer) {
    let (job, plan) = (trainer.job, trainer.plan)
    guard let memory = trainer.memory.curvature,
      let loss = job.loss as? any TwiceDifferentiableLoss
    else { return nil }
    self.memory = memory
    self.loss = loss
    let total = trainer.rowCount
    rows = (0..<memory.rows).map { Int32($0 * total / memory.rows) }
    l2 = Scalar(job.l2)
    penalised = plan.layers.filter(\.isTrained).flatMap(\.tensors)
      .filter { $0.description.role == .weight }.map(\.region)
    func width(_ source: LayerSource) -> Int {
      if case .layer(let index) = source { plan.layers[index].outputWidth } else { 0 }
    }
    stages = plan.layers.indices.compactMap { index in
      let layer = plan.layers[index]
      guard let operation = layer.operation as? any TwiceDifferentiable else { return nil }
      return Stage(
        operation: operation, buffers: memory.layers[index], tangents: memory.tangents[index],
        backward: memory.backward[index], backwardTangents: memory.backwardTangents[index],
        widths: (
          width(layer.sources[0]), layer.sources.count > 1 ? width(layer.sources[1]) : 0
        ),
        takesGradient: layer.takesGradient)
    }
  }

  /// Makes the passes that products start from, at the parameters as they stand.
  func prepare(_ trainer: borrowing Trainer) {
    let arena = trainer.memory.statistics
    trainer.arena.copy(arena, to: memory.statistics)
    trainer.arena.gather(
      rows.span, of: trainer.features.span, width: trainer.inputWidth, into: memory.input)
    trainer.arena.gather(
      rows.span, of: trainer.targets.span, width: trainer.targetWidth, into: memory.targets)
    let pass = pass(trainer)
    for stage in stages {
      stage.operation.forward(stage.buffers, pass, memory: trainer.arena)
    }
    trainer.arena.copy(memory.statistics, to: arena)
    _ = loss.total(of: batch(trainer), memory: trainer.arena)
    for stage in stages.reversed() where stage.takesGradient {
      stage.operation.backward(stage.buffers, pass, memory: trainer.arena)
      Self.addUp(stage.backward, stage.widths, rows: memory.rows, trainer.arena)
    }
  }

  /// Puts the Hessian times the memory's direction into its product.
  func multiply(_ trainer: borrowing Trainer) {
    trainer.arena.fill(memory.product, with: 0)
    let pass = pass(trainer)
    for stage in stages {
      stage.operation.forwardTangent(stage.buffers, stage.tangents, pass, memory: trainer.arena)
    }
    guard let last = stages.last else { return }
    loss.gradientTangent(
      of: batch(trainer), along: last.tangents.output, into: last.tangents.outputGradient,
      memory: trainer.arena)
    for stage in stages.reversed() where stage.takesGradient {
      stage.operation.backwardTangent(stage.buffers, stage.tangents, pass, memory: trainer.arena)
      Self.addUp(stage.backwardTangents, stage.widths, rows: memory.rows, trainer.arena)
    }
    guard l2 > 0 else { return }
    for place in penalised {
      trainer.arena.add(
        memory.direction.part(place.offset, place.count), times: l2,
        to: memory.product.part(place.offset, place.count))
    }
  }

  private func pass(_ trainer: borrowing Trainer) -> Pass {
    Pass(rows: memory.rows, mode: .training, step: trainer.drawn)
  }

  /// The sample as one batch; a sum over rows is brought to as many as a batch has.
  private func batch(_ trainer: borrowing Trainer) -> LossBatch {
    let last = memory.layers[memory.layers.count - 1]
    var batch = LossBatch(
      outputs: last.output, targets: memory.targets, gradient: last.outputGradient,
      constants: trainer.memory.lossConstants, rows: memory.rows * trainer.lossSteps,
      width: trainer.lossWidth)
    batch.gradientScale =
      loss.reduction == .sum
      ? Scalar(trainer.batchRows) / Scalar(memory.rows)
      : Scalar(1 / loss.weight(of: batch, memory: trainer.arena))
    return batch
  }

  private static func addUp(
    _ gradients: GradientLayout.Gradients, _ widths: (input: Int, second: Int), rows: Int,
    _ arena: borrowing Arena
  ) {
    if !gradients.inputSum.isEmpty {
      arena.sum(
        gradients.inputSum, gradients.input, into: gradients.inputSum,
        count: rows * widths.input)
    }
    if !gradients.secondSum.isEmpty {
      arena.sum(
        gradients.secondSum, gradients.second, into: gradients.secondSum,
        count: rows * widths.second)
    }
  }
}
