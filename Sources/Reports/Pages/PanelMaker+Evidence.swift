internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

extension PanelMaker {
  /// What fired with its numbers, then what was clear, then what could not be looked at.
  func symptoms(width: Double, column: Double) -> [PageBlock] {
    let fired = findings.symptoms.filter { $0.state == .fired }
    guard !findings.symptoms.isEmpty else { return [] }
    let count = fired.count
    let title =
      count == 0
      ? "No symptom fired" : count == 1 ? "One symptom fired" : "\(count) symptoms fired"
    var blocks: [PageBlock] = [
      .text([theme.title(title)], width: width, gap: 2, easel),
      .text(
        [
          theme.small(
            "A symptom fires where it holds in at least two thirds of the seeds; a margin of 1 is "
              + "at the threshold, larger is worse.")
        ], width: width, gap: 12, easel),
    ]
    blocks[0].keepsWithNext = true
    var named: Set<String> = []
    for group in PanelMaker.grouped(fired) {
      var block = self.block(of: group, width: column).inColumns
      if named.insert(group.symptom.code).inserted {
        block = block.named(PanelMaker.place(of: group.symptom.code))
      }
      blocks.append(block)
    }
    blocks[blocks.count - 1].gap = 14
    let clear = findings.symptoms.filter { $0.state == .clear }
    if !clear.isEmpty {
      blocks.append(.heading("Clear", width: width, easel))
      blocks += table(of: clear, width: width)
      if clear.contains(where: { $0.value != nil && Self.deciding($0) == nil }) {
        blocks[blocks.count - 1].gap = 3
        let note =
          "clear: the number was beyond its threshold, but in too few seeds or without the rule's "
          + "other conditions; it is in results.json."
        blocks.append(.text([theme.small(note)], width: width, gap: 14, easel))
      }
      blocks[blocks.count - 1].gap = 14
    }
    let blind = findings.symptoms.filter { $0.state == .notApplicable }
    if !blind.isEmpty {
      blocks.append(.heading("Could not look", width: width, easel))
      blocks += unseen(blind, width: width)
    }
    return blocks
  }

  /// A symptom with the arms in which it was seen in the same words.
  private typealias SymptomGroup = (symptom: SymptomFinding, arms: [String])

  private static func grouped(_ symptoms: [SymptomFinding]) -> [SymptomGroup] {
    var groups: [SymptomGroup] = []
    for symptom in symptoms {
      let same = groups.firstIndex {
        $0.symptom.code == symptom.code && $0.symptom.sentence == symptom.sentence
          && $0.symptom.value == symptom.value
      }
      if let same {
        groups[same].arms.append(symptom.arm)
      } else {
        groups.append((symptom, [symptom.arm]))
      }
    }
    return groups
  }

  /// A fired symptom: its name and arms, what was seen, and the numbers behind it.
  private func block(of group: SymptomGroup, width: Double) -> PageBlock {
    let symptom = group.symptom
    let style = theme.arm(study.armIndex(symptom.arm))
    let names =
      group.arms.count == 1
      ? [theme.strong(symptom.arm, color: style.text)]
      : group.arms.count == study.arms.count
        ? [theme.strong("all arms")]
        : group.arms.flatMap { arm in
          [theme.strong(arm + "  ", color: theme.arm(study.armIndex(arm)).text)]
        }
    let color = group.arms.count == 1 ? style.color : theme.neutral
    let title = symptom.code.split(separator: "-").joined(separator: " ").capitalizedFirst
    let inner = width - 12
    let figure = PanelMaker.figure(for: symptom.code).flatMap {
      placedFigures.contains($0) ? $0 : nil
    }
    let seen = figure.map { "\u{a0}\u{a0}·  see \($0)" } ?? ""
    let lines = [
      TextBlock.fitted(
        [theme.heading("\(title)  ")] + names, width: inner,
        maximumLines: 2, measurer: easel.measurer),
      TextBlock([theme.small(sentence(symptom.sentence), color: theme.ink)], width: inner),
      TextBlock([theme.small(numbers(of: symptom) + seen)], width: inner),
    ]
    var shapes: [Primitive] = []
    var top = 0.0
    for line in lines {
      shapes.append(.text(line, at: Point(12, top), Anchor(.leading, .top)))
      top += easel.size(line).height + 1
    }
    shapes.append(.rectangle(Rect(x: 0, y: 1.5, width: 3, height: top - 2), fill: color))
    // The name leads back to what it explains, the rest on to where it is seen.
    let name = easel.size(lines[0]).height
    let isReason = findings.reasons.contains { $0.rule == symptom.code }
    if isReason, placedPanels.contains(.explanation) {
      shapes.append(
        .link(
          .destination(PanelMaker.whyPlace), Rect(x: 0, y: 0, width: width, height: name)))
    }
    if let figure {
      shapes.append(
        .link(
          .destination("figure-\(figure)"),
          Rect(x: 0, y: name, width: width, height: top - name)))
    }
    var block = PageBlock(shapes, height: top, gap: 8)
    block.entry =
      "\(title): \(group.arms.count == study.arms.count && group.arms.count > 1 ? "all arms" : group.arms.joined(separator: ", "))"
    return block
  }

  private func numbers(of symptom: SymptomFinding) -> String {
    var parts: [String] = []
    if let value = symptom.value {
      let quantity = symptom.quantity.isEmpty ? "" : "\(symptom.quantity): "
      parts.append("\(quantity)\(NumberText.significant(value))")
    }
    if let threshold = symptom.threshold {
      parts.append("threshold \(NumberText.significant(threshold, trims: true))")
    }
    if let margin = symptom.margin {
      parts.append("margin \(NumberText.significant(margin, digits: 2, trims: true))")
    }
    parts.append("\(symptom.seedsFired) of \(symptom.seedsExamined) seeds")
    return parts.joined(separator: "\u{a0}\u{a0}·  ")
  }

