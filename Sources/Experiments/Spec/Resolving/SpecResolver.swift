internal import Datasets
internal import JSONTrees
internal import Records

/// Holds a spec against its data and collects what does not fit.
struct SpecResolver {
  let spec: Spec
  let facts: [DataFacts]
  let memoryLimit: Int
  private(set) var faults: [SpecFault] = []
  private(set) var notes: [String] = []

  init(spec: Spec, facts: [DataFacts], memoryLimit: Int) {
    self.spec = spec
    self.facts = facts
    self.memoryLimit = memoryLimit
  }

  mutating func plan() -> StudyPlan {
    for (arm, facts) in zip(spec.arms, facts) {
      checkTask(of: arm, facts)
      checkLoss(of: arm, facts)
      checkBatches(of: arm, facts)
      checkValidation(of: arm, facts)
      checkNetwork(of: arm, facts)
      checkAugmentation(of: arm, facts)
    }
    let choice = chosenMetric()
    checkExpectations()
    for arm in spec.experiments where arm.isConfounded {
      let paths = Prose.all(arm.changes.map(\.path))
      notes.append(
        "\(JSON.string(arm.name).text()) differs in \(arm.changes.count) settings (\(paths)): "
          + "no single one is shown to be the cause")
    }
    return StudyPlan(
      metric: choice.metric, metricGrows: MetricTable.quantity(of: choice.metric)?.grows ?? false,
      metricReason: choice.reason, notes: notes)
  }

  mutating func report(_ fault: SpecFault) {
    let isKnown = faults.contains { $0.position == fault.position && $0.message == fault.message }
    if !isKnown { faults.append(fault) }
  }

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  private mutating func checkTask(of arm: ArmSpec, _ facts: DataFacts) {
    guard facts.task != self.facts[0].task else { return }
    report(
      SpecFault(
        at: arm.data.node.position, arm.place("data", arm.data.node),
        "the data of \(JSON.string(arm.name).text()) make a \(facts.task.noun) and the control's "
          + "a \(self.facts[0].task.noun)",
        expected: "one task for all arms"))
  }

  // MARK: Metric

  var task: MetricTable.Task { MetricTable.Task(facts[0].task) }
  var hasValidation: Bool { facts.allSatisfy { $0.validationRows > 0 } }

  /// In what the arms' losses differ, so that their values may not be compared; nil where in nothing.
  var lossDifference: String? {
    let scales = spec.arms.map(\.training.standardizesTarget)
    guard scales.allSatisfy({ $0 == scales[0] }) else {
      return "the losses are in different units, as one target is standardised"
    }
    let losses = spec.arms.map { $0.training.node["loss"]?.json }
    guard let first = losses[0], let other = losses.first(where: { $0 != first }) else {
      return nil
    }
    let difference = SpecTable.schema.differences(first, other, as: .named("loss"))
    guard let change = difference.first, let before = change.before, let after = change.after else {
      return "the losses' settings differ"
    }
    return change.path.isEmpty
      ? "the losses \(before.text()) and \(after.text()) differ"
      : "the losses differ in \(change.path), \(before.text()) and \(after.text())"
  }

  /// What arms can be compared by whatever their losses.
  ///
  /// Probabilities from other losses than their own likelihood are none to be held against those from
  /// it: there the share of right rows decides.
  private var commonQuantity: String {
    let losses = spec.arms.map(\.training.lossName)
    let areProbable = losses.allSatisfy {
      LossFamily.gives("validation.nll", $0) && LossFamily.of($0) != .scores
    }
    return task == .regression ? "rmse" : areProbable ? "nll" : "accuracy"
  }

  private mutating func chosenMetric() -> (metric: String, reason: String?) {
    let rows = hasValidation ? "validation" : "train"
    if let declared = spec.declaredMetric {
      checkMetric(declared, at: spec.positions.metric, "metric")
      return (declared, nil)
    }
    guard let difference = lossDifference else {
      return (
        "\(rows).loss",
        hasValidation ? nil : "no rows are held out, so the training loss has to decide"
      )
    }
    return (
      "\(rows).\(commonQuantity)", "\(difference), and values of different losses don't compare"
    )
  }

  /// Reports a metric that the data don't have, or that the arms don't share.
  mutating func checkMetric(_ metric: String, at position: JSONNode.Position, _ keyPath: String) {
    if metric.hasPrefix("validation."), !hasValidation {
      report(
        SpecFault(
          at: position, keyPath, "\"\(metric)\" needs validation rows and none are held out",
          expected: "\"validation\" in the data, or a metric of the training rows"))
    }
    let rows = metric.hasPrefix("train.") ? "train" : "validation"
    if let quantity = MetricTable.quantity(of: metric), !quantity.tasks.contains(task) {
      let needed = quantity.tasks.first?.noun ?? "other task"
      report(
        SpecFault(
          at: position, keyPath, "\"\(metric)\" is for a \(needed) and this is a \(task.noun)",
          expected: Prose.alternatives(MetricTable.names(task, rows: rows).map { "\"\($0)\"" })))
    } else if let index = Metric.recalledClass(metric) {
      checkRecall(metric, of: index, rows: rows, at: position, keyPath)
    }
    if let arm = spec.arms.first(where: { !LossFamily.gives(metric, $0.training.lossName) }) {
      report(
        SpecFault(
          at: position, keyPath,
          "\"\(metric)\" needs probabilities, and \"\(arm.training.lossName)\" takes outputs for none",
          expected: "\"\(rows).accuracy\""))
    }
    if metric.hasSuffix(".loss"), let difference = lossDifference {
      report(
        SpecFault(
          at: position, keyPath,
          "\(difference), and values of different losses don't compare",
          expected: "a metric that the arms share, such as \"\(rows).\(commonQuantity)\""))
    }
  }

  /// A recall can be a metric where there are few classes, or labels.
  private mutating func checkRecall(
    _ metric: String, of index: Int, rows: String, at position: JSONNode.Position,
    _ keyPath: String
  ) {
    let count = task == .classification ? facts[0].classCounts.count : facts[0].targetWidth
    guard index >= count || count > Metric.mostRecalls else { return }
    let noun = task == .classification ? "class" : "label"
    let hasMany = count > Metric.mostRecalls
    report(
      SpecFault(
        at: position, keyPath,
        hasMany
          ? "\"\(metric)\" is for at most \(Metric.mostRecalls) \(noun == "class" ? "classes" : "labels"), and "
            + "\(facts[0].name) has \(count)"
          : "\"\(metric)\" is of a \(noun) that \(facts[0].name) has not, counted from 0",
        expected: hasMany
          ? "\"\(rows).balanced-accuracy\", their mean"
          : "\"\(rows).recall.0\" to \"\(rows).recall.\(count - 1)\""))
  }

  private mutating func checkExpectations() {
    for (index, entry) in spec.positions.expect.enumerated() {
      guard let node = entry["metric"], let metric = node.json.string else { continue }
      // A level of one arm's own loss may be expected; a comparison needs a common metric.
      let compares = entry["ratio-below"] != nil || entry["ratio-above"] != nil
      guard compares || !metric.hasSuffix(".loss") else { continue }
      checkMetric(metric, at: node.position, "expect[\(index)].metric")
    }
  }
}
