internal import Tensors

/// One run: its memory, and the steps that change it.
///
/// All that a step needs is allocated by `init`; a step allocates nothing. Its loops count indices,
/// as an array's iterator allocates where the compiler does not optimise.
struct Trainer: ~Copyable {
  /// A layer's operation with the regions it works on, which is all a step needs of it.
  struct Stage {
    let operation: any Operation
    let buffers: LayerBuffers
    /// Whether a backward pass goes through it.
    let takesGradient: Bool
    /// What gradients that were written aside are added to.
    let inputSum: Region
    let secondSum: Region
    let inputWidth: Int
    let secondWidth: Int
  }

  /// What became of an update.
  enum StepOutcome: Equatable {
    case made
    case nonFiniteLoss
    case nonFiniteParameters
  }

  let job: TrainingJob
  let plan: NetworkPlan
  let memory: TrainingMemory
  let arena: Arena
  let stages: [Stage]
  /// Runs of neighbouring trained layers' parameters.
  let segments: [OptimizerBuffers]
  /// Weights that penalties act on, with their gradients.
  let penalised: [(weights: Region, gradients: Region)]
  let features: [Scalar]
  let targets: [Scalar]
  /// Targets a row.
  let targetWidth: Int
  /// Steps of a row that the loss takes as rows of their own: 1 but for sequences of classes.
  let lossSteps: Int
  /// Outputs that the loss compares at a time.
  let lossWidth: Int
  let inputWidth: Int
  let batchRows: Int
  /// What changes each batch's rows, and the stream that blends them.
  let augmentations: [AugmentationStage]
  let mixUpStream: Philox.Key

  /// The rows in the order of this epoch.
  var order: [Int32]
  /// What chooses an epoch's rows; nil where each is taken once.
  var sampler: RowSampler?
  /// How the rows of the last batch were blended; nil where they were not.
  var mixture: MixUp.Mixture?
  /// Where the batch before the last update began in that order.
  var batchStart = 0
  /// The rows of that batch.
  var batchCount = 0
  /// Batches drawn so far, which key dropout's masks.
  var drawn = 0
  /// Updates made.
  var steps = 0
  /// The loss of the last update's batches, by the job's reduction, averaged where accumulated.
  var stepLoss = 0.0

  init(_ job: TrainingJob, _ training: LabelledRows, _ validation: LabelledRows?)
    throws(TrainingError)
  {
    // Whatever may throw comes before the first stored property, as a type without copies needs.
    let plan = try job.plan(for: training, validating: validation)
    let memory = try Self.layOut(job, plan, training, validation)
    let arena = try Self.allocate(memory.plan)
    self.plan = plan
    self.memory = memory
    self.arena = arena
    self.job = job
    stages = Self.stages(plan, memory)
    segments = Self.segments(plan, memory)
    penalised = Self.penalised(plan, memory)
    features = training.features
    lossSteps = training.targets.stepsPerRow
    lossWidth = plan.outputWidth / lossSteps
    targetWidth = job.targetWidth(plan, training.targets)
    targets = training.targets.numbers(job.loss.targetForm, width: lossWidth)
    inputWidth = training.rowSize
    let epochRows = job.epochRows(of: training.targets)
    batchRows = job.batchRows(of: epochRows)
    augmentations = Self.augmentations(job, training.rowShape)
    mixUpStream = Philox.Key(seed: job.seed, purpose: "augmentation", name: MixUp.kind)
    order = (0..<Int32(epochRows)).map { $0 }
    sampler = job.sampler(of: training.targets)
    self.arena.store(targets, in: memory.trainingTargets)
    if training.targets.areClasses {
      self.arena.store(training.targets.numbers(.classes, width: 1), in: memory.trainingClasses)
    }
    if let validation {
      self.arena.store(
        validation.targets.numbers(job.loss.targetForm, width: lossWidth),
        in: memory.validationTargets)
      if validation.targets.areClasses {
        self.arena.store(
          validation.targets.numbers(.classes, width: 1), in: memory.validationClasses)
      }
    }
    self.arena.store(job.loss.constants(for: training.targets), in: memory.lossConstants)
    for (slot, start) in zip(memory.state, job.optimizer.slots) {
      self.arena.fill(slot, with: start)
    }
    storeInitialParameters()
  }

  /// Puts the rows into the order of an epoch, counted from 0.
  mutating func arrange(epoch: Int) {
    if let given = job.batchOrder {
      order = given[epoch % given.count]
    } else if let sampling = job.sampling {
      var random = Philox(
        seed: job.seed, purpose: "sampling", name: sampling.rawValue, step: UInt64(epoch))
      sampler?.arrange(&order, &random)
    } else if job.shuffles {
      for row in order.indices { order[row] = Int32(truncatingIfNeeded: row) }
      var random = Philox(seed: job.seed, purpose: "shuffle", step: UInt64(epoch))
      random.shuffle(&order)
    }
  }

  /// Adds up the gradients of `batches` batches from the `first` of this epoch.
  ///
  /// Returns whether the loss is finite; stops at the first batch where it is not.
  mutating func accumulateGradients(first: Int, batches: Int) -> Bool {
    stepLoss = 0
    for index in 0..<batches {
      batchStart = (first + index) * batchRows
      batchCount = min(batchRows, order.count - batchStart)
      loadBatch()
      augmentBatch()
      let pass = Pass(
        rows: batchCount, mode: .training, step: drawn, accumulates: index > 0)
      drawn += 1
      forward(pass)
      stepLoss += loss(rows: batchCount, sharing: batches)
      guard stepLoss.isFinite else { return false }
      backward(pass)
    }
    return true
  }