  /// The figure that shows a symptom's evidence.
  static func figure(for code: String) -> String? {
    switch SymptomCode(rawValue: code) {
    case .notNormalised, .leakyScaler: "features"
    case .vanishingGradient, .explodingGradient, .deadUnits, .noUpdate: "gradients"
    case nil: nil
    default: "loss"
    }
  }

  /// Rules that did not fire, a row each, with every arm's value beside the threshold.
  private func table(of symptoms: [SymptomFinding], width: Double) -> [PageBlock] {
    var codes: [String] = []
    for symptom in symptoms where !codes.contains(symptom.code) { codes.append(symptom.code) }
    let arms = study.arms.map(\.name)
    let isWide = arms.count <= PanelMaker.mostArmColumns
    var columns: [PageTable.Column] = [
      .init(title: "symptom", weight: 1.5), .init(title: "measured", weight: 3),
      .init(title: "threshold", weight: 0.9, alignment: .trailing),
    ]
    columns +=
      isWide
      ? arms.map { .init(title: $0, weight: 1.2, alignment: .trailing) }
      : [.init(title: "clear arms, lowest to highest", weight: 2.4, alignment: .trailing)]
    let rows = codes.map { code -> [[TextRun]] in
      let own = symptoms.filter { $0.code == code }
      func cell(_ arm: String) -> String {
        guard let symptom = own.first(where: { $0.arm == arm }) else {
          return findings.symptom(code, arm: arm)?.state == .fired ? "fired" : "no look"
        }
        return Self.deciding(symptom).map { NumberText.significant($0) } ?? "clear"
      }
      let values = own.compactMap { Self.deciding($0) }.filter(\.isFinite)
      let range = [values.min(), values.max()].compactMap(\.self)
        .map { NumberText.significant($0) }.joined(separator: " to ")
      let threshold = own.compactMap(\.threshold).first
      return [
        [theme.small(code, color: theme.ink)], [theme.small(own.first?.quantity ?? "")],
        [theme.small(threshold.map { NumberText.significant($0, trims: true) } ?? "")],
      ]
        + (isWide ? arms.map(cell) : ["\(own.count) of \(arms.count) arms\n\(range)"])
        .map { [theme.small($0, color: theme.ink)] }
    }
    return PageTable(columns: columns, rows: rows).blocks(width: width, easel)
  }

  /// The number that kept a rule from firing; nil where it is beyond the threshold, so that
  /// something else did: too few seeds, or another of the rule's conditions.
  private static func deciding(_ symptom: SymptomFinding) -> Double? {
    if let margin = symptom.margin, margin >= 1 { return nil }
    return symptom.value
  }

  /// More arms than this have no room for a column each.
  private static let mostArmColumns = 4

  /// Rules that could not look, those of one reason together.
  private func unseen(_ symptoms: [SymptomFinding], width: Double) -> [PageBlock] {
    var rows: [(code: String, reason: String, arms: [String])] = []
    for symptom in symptoms {
      if let i = rows.firstIndex(where: { $0 == (symptom.code, symptom.sentence, $0.arms) }) {
        rows[i].arms.append(symptom.arm)
      } else {
        rows.append((symptom.code, symptom.sentence, [symptom.arm]))
      }
    }
    let columns: [PageTable.Column] = [
      .init(title: "symptom", weight: 1.6), .init(title: "arms", weight: 2),
      .init(title: "why not", weight: 5),
    ]
    let cells = rows.map { row in
      let arms =
        row.arms.count == study.arms.count && row.arms.count > 1
        ? "all" : row.arms.joined(separator: ", ")
      return [
        [theme.small(row.code, color: theme.ink)], [theme.small(arms)], [theme.small(row.reason)],
      ]
    }
    return PageTable(columns: columns, rows: cells).blocks(width: width, easel)
  }

  static let levelsPlace = "levels"

  /// What "high" means: the levels, then the arms that stay at one of them.
  func levels(width: Double) -> [PageBlock] {
    guard !findings.referenceLevels.isEmpty || !findings.stability.isEmpty else { return [] }
    var blocks: [PageBlock] = []
    if !findings.referenceLevels.isEmpty {
      blocks.append(
        .heading("What the levels mean", width: width, easel).named(PanelMaker.levelsPlace))
      let columns: [PageTable.Column] = [
        .init(title: "level", weight: 2), .init(title: "loss", weight: 0.8, alignment: .trailing),
        .init(title: "meaning", weight: 5),
      ]
      let rows = findings.referenceLevels.map { level in
        [
          [theme.small(level.label, color: theme.ink)],
          [theme.small(NumberText.significant(level.value, digits: 4), color: theme.ink)],
          [theme.small(level.meaning)],
        ]
      }
      blocks += PageTable(columns: columns, rows: rows).blocks(width: width, easel)
      blocks[blocks.count - 1].gap = 8
    }
    // The loss figure's subtitle has told of the first two plateaus.
    let sentences =
      findings.plateaus.dropFirst(2).map { sentence($0.sentence) }
      + findings.stability.map { limit in
        let rate = NumberText.significant(limit.learningRate, trims: true)
        let kind = limit.appliesToOptimizer ? "" : " for plain gradient descent"
        return "\(limit.arm): learning rate \(rate), stable\(kind) below \(limit.formula) = "
          + "\(NumberText.significant(limit.limit)) (λ_max \(NumberText.significant(limit.largestCurvature)))."
      }
    blocks += sentences.map {
      .text([theme.small($0, color: theme.ink)], width: width, gap: 3, easel)
    }
    return blocks
  }
}
