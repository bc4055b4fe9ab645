internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

extension PanelMaker {
  /// What fired, with its evidence.
  func symptoms(width: Double, column: Double) -> [PageBlock] {
    let fired = findings.symptoms.filter { $0.state == .fired }
    guard !findings.symptoms.isEmpty else { return [] }
    let matrix = SymptomMatrix(study, findings)
    let hasMatrix = figures[DiagnosisFigure.name] != nil
    var blocks: [PageBlock] = []
    // Beside the matrix, whose title counts what fired, a second title would say the same.
    if !hasMatrix {
      blocks.append(.text([theme.title(matrix.title)], width: width, gap: 2, easel))
      blocks[0].keepsWithNext = true
      let rule =
        "A symptom fires where it holds in at least two thirds of the seeds; a margin of 1 is "
        + "at the threshold, larger is worse."
      blocks.append(.text([theme.small(rule)], width: width, gap: 12, easel))
    } else if !fired.isEmpty {
      // In the columns, so that it never stands apart from what it heads.
      blocks.append(.heading("What fired", width: column, easel).inColumns)
    }
    var named: Set<String> = []
    for group in PanelMaker.grouped(fired) {
      var block = self.block(of: group, width: column).inColumns
      if named.insert(group.symptom.code).inserted {
        block = block.named(PanelMaker.place(of: group.symptom.code))
      }
      blocks.append(block)
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

  /// A fired symptom: its name and arms, what was seen, the numbers behind it, and links to the figure
  /// that shows its cause and back to the verdict.
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
    let links = self.links(of: symptom.code, endingAt: width)
    let inner = width - 12 - links.width
    let name = SymptomMatrix.name(of: symptom.code)
    let lines = [
      TextBlock.fitted(
        [theme.heading("\(name)  ")] + names, width: inner,
        maximumLines: 2, measurer: easel.measurer),
      TextBlock([theme.small(sentence(symptom.sentence), color: theme.ink)], width: inner),
      TextBlock([theme.small(numbers(of: symptom))], width: inner),
    ]
    var shapes = links.shapes
    var top = 0.0
    for line in lines {
      shapes.append(.text(line, at: Point(12, top), Anchor(.leading, .top)))
      top += easel.size(line).height + 1
    }
    shapes.append(.rectangle(Rect(x: 0, y: 1.5, width: 3, height: top - 2), fill: color))
    var block = PageBlock(shapes, height: top, gap: 8)
    let isEverywhere = group.arms.count == study.arms.count && group.arms.count > 1
    block.entry = "\(name): \(isEverywhere ? "all arms" : group.arms.joined(separator: ", "))"
    return block
  }

  /// Where the evidence of a symptom leads, under each other at the right, with the room they take.
  private func links(
    of code: String, endingAt right: Double
  ) -> (shapes: [Primitive], width: Double) {
    var targets: [(words: String, place: String)] = []
    if let figure = PanelMaker.figure(for: code), figures[figure] != nil {
      targets.append(("→ see \(figure)", "figure-\(figure)"))
    }
    if placedPanels.contains(.explanation), !findings.reasons.isEmpty {
      targets.append(("→ back to why", PanelMaker.whyPlace))
    } else if placedPanels.contains(.verdict) {
      targets.append(("→ back to the verdict", PanelMaker.verdictPlace))
    }
    var shapes: [Primitive] = []
    var (top, widest) = (1.0, 0.0)
    for target in targets {
      let block = TextBlock([theme.small(target.words)], alignment: .trailing)
      let size = easel.size(block)
      shapes.append(.text(block, at: Point(right, top), Anchor(.trailing, .top)))
      shapes.append(
        .link(
          .destination(target.place),
          Rect(x: right - size.width, y: top, width: size.width, height: size.height)))
      top += size.height + 1
      widest = max(widest, size.width)
    }
    return (shapes, widest > 0 ? widest + 14 : 0)
  }

  /// The place at the top of the verdict.
  static let verdictPlace = "verdict"

  private func numbers(of symptom: SymptomFinding) -> String {
    var parts: [String] = []
    if let value = symptom.valueText {
      parts.append((symptom.quantity.isEmpty ? "" : "\(symptom.quantity): ") + value)
    }
    if let threshold = symptom.thresholdText { parts.append("threshold\u{a0}\(threshold)") }
    if let margin = symptom.marginText { parts.append("margin\u{a0}\(margin)") }
    parts.append("\(symptom.seedsFired)\u{a0}of\u{a0}\(symptom.seedsExamined)\u{a0}seeds")
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
}
