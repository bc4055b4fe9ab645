public import Charts
public import Diagnostics
public import Drawing
public import Records

/// How large the gradients of each layer were over training, the control beside the experiment.
public struct GradientsFigure: Figure {
  let study: StudyRecord
  let findings: Findings

  public static let name = "gradients"
  public static let size = Size(800, 600)
  public static let summary =
    "the sizes of each layer's gradient over training, norms and update ratios"

  /// Of networks with more layers, all are shown by their medians and these in full.
  static let mostLayers = 4

  /// Between the layers' medians and the rows under them.
  private static let gap = 12.0

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
    let arms =
      study.arms.isEmpty ? [] : Array(Set([0, findings.leadIndex(in: study)])).sorted()
    // Layers of networks that are not shown would be empty rows.
    layers = study.histogramLayers.map { layer in
      (layer, arms.map { GradientArm(study, arm: $0, layer: layer) })
    }.filter { layer in layer.1.contains { $0.map != nil } }
  }

  /// Every layer with its arms: summing the histograms of all seeds is the figure's only work.
  private let layers: [(name: String, arms: [GradientArm])]

  private var isDeep: Bool { layers.count > Self.mostLayers }

  /// The layers drawn in full: all of few; of many the first, the last and the worst between.
  private var chosen: [GradientRows.Layer] { chosen(isDeep ? 3 : layers.count) }

  /// The same where only some rows fit: the first, then those that have least gradient left.
  private func chosen(_ most: Int) -> [GradientRows.Layer] {
    let inner = layers.indices.dropFirst().sorted { badness($0) > badness($1) }
    guard isDeep else {
      return ([0] + inner).prefix(max(most, 1)).sorted().map {
        (layers[$0].name, "", layers[$0].arms)
      }
    }
    let worst = inner.first { $0 != layers.count - 1 } ?? 1
    return [0, worst, layers.count - 1].prefix(most).map { index in
      let remark = index == 0 ? "first" : index == worst ? "the worst between" : "last"
      return (layers[index].name, remark, layers[index].arms)
    }
  }

  /// As many rows as can be read in a height; fewer high ones say more than many flat ones.
  private func rows(in height: Double, _ easel: Easel) -> GradientRows? {
    for count in stride(from: isDeep ? 3 : layers.count, through: 1, by: -1) {
      let rows = GradientRows(layers: chosen(count), study: study)
      if rows.rowHeight(in: height, easel) >= GradientRows.leastRowHeight { return rows }
    }
    return isDeep ? nil : GradientRows(layers: chosen(1), study: study)
  }

  /// How little of a layer's gradient is left at the end, in the arm that has least.
  private func badness(_ layer: Int) -> Double {
    layers[layer].arms.map { arm -> Double in
      guard let map = arm.map, let last = map.shares.indices.last else { return 0 }
      switch map.typical(last) {
      case .broken: return 1000
      case .zero: return 500 + map.zeros[last]
      case .decade(let decade): return -decade
      }
    }.max() ?? 0
  }

  public var isEmpty: Bool { layers.isEmpty }

  /// An arm's size at the end as log10; nil where it has none.
  private func decade(_ arm: GradientArm?) -> Double? {
    guard let map = arm?.map, let last = map.shares.indices.last,
      case .decade(let decade) = map.typical(last)
    else { return nil }
    return decade
  }

  public var title: String {
    guard let first = layers.first else { return "No gradients were recorded" }
    if let dead = first.arms.first(where: { $0.map?.deadColumn != nil }), let map = dead.map {
      let column = map.deadColumn ?? 0
      let epoch = NumberText.significant(map.epoch(column), trims: true)
      return "No gradient reaches \(first.name)"
        + (column == 0 ? "" : " from epoch \(epoch) on") + whose(dead)
    }
    if let broken = first.arms.first(where: { $0.map?.brokenColumn != nil }) {
      return "Gradients of \(first.name) stop being finite\(whose(broken))"
    }
    // Sizes at different ends don't compare.
    let lost = first.arms.first { arm in
      let runs = study.arms[arm.index].runs
      return 2 * runs.count { $0.divergence != nil } > runs.count
    }
    if let lost {
      return "Gradients of \(first.name) until the end (\(LossStory.shortName(lost.name)) diverges)"
    }
    return loss ?? comparison(first)
  }

  private func whose(_ arm: GradientArm) -> String {
    study.arms.count > 1 ? " (\(LossStory.shortName(arm.name)))" : ""
  }

  /// What depth takes of the gradient where it takes much, in one arm more than in the other.
  private var loss: String? {
    guard let first = layers.first, let last = layers.last, layers.count > 2 else { return nil }
    let drops = first.arms.indices.compactMap { position -> (GradientArm, Double)? in
      guard let start = decade(first.arms[position]), let end = decade(last.arms[position]) else {
        return nil
      }
      return (first.arms[position], end - start)
    }
    guard let most = drops.max(by: { $0.1 < $1.1 }), most.1 >= 2,
      drops.count == 1 || drops.contains(where: { $0.1 < most.1 - 1 })
    else { return nil }
    let decades = NumberText.significant(most.1, digits: 2, trims: true)
    return
      "Gradients lose \(decades) decades from \(last.name) back to \(first.name)\(whose(most.0))"
  }

  /// How the arms' first layers compare at the end; networks may begin differently.
  private func comparison(_ layer: (name: String, arms: [GradientArm])) -> String {
    let firsts = layer.arms.map { arm -> GradientArm in
      let own = study.arms[arm.index].runs.lazy.compactMap(\.gradientHistograms.first?.layer).first
      let all = layers.first { $0.name == own } ?? layer
      return all.arms.first { $0.index == arm.index } ?? arm
    }
    let isSame = Set(firsts.map(\.layer)).count == 1
    let subject = isSame ? "Gradients of \(layer.name)" : "The first layers' gradients"
    let decades = firsts.map { decade($0) }
    guard decades.count == 2, let before = decades[0], let after = decades[1] else {
      return "Gradient sizes of \(layers.count) layers"
    }
    let ratio = powerOfTen(after - before)
    guard ratio > 1.5 || ratio < 1 / 1.5 else {
      return "\(subject) are within 1.5× of each other in both arms"
    }
    let factor = NumberText.significant(max(ratio, 1 / ratio), digits: 2, trims: true)
    return "\(subject) end \(factor)× \(ratio > 1 ? "larger" : "smaller")\(whose(firsts[1]))"
  }

  public var caption: String {
    let all = isDeep ? chosen.map { ($0.name, $0.arms) } : layers.map { ($0.name, $0.arms) }
    let parts = all.map { name, arms in
      let each = arms.map { "\($0.name) \($0.finding)" }
      return "\(name): \(each.joined(separator: "; "))"
    }
    return
      "\(title). Sizes of gradient components at the last epoch, all \(study.seedCount) seeds. "
      + parts.joined(separator: ". ") + "."
  }

  private func subtitle(shown: Int) -> String {
    let n = study.seedCount
    let who = n == 1 ? "one seed" : "all \(n) seeds"
    let all = layers.count
    let few =
      isDeep
      ? shown == 0
        ? " All \(all) layers by their medians."
        : " \(shown) of \(all) layers in full; \(all - shown) by their medians alone."
      : shown == all
        ? ""
        : shown == 1
          ? " The first of \(all) layers."
          : " \(shown) of \(all) layers: the first and the smallest gradients."
    let missing = layers[0].arms.filter { arm in
      layers.allSatisfy { layer in !layer.arms.contains { $0.index == arm.index && $0.isVisible } }
    }
    let absent = missing.map { " \($0.name): \($0.absence)." }.joined()
    return
      "Size |g| of every component over epochs, \(who); stronger colour is a larger share (cube-root "
      + "scale), the row at 0 counts exact zeros. Update ratio: about 10⁻³ is usual.\(few)\(absent)"
  }

  public func naturalHeight(
    width: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? {
    guard !isEmpty, !isDeep else { return nil }
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(
      title, subtitle(shown: layers.count),
      in: Rect(x: 0, y: 0, width: width, height: 1000))
    return header.rest.minY + GradientRows(layers: chosen, study: study).height(easel)
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    guard !isEmpty else { return easel.header(title, "", in: rect).shapes }
    let trial = easel.header(title, subtitle(shown: chosen.count), in: rect).rest.height
    let share = 0.62
    let rows = rows(in: isDeep ? share * (trial - Self.gap) : trial, easel)
    let header = easel.header(title, subtitle(shown: rows?.layers.count ?? 0), in: rect)
    guard isDeep else { return header.shapes + (rows?.primitives(in: header.rest, easel) ?? []) }
    let depth = DepthPanel(layers: layers)
    guard let rows else { return header.shapes + depth.primitives(in: header.rest, easel) }
    let parts = header.rest.rows([1 - share, share], gap: Self.gap)
    return header.shapes + depth.primitives(in: parts[0], easel)
      + rows.primitives(in: parts[1], easel)
  }
}
