internal import Datasets
internal import JSONTrees
internal import Learning
internal import Storage
internal import Tensors

/// Model, loss and batches against the data's sizes.
extension SpecResolver {
  mutating func checkLoss(of arm: ArmSpec, _ facts: DataFacts) {
    let loss = arm.training.settings.chosen("loss")
    let classes = facts.classCounts.count
    func place(_ node: JSONNode) -> String { arm.place("training.loss", node) }
    let node = arm.training.settings.node("loss")
    switch (LossFamily.of(loss.name), facts.task) {
    case (.classes, .multiLabel), (.scores, .multiLabel), (.distribution, .multiLabel),
      (.density, .multiLabel):
      report(
        SpecFault(
          at: node.position, place(node),
          "\"\(loss.name)\" asks nothing of single labels, which the target of \(facts.name) holds",
          expected: "\"bce-with-logits\" or \"bce\""))
    case (.classes, .regression), (.scores, .regression):
      report(
        SpecFault(
          at: node.position, place(node),
          "\"\(loss.name)\" tells classes apart and the target of \(facts.name) holds numbers",
          expected: "\"mse\", \"mae\" or \"huber\"",
          suggestion: "or \"task\": \"classification\" in the data"))
    case (.binary, .regression) where facts.targetValues == .quantities:
      report(
        SpecFault(
          at: node.position, place(node),
          "\"\(loss.name)\" takes targets for probabilities and those of \(facts.name) leave 0 to 1",
          expected: "\"mse\", \"mae\" or \"huber\""))
    case (.distribution, .regression)
    where facts.targetValues == .quantities || facts.targetValues == .probabilities:
      let found = facts.targetValues == .quantities ? "leave 0 to 1" : "don't add up to 1 in a row"
      report(
        SpecFault(
          at: node.position, place(node),
          "\"\(loss.name)\" takes a row's targets for probabilities and those of \(facts.name) \(found)",
          expected: "target columns that do"))
    case (.density, .classification):
      report(
        SpecFault(
          at: node.position, place(node),
          "\"\(loss.name)\" predicts numbers and the target of \(facts.name) holds classes",
          expected: "\"cross-entropy\"", suggestion: "or \"task\": \"regression\" in the data"))
    case (.distance, .multiLabel):
      note(
        "\"\(loss.name)\" takes the labels of \(facts.name) for quantities; \"bce-with-logits\" is made for labels"
      )
    case (.distance, .classification):
      note(
        "\"\(loss.name)\" takes the classes of \(facts.name) for quantities; \"cross-entropy\" is made for classes"
      )
    default: break
    }
    if facts.task == .classification, classes < 2 {
      let target = arm.data.node["target"] ?? arm.data.node
      report(
        SpecFault(
          at: target.position, arm.place("data.target", target),
          "the target of \(facts.name) has \(Prose.count(classes, "class"))",
          expected: "at least 2"))
    }
    checkWeights(of: arm, loss, facts)
  }

  /// Weights of classes or labels have to be as many as those.
  private mutating func checkWeights(of arm: ArmSpec, _ loss: Chosen, _ facts: DataFacts) {
    let classes = facts.classCounts.count
    func check(_ key: String, _ node: JSONNode, _ found: String, _ expected: String) {
      report(
        SpecFault(
          at: node.position, arm.place("training.loss.\(loss.name).\(key)", node), found,
          expected: expected))
    }
    if let weights = loss.settings.node["class-weights"], case .array(let list) = weights.value,
      facts.task == .classification, list.count != classes
    {
      check(
        "class-weights", weights, "\(list.count) weights for \(Prose.count(classes, "class"))",
        "\(classes) weights or \"balanced\"")
    }
    if let alpha = loss.settings.node["alpha"], facts.task == .classification, classes != 2 {
      check(
        "alpha", alpha, "alpha weighs two classes and here are \(classes)",
        "\"class-weights\" with \(classes) weights")
    }
    let labels = facts.task == .classification ? classes : facts.targetWidth
    if let weights = loss.settings.node["positive-weight"], case .array(let list) = weights.value,
      list.count != labels, list.count != 1
    {
      let noun =
        facts.task == .classification ? "class" : facts.task == .multiLabel ? "label" : "target"
      check(
        "positive-weight", weights, "\(list.count) weights for \(Prose.count(labels, noun))",
        "one number, or \(labels)")
    }
  }

  mutating func checkBatches(of arm: ArmSpec, _ facts: DataFacts) {
    guard let batch = arm.training.batch, batch > facts.trainingRows else { return }
    let node = arm.training.settings.node("batch")
    // A default stands where its object does; it means at most so many rows.
    let isDefault = node.position == arm.training.node.position
    guard !isDefault || arm.training.settings.flag("drop-last") else { return }
    report(
      SpecFault(
        at: node.position, arm.place("training.batch", node),
        "a batch of \(batch) from \(Prose.count(facts.trainingRows, "training row"))",
        expected: "at most \(facts.trainingRows), or \"all\""))
  }

