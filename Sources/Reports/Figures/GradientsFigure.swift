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

  /// Layers beyond this many are left out, evenly, the first and the last kept.
  static let mostLayers = 4

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
    let arms =
      study.arms.isEmpty ? [] : Array(Set([0, findings.leadIndex(in: study)])).sorted()
    let all = study.histogramLayers
    let most = Self.mostLayers
    let layers =
      all.count > most ? (0..<most).map { all[$0 * (all.count - 1) / (most - 1)] } : all
    (armIndices, self.layers) = (arms, layers)
    panels = layers.map { GradientPanel(study, arms: arms, layer: $0) }
  }

  private let armIndices: [Int]
  private let layers: [String]
  /// One for each layer: summing the histograms of all seeds is the figure's only work.
  private let panels: [GradientPanel]

  /// An arm's histograms of a layer; nil where none were taken.
  private func map(_ arm: Int, _ layer: String) -> GradientMap? {
    guard let position = layers.firstIndex(of: layer) else { return nil }
    return panels[position].arms.first { $0.index == arm }?.map
  }

  /// The share of exactly zero components at the end, by arm and layer.
  private func zeroShare(_ arm: Int, _ layer: String) -> Double? { map(arm, layer)?.zeros.last }

  public var isEmpty: Bool { study.histogramLayers.isEmpty }

  public var title: String {
    guard let layer = study.firstHistogramLayer else { return "No gradients were recorded" }
    let shares = armIndices.compactMap { arm in
      zeroShare(arm, layer).map { (name: study.arms[arm].name, share: $0) }
    }
    if let dead = shares.first(where: { $0.share > 0.99 }) {
      return "No gradient reaches \(layer) (\(dead.name))"
    }
    let sizes = armIndices.compactMap { arm in
      middle(arm, layer).map { (name: study.arms[arm].name, size: $0) }
    }
    let broken = armIndices.filter { isBroken($0, layer) }
    if let arm = broken.first {
      return "Gradients of \(layer) stop being finite (\(study.arms[arm].name))"
    }
    // Sizes at different ends don't compare.
    let lost = armIndices.first { arm in
      let runs = study.arms[arm].runs
      return 2 * runs.count { $0.divergence != nil } > runs.count
    }
    if let lost { return "Gradients of \(layer) until the end (\(study.arms[lost].name) diverges)" }
    guard sizes.count == 2, sizes[0].size > 0, sizes[1].size > 0 else {
      return "Gradient sizes of \(layers.count) layers"
    }
    let ratio = sizes[1].size / sizes[0].size
    if ratio > 1.5 || ratio < 1 / 1.5 {
      let factor = NumberText.significant(max(ratio, 1 / ratio), digits: 2, trims: true)
      return "Gradients of \(layer) end \(factor)× \(ratio > 1 ? "larger" : "smaller") "
        + "(\(sizes[1].name))"
    }
    return "Gradients of \(layer) are within 1.5× of each other in both arms"
  }

  /// Whether most components of a layer's gradient were NaN or infinite at the end.
  private func isBroken(_ arm: Int, _ layer: String) -> Bool {
    map(arm, layer)?.brokenColumn != nil
  }

  /// The median size of a layer's gradient components at the end, zeros left out.
  private func middle(_ arm: Int, _ layer: String) -> Double? {
    guard let map = map(arm, layer) else { return nil }
    let (edges, shares) = map.last
    let total = shares.reduce(0, +)
    guard total > 0 else { return nil }
    var sum = 0.0
    for (bin, share) in shares.enumerated() {
      sum += share
      if sum >= total / 2 { return powerOfTen((edges[bin] + edges[bin + 1]) / 2) }
    }
    return nil
  }

  public var caption: String {
    let parts = layers.map { layer in
      let arms = armIndices.map { arm in
        if isBroken(arm, layer) { return "\(study.arms[arm].name) not finite" }
        let size = middle(arm, layer).map { NumberText.significant($0, digits: 2) } ?? "none"
        let zeros = zeroShare(arm, layer).map { Int(($0 * 100).rounded()) } ?? 0
        return "\(study.arms[arm].name) median size \(size), \(zeros) % exactly zero"
      }
      return "\(layer): \(arms.joined(separator: "; "))"
    }
    return "Sizes of gradient components at the last epoch, all \(study.seedCount) seeds. "
      + parts.joined(separator: ". ") + "."
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let all = study.histogramLayers.count
    let kept = all > layers.count ? "; \(layers.count) of \(all) layers shown" : ""
    let header = easel.header(
      title,
      "log₁₀ |g| of every component over epochs, all \(study.seedCount) seeds; the row at 0 counts "
        + "components that are exactly zero\(kept)", in: rect)
    guard !layers.isEmpty else { return header.shapes }
    let hasLines = GradientLines.quantities.contains { quantity in
      layers.contains { !study.curves(of: SeriesName.layer($0, quantity)).isEmpty }
    }
    let parts = hasLines ? header.rest.rows([0.66, 0.34], gap: 16) : [header.rest]
    var shapes = header.shapes + maps(in: parts[0], easel)
    if hasLines {
      shapes += GradientLines(study: study, arms: armIndices, layers: layers)
        .primitives(in: parts[1], easel)
    }
    return shapes
  }

  /// A row of heat maps for each layer, all on one axis, with the key above them.
  private func maps(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    var panels = panels
    let axis = GradientAxis(panels.flatMap { $0.arms.compactMap(\.map) })
    let nameWidth = min(
      rect.width * 0.16, layers.map { easel.size([theme.heading($0)]).width }.max() ?? 0)
    let keyHeight = 12.0
    var shapes = ColorBar(
      "share of components, cube-root scale", ramp: theme.ramp, low: "0", high: "100 %"
    )
    .primitives(
      endingAt: Point(rect.maxX, rect.minY + 4), theme: theme, measurer: easel.measurer)
    let body = rect.inset(top: keyHeight)
    // Names stand over the first row and epochs under the last, so these two are taller.
    let axisHeight = easel.size([theme.small("0")]).height * 2 + 5.5
    let nameHeight = easel.size([theme.strong("A")]).height + 3
    let gap = 8.0
    let rowHeight =
      (body.height - gap * Double(panels.count - 1) - nameHeight - axisHeight)
      / Double(panels.count)
    var top = body.minY
    for index in panels.indices {
      let (isFirst, isLast) = (index == 0, index == panels.count - 1)
      let height = rowHeight + (isFirst ? nameHeight : 0) + (isLast ? axisHeight : 0)
      let part = Rect(x: body.minX, y: top, width: body.width, height: height)
      top += height + gap
      panels[index].axis = axis
      panels[index].hasHistograms = true
      panels[index].hasNames = isFirst
      panels[index].hasEpochs = isLast
      panels[index].usesTitles = true
      let name = easel.fitted([theme.heading(layers[index])], width: nameWidth, lines: 3)
      shapes.append(
        .text(
          name, at: Point(part.minX, part.minY + (isFirst ? nameHeight : 0)),
          Anchor(.leading, .top)))
      shapes += panels[index].primitives(in: part.inset(left: nameWidth + 12), easel)
    }
    return shapes
  }
}