  /// Moves the parameters along the gradient; returns whether they are still finite.
  mutating func update(rate: Double) -> Bool {
    let time = UpdateTime(step: steps + 1, rate: rate)
    var isFinite = true
    for index in 0..<segments.count {
      isFinite = job.optimizer.update(segments[index], time, memory: arena) && isFinite
    }
    if isFinite { steps += 1 }
    return isFinite
  }

  /// Adds the penalties' gradients.
  func addPenalties() {
    guard job.l1 > 0 || job.l2 > 0 else { return }
    for index in 0..<penalised.count {
      arena.addPenalty(
        of: penalised[index].weights, to: penalised[index].gradients, l1: Scalar(job.l1),
        l2: Scalar(job.l2))
    }
  }

  /// Clips the gradient as the job says.
  func clip() {
    switch job.clipping {
    case nil: break
    case .norm(let limit)?:
      let factor = limit / (Scalar(gradientNorm()) + 1e-6)
      // Written so that a factor of NaN is applied, as PyTorch does.
      if factor >= 1 { return }
      for index in 0..<segments.count { arena.scale(segments[index].gradients, by: factor) }
    case .value(let limit)?:
      for index in 0..<segments.count { arena.clamp(segments[index].gradients, within: limit) }
    }
  }

  /// The norm of the whole gradient.
  func gradientNorm() -> Double {
    var sum = 0.0
    for index in 0..<segments.count { sum += arena.sumOfSquares(segments[index].gradients) }
    return sum.squareRoot()
  }

  func forward(_ pass: Pass) {
    for index in 0..<stages.count {
      stages[index].operation.forward(stages[index].buffers, pass, memory: arena)
    }
  }

  func backward(_ pass: Pass) {
    var index = stages.count - 1
    while index >= 0 {
      let stage = stages[index]
      index -= 1
      guard stage.takesGradient else { continue }
      stage.operation.backward(stage.buffers, pass, memory: arena)
      if !stage.inputSum.isEmpty {
        arena.sum(
          stage.inputSum, stage.buffers.inputGradient, into: stage.inputSum,
          count: pass.rows * stage.inputWidth)
      }
      if !stage.secondSum.isEmpty {
        arena.sum(
          stage.secondSum, stage.buffers.secondGradient, into: stage.secondSum,
          count: pass.rows * stage.secondWidth)
      }
    }
  }

  private func loadBatch() {
    let rows = order.span.extracting(batchStart..<batchStart + batchCount)
    arena.gather(rows, of: features.span, width: inputWidth, into: memory.input)
    arena.gather(rows, of: targets.span, width: targetWidth, into: memory.batchTargets)
  }

  /// The loss of the rows in place, a share of 1 / `batches`, and its gradient.
  func loss(rows: Int, sharing batches: Int) -> Double {
    let last = stages[stages.count - 1].buffers
    var batch = LossBatch(
      outputs: last.output, targets: memory.batchTargets, gradient: last.outputGradient,
      constants: memory.lossConstants, rows: rows * lossSteps, width: lossWidth)
    let weight = job.loss.reduction == .sum ? 1 : job.loss.weight(of: batch, memory: arena)
    let share = 1 / (weight * Double(batches))
    guard let mixture else {
      batch.gradientScale = Scalar(share)
      return job.loss.total(of: batch, memory: arena) * share
    }
    return mixedLoss(of: batch, share: share, mixture, batches: batches)
  }
}

extension Trainer {
  private static func layOut(
    _ job: TrainingJob, _ plan: NetworkPlan, _ training: LabelledRows, _ validation: LabelledRows?
  ) throws(TrainingError) -> TrainingMemory {
    do { return try job.memory(plan, RunExtents(training, validation)) } catch {
      throw .shape(error)
    }
  }

  private static func allocate(_ plan: ArenaPlan) throws(TrainingError) -> Arena {
    do {
      return try Arena(plan)
    } catch {
      throw .shape(ShapeError(.tooLarge(byteLimit: error.byteLimit)))
    }
  }

  private static func stages(_ plan: NetworkPlan, _ memory: TrainingMemory) -> [Stage] {
    plan.layers.indices.map { index in
      let (layer, back) = (plan.layers[index], memory.backward[index])
      var secondWidth = 0
      if layer.sources.count > 1, case .layer(let second) = layer.sources[1] {
        secondWidth = plan.layers[second].outputWidth
      }
      return Stage(
        operation: layer.operation, buffers: memory.layers[index],
        takesGradient: layer.takesGradient, inputSum: back.inputSum, secondSum: back.secondSum,
        inputWidth: layer.inputWidth, secondWidth: secondWidth)
    }
  }

  private static func segments(_ plan: NetworkPlan, _ memory: TrainingMemory) -> [OptimizerBuffers]
  {
    var ranges: [Range<Int>] = []
    for layer in plan.layers where layer.isTrained {
      let range = layer.parameters.offset..<layer.parameters.offset + layer.parameters.count
      if let last = ranges.last, last.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { range in
      func slot(_ index: Int) -> Region {
        index < memory.state.count
          ? memory.state[index].part(range.lowerBound, range.count) : .empty
      }
      return OptimizerBuffers(
        parameters: memory.parameters.part(range.lowerBound, range.count),
        gradients: memory.gradients.part(range.lowerBound, range.count),
        state: (slot(0), slot(1), slot(2)))
    }
  }

  private static func penalised(
    _ plan: NetworkPlan, _ memory: TrainingMemory
  ) -> [(weights: Region, gradients: Region)] {
    plan.layers.filter(\.isTrained).flatMap(\.tensors)
      .filter { $0.description.role == .weight }
      .map { tensor in
        (
          memory.parameters.part(tensor.region.offset, tensor.region.count),
          memory.gradients.part(tensor.region.offset, tensor.region.count)
        )
      }
  }
}
