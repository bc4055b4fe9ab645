internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

extension PanelMaker {
  /// The numbers of all rules where no matrix prints them, then what could not be looked at and why.
  func rules(width: Double) -> [PageBlock] {
    guard !findings.symptoms.isEmpty else { return [] }
    let matrix = SymptomMatrix(study, findings)
    var blocks: [PageBlock] = []
    let detail = SymptomPanel(matrix: matrix).detail(width: width, easel)
    let printed = figures[DiagnosisFigure.name] != nil ? detail : .marks
    if !printed.hasNumbers {
      blocks.append(.heading("Every rule in every arm", width: width, easel))
      blocks +=
        study.arms.count <= PanelMaker.mostArmColumns
        ? columns(of: matrix, hasMargins: !printed.hasMargin, width: width)
        : list(of: matrix, width: width)
      blocks[blocks.count - 1].gap = 14
    }
    let blind = findings.symptoms.filter { $0.state == .notApplicable }
    if !blind.isEmpty {
      blocks.append(.heading("Could not look", width: width, easel))
      blocks += unseen(blind, width: width)
    }
    return blocks
  }

  /// More arms than this have no room for a column each.
  private static let mostArmColumns = 4

  /// A row a rule, a column an arm.
  private func columns(
    of matrix: SymptomMatrix, hasMargins: Bool, width: Double
  ) -> [PageBlock] {
    let columns: [PageTable.Column] =
      [
        .init(title: "rule", weight: 1.5), .init(title: "measured", weight: 2.6),
        .init(title: "threshold", weight: 0.9, alignment: .trailing),
      ] + study.arms.map { .init(title: $0.name, weight: 1.6, alignment: .trailing) }
    let rows = matrix.rows.map { row -> [[TextRun]] in
      let head: [[TextRun]] = [
        [theme.small(row.name, color: theme.ink)], [theme.small(row.quantity)],
        [theme.small(thresholds(of: row))],
      ]
      return head
        + row.cells.map { finding in
          finding.map { [run(of: $0, hasMargin: hasMargins)] } ?? [theme.small("")]
        }
    }
    return PageTable(columns: columns, rows: rows).blocks(width: width, easel)
  }

  /// Many arms: a row a rule, with all arms after each other.
  private func list(of matrix: SymptomMatrix, width: Double) -> [PageBlock] {
    let columns: [PageTable.Column] = [
      .init(title: "rule", weight: 1.3), .init(title: "measured, threshold", weight: 1.8),
      .init(title: "in each arm", weight: 4.6),
    ]
    let rows = matrix.rows.map { row -> [[TextRun]] in
      let threshold = thresholds(of: row)
      let measured = [row.quantity, threshold].filter { !$0.isEmpty }.joined(separator: ", ")
      let arms = told(row)
      return [[theme.small(row.name, color: theme.ink)], [theme.small(measured)], arms]
    }
    return PageTable(columns: columns, rows: rows, mostLines: 40).blocks(width: width, easel)
  }

  /// What each arm has, those of one text together.
  private func told(_ row: SymptomMatrix.Row) -> [TextRun] {
    var groups: [(run: TextRun, arms: [Int])] = []
    for (index, finding) in row.cells.enumerated() {
      guard let finding else { continue }
      let run = run(of: finding, hasMargin: true)
      if let same = groups.firstIndex(where: { $0.run == run }) {
        groups[same].arms.append(index)
      } else {
        groups.append((run, [index]))
      }
    }
    return groups.flatMap { run, arms -> [TextRun] in
      let isAll = arms.count == study.arms.count
      let names = arms.map { study.arms[$0].name.shortened(to: 32) }.joined(separator: ", ")
      let color = arms.count == 1 ? theme.arm(arms[0]).text : theme.secondary
      return [
        theme.small((isAll ? "all arms" : names) + ": ", color: color), run, theme.small(";  "),
      ]
    }
  }

  /// "> 0.5", or each arm's where they differ.
  private func thresholds(of row: SymptomMatrix.Row) -> String {
    var texts: [String] = []
    for case let finding? in row.cells {
      guard let text = SymptomCellLayout.threshold(finding, in: row), !texts.contains(text) else {
        continue
      }
      texts.append(text)
    }
    return texts.joined(separator: " or ")
  }

  /// "fired: 1.1, margin 2.2, 8 of 8", as far as it is known.
  private func run(of finding: SymptomFinding, hasMargin: Bool) -> TextRun {
    guard finding.state != .notApplicable else { return theme.small(finding.stateText) }
    var parts = [finding.valueText].compactMap(\.self)
    if hasMargin, let margin = finding.marginText { parts.append("margin\u{a0}\(margin)") }
    let isTold = hasMargin && (finding.state == .fired || finding.seedsFired > 0)
    if isTold, let seeds = finding.seedsText {
      parts.append(seeds.replacing(" ", with: "\u{a0}"))
    }
    let numbers = parts.joined(separator: ", ")
    if finding.state == .fired {
      return theme.strong("fired" + (numbers.isEmpty ? "" : ": \(numbers)"))
    }
    return theme.small(numbers.isEmpty ? "clear" : numbers, color: theme.ink)
  }

  /// Rules that could not look: those of one reason in the same arms together.
  private func unseen(_ symptoms: [SymptomFinding], width: Double) -> [PageBlock] {
    var found: [(code: String, reason: String, arms: [String])] = []
    for symptom in symptoms {
      let same = found.firstIndex { $0.code == symptom.code && $0.reason == symptom.sentence }
      if let same {
        found[same].arms.append(symptom.arm)
      } else {
        found.append((symptom.code, symptom.sentence, [symptom.arm]))
      }
    }
    var rows: [(names: [String], reason: String, arms: [String])] = []
    for (code, reason, arms) in found {
      let name = SymptomMatrix.name(of: code)
      if let same = rows.firstIndex(where: { $0.reason == reason && $0.arms == arms }) {
        rows[same].names.append(name)
      } else {
        rows.append(([name], reason, arms))
      }
    }
    let columns: [PageTable.Column] = [
      .init(title: "rules", weight: 4), .init(title: "arms", weight: 2),
      .init(title: "why not", weight: 4),
    ]
    let cells = rows.map { row in
      let arms =
        row.arms.count == study.arms.count && row.arms.count > 1
        ? "all" : row.arms.joined(separator: ", ")
      let names = row.names.joined(separator: ", ")
      return [
        [theme.small(names, color: theme.ink)], [theme.small(arms)], [theme.small(row.reason)],
      ]
    }
    return PageTable(columns: columns, rows: cells).blocks(width: width, easel)
  }
}
