internal import Datasets
internal import Learning
internal import Tensors

extension TrainingSpec {
  /// The bytes that a run on such rows allocates for its steps.
  ///
  /// Throws where they can't be counted, or where the training doesn't fit the rows.
  func arenaBytes(
    _ plan: NetworkPlan, _ sizes: TargetSizes, _ facts: DataFacts
  ) throws(ShapeError) -> Int {
    let job = job(
      seed: 0, sizes: sizes, probes: ProbeSettings(), memoryLimit: .max, initial: nil)
    let extents = RunExtents(targets: facts.targets, validationRows: facts.validationRows)
    return try job.arenaBytes(plan, extents)
  }
}

extension DataFacts {
  /// Targets like the training rows', of the same number and form.
  fileprivate var targets: Targets {
    guard task == .classification else {
      return .values([Scalar](repeating: 0, count: trainingRows * targetWidth), width: targetWidth)
    }
    let count = max(1, classCounts.count)
    if targetSteps > 1 {
      let classes = [Int32](repeating: 0, count: trainingRows * targetSteps)
      return .steps(classes, count: count, length: targetSteps)
    }
    // About as many of each class as the split leaves.
    let share = Double(trainingRows) / Double(max(1, classCounts.reduce(0, +)))
    var classes: [Int32] = []
    for (index, rows) in classCounts.enumerated() {
      let kept = min(Int((Double(rows) * share).rounded()), trainingRows - classes.count)
      classes += [Int32](repeating: Int32(index), count: kept)
    }
    classes += [Int32](repeating: 0, count: trainingRows - classes.count)
    return .classes(classes, count: count)
  }
}

extension Study {
  /// What training is planned to hold: the data once, and for each run at a time the largest arena
  /// of all arms with the rows as that run prepares them.
  struct MemoryPlan {
    var data: Int
    var run: Int
  }

  /// Nil where some of it can't be counted.
  var memoryPlan: MemoryPlan? {
    var plan = MemoryPlan(data: 0, run: 0)
    for (index, arm) in spec.arms.enumerated() {
      let dataset = inputs[index].dataset
      let facts = DataFacts(dataset, arm.preparation.split)
      let sizes = facts.sizes(arm.data)
      guard let network = try? arm.training.network(sizes).plan(inputShape: sizes.rowShape),
        let arena = try? arm.training.arenaBytes(network, sizes, facts)
      else { return nil }
      // Training rows as they were and as prepared, in Double; those and the validation rows again
      // as the engine takes them.
      let (double, scalar) = (MemoryLayout<Double>.stride, MemoryLayout<Scalar>.stride)
      let row = sizes.rowShape.reduce(1, *)
      let rows =
        row
        * (facts.trainingRows * (2 * double + scalar) + facts.validationRows * (double + scalar))
      plan.run = max(plan.run, arena + rows)
      plan.data = max(plan.data, dataset.features.values.count * double)
    }
    return plan
  }
}
