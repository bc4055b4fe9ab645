internal import Tensors

extension TrainingJob {
  /// Lays out the job's network for these rows and checks all that can be checked without training.
  ///
  /// Allocates nothing: a network of 10¹² units is refused here.
  public func plan(
    for training: LabelledRows, validating validation: LabelledRows? = nil
  ) throws(TrainingError) -> NetworkPlan {
    try checkSettings()
    try checkRows(training, validation)
    try checkTokens(training, validation)
    do {
      let plan = try network.plan(inputShape: training.rowShape, byteLimit: memoryLimit)
      try checkOutputs(plan.outputShape, training.targets)
      if let validation { try checkOutputs(plan.outputShape, validation.targets) }
      try checkInitialParameters(plan)
      for augmentation in augmentations {
        _ = try augmentation.operation(for: training.rowShape)
      }
      _ = try memory(plan, RunExtents(training, validation))
      try checkBatches(plan, rows: epochRows(of: training.targets))
      return plan
    } catch {
      throw .shape(error)
    }
  }

  /// Rows of an epoch, some of them several times where they are sampled.
  func epochRows(of targets: Targets) -> Int {
    guard let sampling, case .classes(let labels, let count) = targets else {
      return targets.rowCount
    }
    var counts = [Int](repeating: 0, count: count)
    for label in labels { counts[Int(label)] += 1 }
    return sampling.epochRows(classCounts: counts, rowCount: targets.rowCount)
  }

  /// Rows of a full batch.
  func batchRows(of rowCount: Int) -> Int { min(batchSize ?? rowCount, rowCount) }

  /// Batches an epoch.
  func batches(of rowCount: Int) -> Int {
    let size = batchSize ?? rowCount
    return dropsLastBatch ? rowCount / size : (rowCount - 1) / size + 1
  }

  /// Updates an epoch.
  func stepsPerEpoch(of rowCount: Int) -> Int {
    (batches(of: rowCount) - 1) / accumulation + 1
  }

  /// Numbers of a row's target as the loss takes them.
  func targetWidth(_ plan: NetworkPlan, _ targets: Targets) -> Int {
    targets.stepsPerRow * loss.targetWidth(outputs: plan.outputWidth / targets.stepsPerRow)
  }

  private func checkOutputs(_ shape: [Int], _ targets: Targets) throws(ShapeError) {
    guard case .steps(_, let count, let length) = targets else {
      return try loss.check(outputShape: shape, targets: targets)
    }
    guard shape.count == 2, shape[0] == length else {
      throw ShapeError(
        .unfittingTargets(
          found: "a class at each of \(length) steps",
          expected: "one of each row: the network gives \(shape), [\(length), \(count)] fits"))
    }
    try loss.check(outputShape: [shape[1]], targets: targets)
  }

  private func checkSettings() throws(TrainingError) {
    func require(
      _ condition: Bool, _ name: String, _ value: Any, _ expected: String
    ) throws(TrainingError) {
      guard !condition else { return }
      throw .setting(name: name, value: "\(value)", expected: expected)
    }
    try require(epochs >= 0, "epochs", epochs, "a number that is not negative")
    try require(accumulation >= 1, "accumulation", accumulation, "a positive number")
    if let batchSize { try require(batchSize >= 1, "batchSize", batchSize, "a positive number") }
    try require(
      learningRate.isFinite && learningRate >= 0, "learningRate", learningRate,
      "a finite number that is not negative")
    try require(l1.isFinite && l1 >= 0, "l1", l1, "a finite number that is not negative")
    try require(l2.isFinite && l2 >= 0, "l2", l2, "a finite number that is not negative")
    switch clipping {
    case .norm(let limit)?, .value(let limit)?:
      try require(limit > 0, "clipping", limit, "a positive number")
    case nil: break
    }
    try require(probes.rows >= 0, "probes.rows", probes.rows, "a number that is not negative")
    if let curvature = probes.curvature {
      try require(
        curvature.iterations >= 1, "probes.curvature.iterations", curvature.iterations,
        "a positive number")
      try require(
        curvature.tolerance.isFinite && curvature.tolerance >= 0, "probes.curvature.tolerance",
        curvature.tolerance, "a finite number that is not negative")
      try require(
        curvature.rows >= 1, "probes.curvature.rows", curvature.rows, "a positive number")
    }
    if case .steps(let steps) = probes.cadence {
      try require(steps >= 1, "probes.cadence", steps, "a positive number")
    }
  }

