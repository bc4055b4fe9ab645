internal import Tensors

/// An augmentation with its stream, which is all a step needs of it.
struct AugmentationStage {
  let operation: any AugmentationOperation
  let stream: Philox.Key
}

extension TrainingJob {
  /// What chooses the rows of an epoch; nil where each is taken once.
  func sampler(of targets: Targets) -> RowSampler? {
    guard let sampling, case .classes(let labels, let count) = targets else { return nil }
    return RowSampler(sampling, labels: labels, classCount: count)
  }
}

extension Trainer {
  /// The job's augmentations of rows of this shape, which it was checked with.
  ///
  /// The second of a kind has a stream of its own.
  static func augmentations(_ job: TrainingJob, _ shape: [Int]) -> [AugmentationStage] {
    var counts: [String: Int] = [:]
    return job.augmentations.compactMap { augmentation in
      let kind = augmentation.kind
      counts[kind, default: 0] += 1
      let ordinal = counts[kind] ?? 1
      guard let operation = try? augmentation.operation(for: shape) else { return nil }
      return AugmentationStage(
        operation: operation,
        stream: Philox.Key(
          seed: job.seed, purpose: "augmentation", name: ordinal == 1 ? kind : "\(kind)\(ordinal)"))
    }
  }

  /// Changes the rows of the batch that was loaded, and blends them.
  mutating func augmentBatch() {
    let rows = memory.input.first(batchCount * inputWidth)
    for index in 0..<augmentations.count {
      augmentations[index].operation.apply(
        to: AugmentationBatch(
          rows: rows, rowCount: batchCount, workspace: memory.augmentation,
          stream: augmentations[index].stream, step: UInt64(drawn)),
        memory: arena)
    }
    guard let mixUp = job.mixUp else { return }
    mixture = mixUp.mixture(rows: batchCount, stream: mixUpStream, step: UInt64(drawn))
    guard let mixture else { return }
    turn(rows, width: inputWidth, by: mixture.offset, into: memory.mixedInput)
    turn(
      memory.batchTargets.first(batchCount * targetWidth), width: targetWidth, by: mixture.offset,
      into: memory.mixedTargets)
    arena.mix(rows, with: memory.mixedInput, share: mixture.share)
  }

  /// λ times the loss of the rows' own targets and 1 − λ times that of their partners'.
  ///
  /// `share` is what the first is to be multiplied by, as the batch's weight says.
  func mixedLoss(
    of batch: LossBatch, share: Double, _ mixture: MixUp.Mixture, batches: Int
  ) -> Double {
    let lambda = Double(mixture.share)
    var own = batch
    own.gradientScale = Scalar(share * lambda)
    let first = job.loss.total(of: own, memory: arena) * share
    var other = batch
    other.targets = memory.mixedTargets
    other.gradient = memory.mixedGradient
    let weight = job.loss.reduction == .sum ? 1 : job.loss.weight(of: other, memory: arena)
    let otherShare = 1 / (weight * Double(batches))
    other.gradientScale = Scalar(otherShare * (1 - lambda))
    let second = job.loss.total(of: other, memory: arena) * otherShare
    arena.sum(
      batch.gradient, memory.mixedGradient, into: batch.gradient,
      count: batchCount * lossSteps * lossWidth)
    return lambda * first + (1 - lambda) * second
  }

  /// Copies rows to where those stand that come `offset` before them, in a circle.
  private func turn(_ rows: Region, width: Int, by offset: Int, into target: Region) {
    let head = (batchCount - offset) * width
    let tail = offset * width
    arena.copy(rows.part(tail, head), to: target.part(0, head))
    arena.copy(rows.part(0, tail), to: target.part(head, tail))
  }
}