  mutating func checkValidation(of arm: ArmSpec, _ facts: DataFacts) {
    if arm.data.settings.flag("stratify"), facts.task != .classification {
      let node = arm.data.settings.node("stratify")
      report(
        SpecFault(
          at: node.position, arm.place("data.stratify", node),
          "a stratified split needs classes and the target of \(facts.name) holds "
            + (facts.task == .multiLabel ? "labels" : "numbers"),
          expected: "false"))
    }
    guard facts.validationRows == 0 else { return }
    let stopping = arm.training.node["early-stopping"]?["monitor"]
    let schedule = arm.training.settings.chosen("schedule")
    let monitors = [
      ("early-stopping.monitor", stopping),
      ("schedule.\(schedule.name).metric", schedule.value["metric"]),
    ]
    for case (let key, let node?) in monitors where node.json.string == "validation.loss" {
      report(
        SpecFault(
          at: node.position, arm.place("training.\(key)", node),
          "\"validation.loss\" needs validation rows and none are held out",
          expected: "\"train.loss\", or \"validation\" in the data"))
    }
  }

  mutating func checkNetwork(of arm: ArmSpec, _ facts: DataFacts) {
    let sizes = facts.sizes(arm.data)
    let model = SpecModel(arm.training.settings)
    for part in model.parts {
      guard let units = part.layer.value["units"], let word = units.json.string else { continue }
      let fits = word == "features" || (word == "classes") == (facts.task == .classification)
      guard !fits else { continue }
      let other = word == "classes" ? "targets" : "classes"
      report(
        SpecFault(
          at: units.position, arm.place("\(part.keyPath).dense.units", units),
          "\"\(word)\" in a \(facts.task.noun)", expected: "\"\(other)\""))
    }
    guard knowsTokens(of: arm, model, facts) else { return }
    let network = arm.training.network(sizes)
    let plan: NetworkPlan
    do throws(ShapeError) {
      plan = try network.plan(inputShape: sizes.rowShape, byteLimit: memoryLimit)
    } catch {
      reportShape(error, of: arm, model)
      return
    }
    checkMemory(plan, of: arm, facts)
    checkSmallestBatch(plan, of: arm, model, facts)
    checkOutputs(plan.outputShape, of: arm, model, facts)
    checkInitialWeights(plan, of: arm)
    checkBatchOrder(of: arm, facts)
  }

  private mutating func reportShape(_ error: ShapeError, of arm: ArmSpec, _ model: SpecModel) {
    guard let part = model.part(named: error.layer) else { return }
    if case .tooLarge = error.problem {
      report(
        SpecFault(
          at: part.node.position, arm.place(part.keyPath, part.node),
          "the network needs more than \(Prose.bytes(memoryLimit)) from here on",
          expected: "fewer units, or a higher --max-memory"))
    } else {
      report(
        SpecFault(
          at: part.node.position, arm.place(part.keyPath, part.node), error.description))
    }
  }

  /// All that a run plans, against the limit.
  private mutating func checkMemory(_ plan: NetworkPlan, of arm: ArmSpec, _ facts: DataFacts) {
    let model = arm.training.settings.node("model")
    let bytes: Int
    do throws(ShapeError) {
      bytes = try arm.training.arenaBytes(plan, facts.sizes(arm.data), facts)
    } catch {
      // What else may not fit, other checks tell where it stands.
      guard case .tooLarge = error.problem else { return }
      return report(
        SpecFault(
          at: model.position, arm.place("training.model", model),
          "training needs more memory than can be counted",
          expected: "a smaller network or batch"))
    }
    guard bytes > memoryLimit else { return }
    report(
      SpecFault(
        at: model.position, arm.place("training.model", model),
        "training needs about \(Prose.bytes(bytes)) and the limit is "
          + "\(Prose.bytes(memoryLimit))",
        expected: "a smaller network or batch, or a higher --max-memory"))
  }

  /// Batch statistics need more than one row, in an epoch's last batch too.
  private mutating func checkSmallestBatch(
    _ plan: NetworkPlan, of arm: ArmSpec, _ model: SpecModel, _ facts: DataFacts
  ) {
    let rows = facts.trainingRows
    let batch = min(arm.training.batch ?? rows, rows)
    guard batch > 0 else { return }
    let isWhole = arm.training.settings.flag("drop-last") || rows % batch == 0
    let smallest = isWhole ? batch : rows % batch
    for layer in plan.layers where smallest < layer.minimumBatch {
      guard let part = model.part(named: layer.name) else { continue }
      report(
        SpecFault(
          at: part.node.position, arm.place(part.keyPath, part.node),
          "\"\(layer.name)\" needs batches of \(layer.minimumBatch) rows and the smallest "
            + "of \(rows) rows in batches of \(batch) has \(smallest)",
          expected: "another \"batch\", or \"drop-last\": true"))
    }
  }

