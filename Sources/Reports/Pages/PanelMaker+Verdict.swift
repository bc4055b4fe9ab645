internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

extension PanelMaker {
  func verdict(width: Double) -> [PageBlock] {
    let title = findings.headline.isEmpty ? study.title : findings.headline
    let header = SummaryHeader(study: study, findings: findings, title: title)
      .primitives(in: Rect(x: 0, y: 0, width: width, height: 400), easel)
    return [
      PageBlock(header.shapes, height: header.end, gap: 6).named(PanelMaker.verdictPlace)
    ]
  }

  /// The verdict in words, why, and what to read with care.
  func explanation(width: Double) -> [PageBlock] {
    var blocks: [PageBlock] = []
    func add(_ title: String, _ sentences: [(text: String, link: LinkTarget?)]) {
      guard !sentences.isEmpty else { return }
      if !blocks.isEmpty { blocks[blocks.count - 1].gap = 9 }
      blocks.append(.heading(title, width: width, easel))
      for sentence in sentences {
        blocks.append(
          .text([theme.body(sentence.text)], width: width, gap: 4, link: sentence.link, easel))
      }
      if title == PanelMaker.why {
        let head = blocks.count - sentences.count - 1
        blocks[head] = blocks[head].named(PanelMaker.whyPlace)
      }
    }
    add("In words", leadingSentences.map { ($0, nil) })
    add(
      PanelMaker.why,
      findings.reasons.map { reason in
        (sentence(reason.sentence), evidence(for: reason.rule))
      })
    guard !findings.caveats.isEmpty else { return blocks.map(\.inColumns) }
    if !blocks.isEmpty { blocks[blocks.count - 1].gap = 9 }
    blocks.append(.heading("Read with care", width: width, easel))
    var caveats = Array(findings.caveats.prefix(PanelMaker.mostCaveats))
    let more = findings.caveats.count - caveats.count
    if more > 0 { caveats.append("\(more) more in results.json.") }
    blocks += caveats.map { .text([theme.small($0)], width: width, gap: 3, easel) }
    return blocks.map(\.inColumns)
  }

  private static let why = "Why"
  static let whyPlace = "why"

  /// Each of many experiments may come with the same warning; more than this nobody reads.
  private static let mostCaveats = 6

  /// The verdicts in words; of many experiments those that the report leads with.
  private var leadingSentences: [String] {
    let most = 3
    let all = findings.comparisons
    guard all.count > most, let lead = findings.lead else {
      return all.map { sentence($0.sentence) }
    }
    let chosen = [lead] + all.filter { $0 != lead }.prefix(most - 1)
    return chosen.map { sentence("\($0.experiment): \($0.sentence)") }
      + ["The table below has all \(all.count) experiments."]
  }

  /// Where a reason's evidence stands: its symptom, the table of levels, or a figure.
  private func evidence(for rule: String) -> LinkTarget? {
    let hasFired = findings.symptoms.contains { $0.code == rule && $0.state == .fired }
    if hasFired, placedPanels.contains(.symptoms) {
      return .destination(PanelMaker.place(of: rule))
    }
    let isLevel =
      rule == "reference-level" || rule == "stability" || ReferenceLevel.Kind(rawValue: rule) != nil
    if isLevel, !findings.referenceLevels.isEmpty, placedPanels.contains(.levels) {
      return .destination(PanelMaker.levelsPlace)
    }
    let figure = rule == "gradient-share" ? "features" : PanelMaker.figure(for: rule)
    guard let figure, figures[figure] != nil else { return nil }
    return .destination("figure-\(figure)")
  }

  /// A sentence with a capital and a full stop; a name of an arm stays as the spec writes it.
  func sentence(_ text: String) -> String {
    let startsWithName = study.arms.contains { text.hasPrefix($0.name) }
    let whole = text.replacing(" %", with: "\u{a0}%").withFullStop
    return startsWithName ? whole : whole.capitalizedFirst
  }

  /// The name of the place where a symptom's evidence stands.
  static func place(of rule: String) -> String { "rule-\(rule)" }

  func changes(width: Double) -> [PageBlock] {
    guard study.arms.count > 1 else { return [] }
    let panel = ChangePanel(study: study)
      .primitives(in: Rect(x: 0, y: 0, width: width, height: 0.6 * pageHeight), easel)
    return [PageBlock(panel.shapes, height: panel.end, gap: 6)]
  }

  func arms(width: Double) -> [PageBlock] {
    let outcomes = ArmOutcome.all(of: study, findings)
    guard !outcomes.isEmpty else { return [] }
    let metric = study.words(study.metric)
    let columns: [PageTable.Column] = [
      .init(title: "arm", weight: 2.3),
      .init(title: "\(metric), median", weight: 1.5, alignment: .trailing),
      .init(title: "lowest to highest", weight: 1.9, alignment: .trailing),
      .init(title: "diverged", weight: 1, alignment: .trailing),
      .init(title: "against the control, 95 % interval", weight: 2.8, alignment: .trailing),
      .init(title: "seeds better", weight: 1.1, alignment: .trailing),
      .init(title: "p", weight: 0.8, alignment: .trailing),
    ]
    let rows = outcomes.map { outcome -> [[TextRun]] in
      let style = theme.arm(outcome.index)
      let range = outcome.finiteRange.map {
        "\(NumberText.significant($0.low)) to \(NumberText.significant($0.high))"
      }
      let comparison = outcome.comparison
      let better = comparison.map { "\($0.seedsImproved) of \($0.pairCount)" }
      let cells = [
        outcome.median.map { NumberText.significant($0) } ?? "not measured",
        range ?? "none finite", "\(outcome.divergedCount) of \(outcome.arm.runs.count)",
        comparison?.effectText ?? "control", better ?? "", comparison?.pText ?? "",
      ]
      return [[theme.strong(outcome.arm.name, color: style.text)]]
        + cells.map { [theme.small($0, color: theme.ink)] }
    }
    var blocks = table("Arms", columns, rows, width: width)
    // After the heading and the table's head.
    for (index, outcome) in outcomes.enumerated() { blocks[index + 2].entry = outcome.arm.name }
    return blocks
  }

  func contentsList(width: Double, column: Double) -> [PageBlock] {
    guard !contents.isEmpty else { return [] }
    var heading = PageBlock.heading("On the next pages", width: width, easel)
    heading.entry = nil
    return [heading]
      + contents.map { entry in
        let number = TextBlock([theme.small("page \(entry.label)")], alignment: .trailing)
        let title = easel.fitted([theme.small(entry.title, color: theme.ink)], width: column - 48)
        let height = easel.size(title).height
        let line = Rect(x: 0, y: 0, width: column, height: height)
        return PageBlock(
          [
            .text(title, at: Point(0, 0), Anchor(.leading, .top)),
            .text(number, at: Point(column, 0), Anchor(.trailing, .top)),
            .polyline(
              [Point(0, height + 1.5), Point(column, height + 1.5)],
              Stroke(theme.grid, width: 0.5)),
            .link(.page(entry.number), line),
          ], height: height + 2, gap: 2
        ).inColumns
      }
  }

  func expectations(width: Double) -> [PageBlock] {
    guard !findings.expectations.isEmpty else { return [] }
    return [.heading("Expectations", width: width, easel)]
      + findings.expectations.map { result in
        let mark = theme.strong(result.met ? "met  " : "not met  ")
        return .text(
          [
            mark,
            theme.small(
              result.sentence.without(prefix: result.met ? "met: " : "not met: "),
              color: theme.ink),
          ], width: width, gap: 3, easel)
      }
  }
}
