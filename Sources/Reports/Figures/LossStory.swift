internal import Charts
internal import Diagnostics
internal import Records

/// How an arm's loss goes, in words for titles: "falls to 0.116", "stays at ln 3".
struct LossStory {
  var arm: String
  /// What the loss does, up to the number: "falls to".
  var verb: String
  var target: String

  /// A name longer than this would hide what a title says of the arm.
  private static let mostLetters = 40

  /// A name as titles have it.
  static func shortName(_ name: String, else role: String? = nil) -> String {
    guard name.count > mostLetters else { return name }
    return role ?? "\(name.prefix(mostLetters / 2))…\(name.suffix(8))"
  }

  init(_ curves: ArmCurves, plateau: PlateauMatch? = nil) {
    let role = curves.index == 0 ? "control" : "experiment"
    arm = curves.name.isEmpty ? role : Self.shortName(curves.name, else: role)
    let y = curves.median.y
    guard let end = curves.finalMedian else {
      let count = curves.diverged.count
      (verb, target) =
        count > 0
        ? ("diverges in", "\(count) of \(curves.curves.count) seeds") : ("is never", "finite")
      return
    }
    target = NumberText.significant(curves.kept?.value ?? end)
    let finite = y.filter(\.isFinite)
    let (start, low) = (finite.first ?? end, finite.min() ?? end)
    let span = (finite.max() ?? end) - low
    if let plateau {
      verb = "stays at"
      target = String(plateau.level.label.prefix { $0 != ":" })
    } else if let kept = curves.kept {
      verb = "is kept at"
      target += " of epoch \(NumberText.significant(kept.epoch, trims: true))"
    } else if finite.count < 2 {
      verb = "is"
    } else if end - low > 0.15 * span, end - low > 0.1 * end.magnitude, start - low > 0.15 * span {
      verb = "falls to \(NumberText.significant(low)), then ends at"
    } else if start - end > 0.1 * start.magnitude {
      verb = "falls to"
    } else if end - start > 0.1 * start.magnitude {
      verb = "rises to"
    } else {
      verb = "stays near"
    }
  }

  private var firstWord: Substring { verb.prefix { $0 != " " } }

  /// Several stories in one sentence's end: "stays at ln 3 (unscaled) but falls to 0.116 (scaled)".
  static func told(_ stories: [LossStory]) -> String {
    guard stories.count > 1 else {
      return stories.first.map { "\($0.verb) \($0.target)" } ?? ""
    }
    var text = ""
    for (index, story) in stories.enumerated() {
      let isSame = index > 0 && stories[index - 1].verb == story.verb
      let isLike = index > 0 && stories[index - 1].firstWord == story.firstWord
      let joint = index == 0 ? "" : isLike ? " and " : stories.count == 2 ? " but " : ", "
      text += joint + (isSame ? "" : story.verb + " ") + "\(story.target) (\(story.arm))"
    }
    return text
  }
}

extension StudyRecord {
  /// How the control's and the lead's loss go.
  func lossStories(_ curves: [ArmCurves], _ findings: Findings, series: String) -> [LossStory] {
    let lead = findings.leadIndex(in: self)
    return curves.filter { $0.index == 0 || $0.index == lead }.map { arm in
      let plateau = findings.plateaus.first {
        $0.series == series && $0.arm == arm.name && 2 * $0.seedsMatched > $0.seeds
      }
      return LossStory(arm, plateau: plateau)
    }
  }

  /// What the loss is and in what unit: "cross-entropy in nats"; "loss" where arms have different ones.
  var lossUnit: String {
    let names = Set(arms.map(\.loss))
    guard names.count == 1, let name = names.first, !name.isEmpty else { return "loss" }
    let words = [
      "bce": "binary cross-entropy", "bce-with-logits": "binary cross-entropy",
      "bce-by-hand": "binary cross-entropy", "nll": "negative log-likelihood",
      "gaussian-nll": "Gaussian negative log-likelihood", "focal": "focal loss",
      "kl-divergence": "Kullback-Leibler divergence", "mse": "mean squared error",
      "mae": "mean absolute error", "mse-broadcast": "mean squared error", "huber": "Huber loss",
      "hinge": "hinge loss",
    ]
    let hasNats = ["cross-entropy", "bce", "nll", "focal", "kl-"].contains { name.contains($0) }
    return (words[name] ?? name) + (hasNats ? " in nats" : "")
  }
}
