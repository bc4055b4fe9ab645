internal import JSONTrees
internal import Records

extension Findings {
  /// The comparison that the headline is about: the clearest improvement, else the clearest worsening,
  /// else the first.
  public var leading: Comparison? {
    func clearest(_ verdict: Verdict) -> Comparison? {
      comparisons.filter { $0.verdict == verdict }
        .max { abs($0.hodgesLehmann ?? 0) < abs($1.hodgesLehmann ?? 0) }
    }
    return clearest(.improved) ?? clearest(.worsened) ?? comparisons.first
  }

  /// What was found, as a title: the change, then what it did.
  func headline(for study: StudyRecord) -> String {
    guard let comparison = leading,
      let experiment = study.arms.first(where: { $0.name == comparison.experiment })
    else { return study.title }
    let change = Change(of: experiment)
    let metric = Figures.metric(comparison.metric)
    switch comparison.verdict {
    case .improved, .worsened:
      if let divergence = comparison.divergenceOutcome { return "\(change.subject) \(divergence)" }
      return "\(change.subject) makes \(comparison.effectInWords)"
    case .noMaterialDifference:
      return "\(change.subject) makes no material difference to \(metric)"
    case .inconclusive:
      return "\(change.subject): no difference in \(metric) is shown at n = \(comparison.pairCount)"
    case .descriptive:
      guard comparison.meanDifference != nil, !comparison.sentence.hasPrefix("not compared") else {
        return "\(change.subject): not enough to compare \(metric)"
      }
      return "\(change.subject): \(comparison.effectInWords) at n = \(comparison.pairCount), "
        + "too few seeds for a test"
    }
  }
}

extension Comparison {
  /// "stops the divergence (8 of 8 seeds → 0 of 8)" where divergence is what the verdict rests on.
  fileprivate var divergenceOutcome: String? {
    guard hodgesLehmann?.isInfinite ?? false else { return nil }
    let (before, after) = (Int(controlDiverged.successes), Int(experimentDiverged.successes))
    let verb = before > after ? "stops the divergence" : "makes training diverge"
    return "\(verb) (\(before) of \(pairCount) seeds → \(after) of \(pairCount))"
  }
}

/// An arm's difference from the control, as the subject of a sentence.
private struct Change {
  let subject: String

  init(of arm: ArmRecord) {
    guard let change = arm.changes.first else {
      subject = "“\(arm.name)”"
      return
    }
    let known = arm.changes.count == 1 ? Self.known(change) : nil
    subject = known ?? "“\(arm.name)”"
  }

  private static let preprocessing = [
    "standardize": "Standardising the features",
    "min-max": "Scaling the features to 0…1",
    "robust": "Scaling the features by median and quartiles",
    "max-abs": "Scaling the features by their largest size",
    "log1p": "Taking the features' logarithm",
    "clip": "Clipping the features",
  ]

  private static let sampling = [
    "oversample": "Oversampling the rare classes",
    "undersample": "Undersampling the large classes",
    "balanced-batches": "Balancing the classes in every batch",
  ]

  private static func known(_ change: ConfigChange) -> String? {
    let last = change.path.split(separator: ".").last.map(String.init) ?? change.path
    if change.path.hasPrefix("preprocess") { return preprocessing(change) }
    let (before, after) = (Double(change.control), Double(change.experiment))
    if last == "lr", let before, let after {
      let verb = after < before ? "Lowering" : "Raising"
      return "\(verb) the learning rate from \(Figures.number(before)) to \(Figures.number(after))"
    }
    switch last {
    case "sampling": return name(change.experiment).flatMap { sampling[$0] }
    case "class-weights" where name(change.experiment) == "balanced":
      return "Weighting classes by their rarity"
    case "schedule": return "The \(name(change.experiment) ?? "other") schedule"
    case "optimizer": return name(change.experiment).map { "Training with \($0)" }
    case "loss":
      return name(change.experiment).map { "Training on \($0)" }
    case "batch", "epochs":
      guard let before, let after else { return nil }
      return
        "\(after > before ? "Raising" : "Lowering") \(last == "batch" ? "the batch" : "epochs") "
        + "from \(Figures.number(before)) to \(Figures.number(after))"
    default: return nil
    }
  }

  private static func preprocessing(_ change: ConfigChange) -> String? {
    let (old, new) = (json(change.control), json(change.experiment))
    let (before, after) = (names(old), names(new))
    guard before.isEmpty, after.count == 1, let name = after.first else {
      let text = change.control + change.experiment
      let isFit =
        before == after || change.path.hasSuffix("fit-on") || text.contains("fit-on")
      return isFit && change.experiment != "\"all-rows\"" && !change.experiment.contains("all-rows")
        && !change.experiment.contains("each-split")
        ? "Fitting the scaler on the training rows" : nil
    }
    return preprocessing[name]
  }

  private static func json(_ text: String) -> JSON? {
    try? JSON.parse(Array(text.utf8))
  }

  private static func names(_ value: JSON?) -> [String] {
    (value?.elements ?? []).compactMap { $0.string ?? $0.members.first?.key }
  }

  /// The name of a choice: "adam" of `"adam"` and of `{"adam":{…}}`.
  private static func name(_ text: String) -> String? {
    json(text).flatMap { $0.string ?? $0.members.first?.key }
  }
}