  /// What comes out, a row, against what the loss and the targets want.
  private mutating func checkOutputs(
    _ shape: [Int], of arm: ArmSpec, _ model: SpecModel, _ facts: DataFacts
  ) {
    guard facts.targetSteps == 1 else {
      checkSteps(shape, of: arm, model, facts)
      return
    }
    guard shape.count == 1, let width = shape.first else {
      guard let part = model.parts.last else { return }
      report(
        SpecFault(
          at: part.node.position, arm.place(part.keyPath, part.node),
          "rows of the shape \(shape) come out and the loss compares one axis",
          expected:
            "\"flatten\", a pooling or a recurrent layer's last state before the last dense layer"))
      return
    }
    checkWidth(width, of: arm, model, facts)
  }

  /// A class at each step of a row wants scores at each step.
  private mutating func checkSteps(
    _ shape: [Int], of arm: ArmSpec, _ model: SpecModel, _ facts: DataFacts
  ) {
    let wanted = [facts.targetSteps, facts.classCounts.count]
    guard shape != wanted, let part = model.parts.last else { return }
    report(
      SpecFault(
        at: part.node.position, arm.place(part.keyPath, part.node),
        "the network gives rows of the shape \(shape) and there is a class to find at each of "
          + "\(facts.targetSteps) steps",
        expected: "rows of the shape \(wanted): {\"dense\": \"classes\"} over a sequence"))
  }

  private mutating func checkWidth(
    _ width: Int, of arm: ArmSpec, _ model: SpecModel, _ facts: DataFacts
  ) {
    let loss = arm.training.lossName
    let classes = facts.classCounts.count
    let (found, expected, advice): (String, [Int], String)
    switch (LossFamily.of(loss), facts.task) {
    case (.classes, .regression), (.scores, .regression), (.density, .classification): return
    case (.classes, .multiLabel), (.scores, .multiLabel), (.distribution, .multiLabel),
      (.density, .multiLabel):
      return
    case (.classes, .classification), (.distribution, .classification):
      (found, expected) = (Prose.count(classes, "class"), [classes])
      advice = "{\"dense\": \"classes\"} as the last layer with units"
    case (.binary, .classification), (.distance, .classification), (.scores, .classification):
      // One output is enough for two classes, and for any number that are taken for quantities.
      let isOneEnough = LossFamily.of(loss) == .distance || classes == 2
      (found, expected) = (Prose.count(classes, "class"), isOneEnough ? [1, classes] : [classes])
      advice =
        "\(Prose.alternatives((isOneEnough ? ["1"] : []) + ["\"classes\""])) as the last layer's units"
    case (.density, .regression):
      let outputs = 2 * facts.targetWidth
      (found, expected) = (Prose.count(facts.targetWidth, "target"), [outputs])
      advice =
        "{\"dense\": \(outputs)} as the last layer with units, a mean and a variance a target"
    case (_, .multiLabel):
      (found, expected) = (Prose.count(facts.targetWidth, "label"), [facts.targetWidth])
      advice = "{\"dense\": \"targets\"} as the last layer with units"
    case (_, .regression):
      (found, expected) = (Prose.count(facts.targetWidth, "target"), [facts.targetWidth])
      advice = "{\"dense\": \"targets\"} as the last layer with units"
    }
    guard !expected.contains(width) else { return }
    let sized = model.parts.last { $0.layer.value["units"] != nil }
    guard let part = sized ?? model.parts.last else { return }
    let node = part.layer.value["units"] ?? part.node
    let key = part.layer.value["units"] == nil ? "" : ".\(part.layer.name).units"
    report(
      SpecFault(
        at: node.position, arm.place("\(part.keyPath)\(key)", node),
        "\(Prose.count(width, "output")) for \(found) under \"\(loss)\"", expected: advice))
  }

  private mutating func checkInitialWeights(_ plan: NetworkPlan, of arm: ArmSpec) {
    guard let path = arm.training.initialWeightsPath else { return }
    let node = arm.training.settings.node("initial-weights")
    let keyPath = arm.place("training.initial-weights", node)
    func fault(_ message: String, _ expected: String? = nil, _ suggestion: String? = nil)
      -> SpecFault
    {
      SpecFault(at: node.position, keyPath, message, expected: expected, suggestion: suggestion)
    }
    let weights: Weights
    do {
      weights = try Weights.read(path)
    } catch {
      report(fault("\(error)"))
      return
    }
    let tensors = plan.layers.flatMap(\.tensors)
    for (name, tensor) in weights.tensors.sorted(by: { $0.key < $1.key }) {
      guard let planned = tensors.first(where: { $0.name == name }) else {
        let known = tensors.map(\.name)
        let suggestion = NearestName.suggestion(for: name, among: known)
        report(
          fault(
            "the network has no parameter \(JSON.string(name).text())",
            suggestion == nil ? Prose.alternatives(known.map { "\"\($0)\"" }) : nil, suggestion))
        continue
      }
      if planned.description.shape != tensor.shape {
        report(
          fault(
            "\"\(name)\" has the shape \(tensor.shape)", "\(planned.description.shape)"))
      }
    }
  }
}
