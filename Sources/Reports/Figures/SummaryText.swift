internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The card's head: the finding, the settings in a line, and the verdict as a badge.
struct SummaryHeader {
  var study: StudyRecord
  var findings: Findings
  var title: String
  /// A title that would take more lines is set smaller.
  var titleLines = 3

  func primitives(in rect: Rect, _ easel: Easel) -> (shapes: [Primitive], end: Double) {
    let theme = easel.theme
    let badge = findings.lead.map {
      self.badge(
        VerdictWords($0, study: study, among: findings.comparisons.count), at: rect, easel)
    }
    let width = rect.width - (badge.map { $0.width + 20 } ?? 0)
    let isLong = easel.size([theme.title(title)]).width > width * Double(titleLines) * 0.9
    let head = easel.balanced(
      [isLong ? theme.heading(title) : theme.title(title)], width: width, lines: titleLines)
    let line = theme.body(settings, color: theme.secondary)
    let fits = easel.size([line]).width <= width
    let details = easel.fitted([fits ? line : theme.small(settings)], width: width, lines: 2)
    let column = easel.column(
      [head, details], from: Point(rect.minX, rect.minY), to: rect.maxY, gap: 3)
    return (column.shapes + (badge?.shapes ?? []), max(column.end - 3, badge?.end ?? 0))
  }

  /// What all arms share, in a line.
  private var settings: String {
    let data = study.dataset
    var parts = ["\(data.name), \(data.extent)"]
    func shared(_ key: (ArmRecord) -> String) -> String? {
      let values = Set(study.arms.map(key))
      return values.count == 1 ? values.first : nil
    }
    parts += [shared(\.network), shared(\.loss)].compactMap(\.self)
    let training = [
      shared(\.optimizer),
      shared { $0.batch.map { "batch \($0)" } ?? "full batch" },
      shared { $0.epochs == 1 ? "1 epoch" : "\($0.epochs) epochs" },
    ].compactMap(\.self)
    if !training.isEmpty { parts.append(training.joined(separator: ", ")) }
    let n = study.seedCount
    parts.append(n == 1 ? "one seed" : "\(n) paired seeds")
    return parts.filter { !$0.isEmpty }.joined(separator: "  ·  ")
  }

  private func badge(
    _ words: VerdictWords, at rect: Rect, _ easel: Easel
  ) -> (shapes: [Primitive], width: Double, end: Double) {
    let theme = easel.theme
    let style = words.winner.map { theme.arm($0) }
    let color = style?.text ?? theme.secondary
    let name = TextBlock([theme.heading(words.name, color: color)], alignment: .center)
    let evidence = TextBlock([theme.small(words.evidence, color: theme.ink)], alignment: .center)
    let (first, second) = (easel.size(name), easel.size(evidence))
    let width = max(first.width, second.width, 84) + 22
    let box = Rect(
      x: rect.maxX - width, y: rect.minY, width: width, height: first.height + second.height + 17)
    let fill = theme.background.mixed(with: style?.color ?? theme.neutral, share: 0.1)
    return (
      [
        .rectangle(
          box, fill: fill, stroke: Stroke(style?.color ?? theme.line, width: 1), cornerRadius: 4),
        .text(name, at: Point(box.midX, box.minY + 7), Anchor(.center, .top)),
        .text(
          evidence, at: Point(box.midX, box.minY + 10 + first.height), Anchor(.center, .top)),
      ], width, box.maxY
    )
  }
}

/// The card's lower left: the change, and the sentences that say why it acts.
struct SummaryReasons {
  var study: StudyRecord
  var findings: Findings

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let sentences = findings.reasons.map(\.sentence)
    let hasReasons = !sentences.isEmpty || !findings.caveats.isEmpty
    let limit = hasReasons ? rect.height * (study.arms.count > 2 ? 0.5 : 0.42) : rect.height
    let change = ChangePanel(study: study)
      .primitives(in: Rect(x: rect.x, y: rect.y, width: rect.width, height: limit), easel)
    guard hasReasons else { return change.shapes }
    let top = change.end + 7
    // Without reasons, what is left are warnings: they don't say why.
    let head = TextBlock([theme.heading(sentences.isEmpty ? "Read with care" : "Why")])
    let start = top + easel.size(head).height + 2
    func blocks(_ run: (String) -> TextRun) -> [TextBlock] {
      sentences.map { easel.fitted([run($0)], width: rect.width, lines: 3) }
        + findings.caveats.map { easel.fitted([theme.small($0)], width: rect.width, lines: 2) }
    }
    // Full-sized sentences where all of them fit, else small ones, as many as there is room for.
    let large = blocks { theme.body($0) }
    let height = large.reduce(0) { $0 + easel.size($1).height + 2 }
    let chosen = start + height <= rect.maxY ? large : blocks { theme.small($0, color: theme.ink) }
    let column = easel.column(chosen, from: Point(rect.minX, start), to: rect.maxY + 2, gap: 2)
    if column.shapes.isEmpty { return change.shapes }
    return change.shapes + [.text(head, at: Point(rect.minX, top), Anchor(.leading, .top))]
      + column.shapes
  }
}

/// The card's foot: what it was made from at the left, how the numbers were found at the right.
struct SummaryFooter {
  var study: StudyRecord
  var findings: Findings

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let method = findings.lead.map(Self.method) ?? ""
    let right = easel.fitted(
      [theme.small(method)], width: rect.width * 0.46, alignment: .trailing)
    let left = easel.fitted(
      [theme.small(origin)], width: rect.width - easel.size(right).width - 16)
    var shapes: [Primitive] = [
      .text(left, at: Point(rect.minX, rect.midY), Anchor(.leading, .middle))
    ]
    if !method.isEmpty {
      shapes.append(.text(right, at: Point(rect.maxX, rect.midY), Anchor(.trailing, .middle)))
    }
    return shapes
  }

  private var origin: String {
    let environment = study.environment
    let seeds = study.arms.first?.runs.map(\.seed) ?? []
    var parts = [
      "lossreport \(environment.lossreport)", study.name,
      "spec \(String(study.specDigest.prefix(8)))",
    ]
    if let first = seeds.first, let last = seeds.last {
      parts.append(first == last ? "seed \(first)" : "seeds \(first)–\(last)")
    }
    parts.append("\(environment.blas) \(environment.blasCore)")
    return parts.filter { !$0.isEmpty }.joined(separator: "  ·  ")
  }

  static func method(_ comparison: Comparison) -> String {
    let effect =
      comparison.scale == .logRatio ? "ratio is the geometric mean" : "difference is the mean"
    let test =
      switch comparison.test {
      case .enumerated: "exact sign-flip test"
      case .enumeratedRanks: "exact sign-flip test of ranks"
      case .sampled(let draws, let ranks):
        "sign-flip test\(ranks ? " of ranks" : ""), \(draws) draws"
      }
    return comparison.pValue == nil
      ? effect : "paired t 95 % interval; \(test); \(effect)"
  }
}
