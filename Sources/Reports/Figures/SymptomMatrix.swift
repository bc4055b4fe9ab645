internal import Charts
internal import Diagnostics
internal import Records

/// What the rules found, arranged as rows of rules and columns of arms.
struct SymptomMatrix {
  /// One rule with its finding in each arm, nil where the arm was not examined.
  struct Row {
    var code: String
    var quantity: String
    var cells: [SymptomFinding?]

    /// "Dead units".
    var name: String { SymptomMatrix.name(of: code) }

    func count(_ state: SymptomFinding.State) -> Int { cells.count { $0?.state == state } }

    /// Whether small values are the bad ones; nil where no arm's margin tells.
    var firesBelow: Bool? {
      for case let finding? in cells {
        guard let value = finding.value, let threshold = finding.threshold,
          let margin = finding.margin, value.isFinite, margin.isFinite, value != threshold
        else { continue }
        return (value > threshold) != (margin > 1)
      }
      return nil
    }
  }

  /// Rows of one kind, under one heading.
  struct Group {
    var title: String
    var rows: [Row]
  }

  var study: StudyRecord
  var rows: [Row]

  init(_ study: StudyRecord, _ findings: Findings) {
    self.study = study
    var codes: [String] = []
    var found: [String: [SymptomFinding]] = [:]
    for finding in findings.symptoms {
      if found[finding.code] == nil { codes.append(finding.code) }
      found[finding.code, default: []].append(finding)
    }
    rows = codes.map { code in
      let own = found[code] ?? []
      return Row(
        code: code, quantity: own.first?.quantity ?? "",
        cells: study.arms.map { arm in own.first { $0.arm == arm.name } })
    }
  }

  /// "dead-units" as "Dead units", "lr-too-low" as "Learning rate too low".
  static func name(of code: String) -> String {
    let words = code.split(separator: "-").map { $0 == "lr" ? "learning rate" : String($0) }
    return words.joined(separator: " ").capitalizedFirst
      .replacing("Non finite", with: "Non-finite")
  }

  /// What fired somewhere, then what is clear wherever a rule could look, then what none could see.
  var groups: [Group] {
    let fired = rows.filter { $0.count(.fired) > 0 }
    let rest = rows.filter { $0.count(.fired) == 0 }
    let isPair = study.arms.count > 1
    return [
      Group(title: isPair ? "Fired in at least one arm" : "Fired", rows: fired),
      Group(
        title: isPair ? "Clear wherever a rule could look" : "Clear",
        rows: rest.filter { $0.count(.clear) > 0 }),
      Group(title: "Could not look", rows: rest.filter { $0.count(.clear) == 0 }),
    ].filter { !$0.rows.isEmpty }
  }

  func count(_ state: SymptomFinding.State, arm index: Int) -> Int {
    rows.count { $0.cells[index]?.state == state }
  }

  /// The names of the rules that fired in an arm.
  private func fired(arm index: Int) -> [String] {
    rows.filter { $0.cells[index]?.state == .fired }.map(\.name)
  }

  /// "6 fired, 10 clear, 2 could not look".
  func counts(arm index: Int) -> String {
    var parts = ["\(count(.fired, arm: index)) fired", "\(count(.clear, arm: index)) clear"]
    let blind = count(.notApplicable, arm: index)
    if blind > 0 { parts.append("\(blind) could not look") }
    return parts.joined(separator: ", ")
  }

  var title: String {
    let names = study.arms.map { LossStory.shortName($0.name) }
    let all = names.indices.map { fired(arm: $0) }
    guard let first = all.first else { return "No arm was examined" }
    if all.allSatisfy(\.isEmpty) {
      let place = names.count > 2 ? " in any of \(names.count) arms" : " in either arm"
      return "No symptom fires" + (names.count == 1 ? "" : place)
    }
    let subject =
      switch first.count {
      case 0: "No symptom fires"
      case 1: "\(first[0]) fires"
      default: "\(first.count) symptoms fire"
      }
    guard all.count > 1 else { return subject }
    if all.count == 2, all[0] == all[1] {
      return first.count == 1 ? "\(subject) in both arms" : "The same \(subject) in both arms"
    }
    func number(_ count: Int) -> String { count == 0 ? "none" : "\(count)" }
    let counts = all.dropFirst().map(\.count)
    if counts.count == 1 { return "\(subject) in \(names[0]), \(number(counts[0])) in \(names[1])" }
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let range =
      most == 0
      ? "none in the"
      : least == most
        ? "\(most) in each of the"
        : least == 0 ? "at most \(most) in the" : "\(least) to \(most) in the"
    return "\(subject) in \(names[0]), \(range) \(counts.count) experiments"
  }

  /// The title with what fired in each arm, for readers who don't see the matrix.
  var caption: String {
    let most = 4
    var parts = study.arms.indices.prefix(most).map { index in
      let fired = fired(arm: index).map { $0.lowercased() }
      let listed = fired.isEmpty ? "" : " (\(fired.joined(separator: ", ")))"
      return "\(study.arms[index].name): \(counts(arm: index))\(listed)"
    }
    if study.arms.count > most { parts.append("and \(study.arms.count - most) more arms") }
    return "\(title). \(rows.count) rules in \(study.arms.count) arms: "
      + "\(parts.joined(separator: "; "))."
  }
}

/// The numbers of findings as they are printed everywhere.
extension SymptomFinding {
  var valueText: String? { value.map { Figures.number($0) } }

  var thresholdText: String? { threshold.map { Figures.number($0) } }

  var marginText: String? { margin.map { Figures.number($0, digits: 2) } }

  var seedsText: String? { seedsExamined > 0 ? "\(seedsFired) of \(seedsExamined)" : nil }

  /// The state in a word or two.
  var stateText: String {
    switch state {
    case .fired: "fired"
    case .clear: "clear"
    case .notApplicable: "no look"
    }
  }
}
