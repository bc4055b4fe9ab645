public import Charts
public import Diagnostics
public import Drawing
public import Records

/// Units that do nothing over training, and what becomes of the signal with depth.
public struct ActivationsFigure: Figure {
  let study: StudyRecord
  let findings: Findings
  private let arms: [Int]
  private let layers: ActivationLayers

  public static let name = "activations"
  public static let size = Size(800, 560)
  public static let summary =
    "dead and saturated units of each layer over training, the outputs' spread over depth"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
    arms = findings.pairIndices(in: study)
    layers = ActivationLayers(study, arms: arms)
  }

  public var isEmpty: Bool { layers.isEmpty }

  private func name(_ arm: Int) -> String { study.arms[arm].name }

  /// What a title calls an arm: long names stand in the legend.
  private func shortName(_ arm: Int) -> String { LossStory.shortName(name(arm)) }

  private func percent(_ share: Double) -> String {
    share > 0 && share < 0.01
      ? "under 1 %" : NumberText.significant(share * 100, digits: 2, trims: true) + " %"
  }

  /// One arm's layer with its share of idle units at the end.
  private struct IdleShare {
    var layer: String
    var isDead: Bool
    var arm: String
    var share: Double
  }

  /// The layer and arm with the largest share of idle units at the end.
  private var worst: IdleShare? {
    layers.idle.flatMap { layer in
      layer.arms.indices.compactMap { index in
        layer.arms[index].finalMedian.map {
          IdleShare(
            layer: layer.names[index], isDead: layer.words[index] == "dead",
            arm: layer.arms[index].name, share: $0)
        }
      }
    }.max { $0.share < $1.share }
  }

  private var broken: Int? {
    arms.first { arm in
      let runs = study.arms[arm].runs
      return 2 * runs.count { $0.divergence != nil } > runs.count
    }
  }

  public var title: String {
    guard !isEmpty else { return "No activations were recorded" }
    if let worst, worst.share >= 0.5 || isFlagged(worst) {
      let whose = arms.count > 1 ? " (\(LossStory.shortName(worst.arm)))" : ""
      if worst.share > 0.995 {
        return worst.isDead
          ? "Every unit of \(worst.layer) is dead\(whose)"
          : "Every output of \(worst.layer) is saturated\(whose)"
      }
      return "\(percent(worst.share)) of \(worst.layer)'s "
        + "\(worst.isDead ? "units are dead" : "outputs are saturated")\(whose)"
    }
    if let change = layers.change {
      let whose = arms.count > 1 ? " (\(shortName(arms[change.position])))" : ""
      return "Activations \(change.words) from \(change.first) to \(change.last)\(whose)"
    }
    if let broken { return "Activations until the end (\(shortName(broken)) diverges)" }
    if let worst {
      let what = worst.isDead ? "units are dead" : "outputs are saturated"
      return worst.share < 0.005
        ? "No \(what) in any layer" : "At most \(percent(worst.share)) of a layer's \(what)"
    }
    return "Activations keep their size through all layers"
  }

  /// Whether the rule about dead units fired for what is the worst layer here.
  private func isFlagged(_ worst: IdleShare) -> Bool {
    worst.isDead
      && findings.symptom(SymptomCode.deadUnits.rawValue, arm: worst.arm)?.state == .fired
  }

  public var caption: String {
    let shares = layers.idle.prefix(6).map { layer in
      let ends = layer.arms.map { arm in
        "\(arm.finalMedian.map { percent($0) } ?? "not finite") \(arm.name)"
      }
      return "\(layer.layer) \(layer.word) \(ends.joined(separator: ", "))"
    }
    let parts = shares.isEmpty ? ["\(layers.layers.count) layers"] : shares
    return "\(title). At the end, median of \(study.seedCount) "
      + "\(study.seedCount == 1 ? "seed" : "seeds"): \(parts.joined(separator: "; "))."
  }

  private var subtitle: String {
    let n = study.seedCount
    return "measured on a sample of training rows in eval mode; "
      + (n == 1 ? "one seed" : "thin lines are \(n) seeds, bold is their median")
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(title, isEmpty ? "" : subtitle, in: rect)
    guard !isEmpty else { return header.shapes }
    var shapes = header.shapes
    let legend = Legend(arms.map { .line(name($0), theme.arm($0)) })
    // Names too long for one line take two.
    let keyHeight = min(
      legend.size(width: rect.width, theme: theme, measurer: measurer).height, 26)
    let key = Rect(x: rect.minX, y: header.rest.minY, width: rect.width, height: keyHeight)
    shapes += legend.primitives(in: key, theme: theme, measurer: measurer)
    let body = header.rest.inset(top: keyHeight + 6)
    let depth = SignalPanel(study: study, arms: arms, layers: layers)
    guard !layers.idle.isEmpty else { return shapes + depth.primitives(in: body, easel) }
    let idle = IdlePanel(study: study, arms: arms, layers: layers.idle)
    guard layers.hasSpreads else { return shapes + idle.primitives(in: body, easel) }
    let parts = body.rows([idle.weight, 1 - idle.weight], gap: 14)
    return shapes + idle.primitives(in: parts[0], easel) + depth.primitives(in: parts[1], easel)
  }
}
