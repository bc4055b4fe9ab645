internal import Tensors

/// What a run's memory depends on beside its job and its network.
public struct RunExtents: Equatable, Sendable {
  /// What the network is to say of each training row.
  public var targets: Targets
  public var validationRows: Int

  public init(targets: Targets, validationRows: Int) {
    self.targets = targets
    self.validationRows = validationRows
  }

  init(_ training: LabelledRows, _ validation: LabelledRows?) {
    self.init(targets: training.targets, validationRows: validation?.rowCount ?? 0)
  }
}

extension TrainingJob {
  /// The bytes that a run allocates for its steps, all at once; this allocates none of them.
  ///
  /// Throws where they can't be counted or pass the job's limit.
  public func arenaBytes(
    _ plan: NetworkPlan, _ extents: RunExtents
  ) throws(ShapeError) -> Int {
    try memory(plan, extents).plan.byteCount
  }

  func memory(_ plan: NetworkPlan, _ run: RunExtents) throws(ShapeError) -> TrainingMemory {
    let trainingRows = run.targets.rowCount
    let batch = batchRows(of: epochRows(of: run.targets))
    let extents = TrainingMemory.Extents(
      trainingRows: trainingRows, validationRows: run.validationRows, batchRows: batch,
      passRows: max(batch, evaluatedRows(plan, of: max(trainingRows, run.validationRows))),
      targetWidth: targetWidth(plan, run.targets),
      steps: run.targets.stepsPerRow,
      stateSlots: optimizer.slots.count,
      mixes: mixUp != nil,
      augmentationWorkspace: try augmentationWorkspace(plan.inputShape),
      lossConstants: loss.constants(for: run.targets).count,
      measuresUpdates: probes.cadence != .never,
      restoresBest: earlyStopping?.restoresBest ?? false,
      measuresNoise: probes.measuresNoise && probes.cadence != .never
        && noiseObstacle(plan, rows: trainingRows) == nil,
      curvatureRows: curvatureRows(plan, rows: trainingRows))
    do {
      return try TrainingMemory(plan, extents, seed: seed, byteLimit: memoryLimit)
    } catch {
      throw ShapeError(.tooLarge(byteLimit: error.byteLimit))
    }
  }

  /// Rows that are evaluated at a time: many where rows are small, few where images are large.
  private func evaluatedRows(_ plan: NetworkPlan, of rows: Int) -> Int {
    // Counted in Double, as the sizes of a network that is yet to be refused may overflow.
    var numbers = plan.inputShape.reduce(1.0) { $0 * Double($1) }
    for layer in plan.layers {
      numbers += Double(layer.outputWidth) + Double(layer.operation.workspace.perRow)
    }
    let affordable = Double(Self.evaluatedBytes) / (numbers * Double(MemoryLayout<Scalar>.stride))
    return min(rows, max(256, probes.rows), max(1, Int(min(affordable, 1e9))))
  }

  /// What a pass that evaluates may hold where it need not be as large as a batch.
  private static let evaluatedBytes = 64 << 20

  /// The most numbers that one augmentation needs aside.
  private func augmentationWorkspace(_ shape: [Int]) throws(ShapeError) -> Int {
    var most = 0
    for augmentation in augmentations {
      most = max(most, try augmentation.operation(for: shape).workspace)
    }
    return most
  }

  /// Training rows that curvature is measured on; none where it is not asked for or not to be had.
  private func curvatureRows(_ plan: NetworkPlan, rows: Int) -> Int {
    guard let curvature = probes.curvature, probes.cadence != .never,
      HessianProduct.obstacle(self, plan) == nil
    else { return 0 }
    return min(rows, curvature.rows)
  }

  /// Why the noise scale can't be measured.
  func noiseObstacle(_ plan: NetworkPlan, rows: Int) -> String? {
    NoiseProbe.obstacle(
      rows: rows, batchRows: batchRows(of: rows),
      smallest: plan.layers.map(\.minimumBatch).max() ?? 1)
  }
}
