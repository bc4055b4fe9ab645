internal import JSONTrees
internal import Records

/// The settings of one arm: the spec's shared part with the arm's merge patch applied.
struct ArmSettings {
  let training: JSON
  private let lossName: String

  init(of arm: ArmRecord, in study: StudyRecord) {
    let spec = study.spec
    lossName = arm.loss
    let patch =
      switch arm.role {
      case .control: spec["control"]
      case .experiment: spec["experiments"]?[arm.name] ?? spec["experiment"]
      }
    training = Self.merging(spec["training"] ?? .object([]), with: patch)
  }

  /// The loss's own settings: empty where the spec gives only its name.
  ///
  /// An arm that takes another loss than the shared part leaves that one's settings beside its own.
  var loss: JSON { training["loss"]?[lossName] ?? .object([]) }

  /// The preprocessors with their settings, in order.
  var preprocessors: [(name: String, settings: JSON)] {
    (training["preprocess"]?.elements ?? []).compactMap { element in
      if let name = element.string { return (name, .object([])) }
      return element.members.first.map { ($0.key, $0.value) }
    }
  }

  /// Whether the loss is a mean over rows, so that its values don't grow with the batch.
  var lossIsMean: Bool { loss["reduction"]?.string != "sum" }

  var labelSmoothing: Double { loss["label-smoothing"]?.number ?? 0 }

  var weighsClasses: Bool {
    func isGiven(_ key: String) -> Bool {
      switch loss[key] {
      case nil, .null: false
      default: true
      }
    }
    return isGiven("class-weights") || isGiven("alpha")
  }

  /// Whether positive rows of a binary loss weigh differently.
  var weighsPositives: Bool {
    let weight = loss["positive-weight"]
    return !(weight?.elements ?? [weight ?? .number(1)]).allSatisfy { ($0.number ?? 1) == 1 }
  }

  /// The focal loss's γ.
  var gamma: Double { loss["gamma"]?.number ?? 2 }

  /// The hinge loss's margin.
  var margin: Double { loss["margin"]?.number ?? 1 }

  /// Whether the parameters of the best epoch are put back when training ends.
  ///
  /// The run's final values are then theirs, while its curves go on to the epoch at which it stopped.
  var restoresBest: Bool {
    switch training["early-stopping"] {
    case nil, .null: false
    case .some(let stopping): stopping["restore-best"]?.bool ?? true
    }
  }

  /// The series by which early stopping chooses the epoch that it puts back: "validation.loss".
  var restoringMonitor: String? {
    guard restoresBest else { return nil }
    return training["early-stopping"]?["monitor"]?.string ?? SeriesName.validationLoss
  }

  /// Reference: RFC 7386, "JSON Merge Patch".
  private static func merging(_ base: JSON, with patch: JSON?) -> JSON {
    guard let patch else { return base }
    guard case .object(let changes) = patch else { return patch }
    var members = base.members
    for change in changes {
      let index = members.firstIndex { $0.key == change.key }
      if change.value == .null {
        if let index { members.remove(at: index) }
      } else if let index {
        members[index].value = merging(members[index].value, with: change.value)
      } else {
        members.append(.init(change.key, merging(.object([]), with: change.value)))
      }
    }
    return .object(members)
  }
}