  private func checkRows(
    _ training: LabelledRows, _ validation: LabelledRows?
  ) throws(TrainingError) {
    func checkLabels(_ rows: LabelledRows) throws(TrainingError) {
      guard let (labels, count) = rows.targets.labels,
        let wrong = labels.first(where: { $0 < 0 || $0 >= count })
      else { return }
      throw .setting(name: "targets", value: "\(wrong)", expected: "classes below \(count)")
    }
    guard training.rowCount > 0, training.rowCount <= Int(Int32.max) else {
      throw .setting(
        name: "training rows", value: "\(training.rowCount)", expected: "1 ... \(Int32.max)")
    }
    guard training.rowSize > 0 else {
      throw .setting(
        name: "training rows", value: "of shape \(training.rowShape)", expected: "a feature")
    }
    try checkLabels(training)
    if let sampling {
      guard case .classes = training.targets else {
        throw .setting(
          name: "sampling", value: sampling.rawValue, expected: "none, as rows have no one class")
      }
      guard shuffles, batchOrder == nil else {
        throw .setting(
          name: "sampling", value: sampling.rawValue, expected: "none where the order is given")
      }
    }
    guard let validation else { return }
    try checkLabels(validation)
    guard validation.rowShape == training.rowShape, validation.rowCount > 0 else {
      throw .setting(
        name: "validation rows", value: "\(validation.rowCount) of shape \(validation.rowShape)",
        expected: "rows of shape \(training.rowShape)")
    }
  }

  private func checkInitialParameters(_ plan: NetworkPlan) throws(ShapeError) {
    guard let initialParameters else { return }
    var counts: [String: Int] = [:]
    for layer in plan.layers {
      for tensor in layer.tensors { counts[tensor.name] = tensor.region.count }
    }
    for (name, values) in initialParameters.sorted(by: { $0.key < $1.key }) {
      guard let count = counts[name] else {
        throw ShapeError(
          .unfittingParameter(
            name: name, found: "no such tensor",
            expected: counts.keys.sorted().joined(separator: ", ")))
      }
      guard values.count == count else {
        throw ShapeError(
          .unfittingParameter(name: name, found: "\(values.count) values", expected: "\(count)"))
      }
    }
  }

  private func checkBatches(_ plan: NetworkPlan, rows: Int) throws(ShapeError) {
    let batch = batchSize ?? rows
    guard batches(of: rows) > 0 else {
      throw ShapeError(
        .outOfRange(
          setting: "batch", value: "\(batch)", expected: "at most \(rows), the training rows"))
    }
    let smallest = dropsLastBatch || rows % batch == 0 ? min(batch, rows) : rows % batch
    for layer in plan.layers where smallest < layer.minimumBatch {
      throw ShapeError(
        layer: layer.name,
        .outOfRange(
          setting: "rows in the smallest batch", value: "\(smallest)",
          expected: "at least \(layer.minimumBatch): drop the last batch, or change its size"))
    }
    for order in batchOrder ?? [] {
      guard order.count == rows, order.allSatisfy({ $0 >= 0 && $0 < rows }) else {
        throw ShapeError(
          .outOfRange(
            setting: "batchOrder", value: "\(order.count) rows",
            expected: "\(rows) rows below \(rows)"))
      }
    }
    if let batchOrder, batchOrder.isEmpty {
      throw ShapeError(
        .outOfRange(setting: "batchOrder", value: "empty", expected: "an order for an epoch"))
    }
  }
}
