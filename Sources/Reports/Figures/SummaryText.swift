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

  /// The verdict's sign and word in the colour of the arm that it is about.
  private func badge(
    _ words: VerdictWords, at rect: Rect, _ easel: Easel
  ) -> (shapes: [Primitive], width: Double, end: Double) {
    let theme = easel.theme
    let style = words.arm.map { theme.arm($0) }
    let (ink, color) = (style?.text ?? theme.secondary, style?.color ?? theme.neutral)
    let name = TextBlock([theme.heading(words.name, color: ink)])
    let evidence = TextBlock([theme.small(words.evidence, color: theme.ink)], alignment: .center)
    let (first, second) = (easel.size(name), easel.size(evidence))
    let sign = first.height + 1
    let width = max(first.width + sign + 6, second.width, 84) + 24
    let box = Rect(
      x: rect.maxX - width, y: rect.minY, width: width, height: first.height + second.height + 18)
    let left = box.midX - (first.width + sign + 6) / 2
    let middle = box.minY + 7.5 + first.height / 2
    let place = Rect(x: left, y: middle - sign / 2, width: sign, height: sign)
    return (
      [
        .rectangle(
          box, fill: theme.background.mixed(with: color, share: 0.1),
          stroke: Stroke(color, width: 1), cornerRadius: 5)
      ] + words.sign.primitives(in: place, disc: ink, ink: theme.background) + [
        .text(name, at: Point(left + sign + 6, middle), Anchor(.leading, .middle)),
        .text(
          evidence, at: Point(box.midX, box.minY + 11 + first.height), Anchor(.center, .top)),
      ], width, box.maxY
    )
  }
}

/// The card's lower left: the change, and the sentences that say why it acts.
struct SummaryReasons {
  var study: StudyRecord
  var findings: Findings

  private var sentences: [String] { findings.reasons.map(\.sentence) }

  /// Sentences in full size, or in small type; arms in their colours.
  private func blocks(width: Double, isLarge: Bool, _ easel: Easel) -> [TextBlock] {
    let names = ArmNames(study)
    return sentences.map {
      easel.fitted(names.runs($0, isLarge: isLarge, easel), width: width, lines: 3)
    }
      + findings.caveats.map {
        easel.fitted(
          names.runs($0, isLarge: false, color: easel.theme.secondary, easel), width: width,
          lines: 2)
      }
  }

  private func head(_ easel: Easel) -> TextBlock {
    // Without reasons, what is left are warnings: they don't say why.
    TextBlock([easel.theme.heading(sentences.isEmpty ? "Read with care" : "Why")])
  }

  private func height(of blocks: [TextBlock], _ easel: Easel) -> Double {
    blocks.isEmpty
      ? 0
      : easel.size(head(easel)).height + 9 + blocks.reduce(0) { $0 + easel.size($1).height + 2 }
  }

  /// The height in which everything stands in full size.
  func height(width: Double, _ easel: Easel) -> Double {
    let change = ChangePanel(study: study)
      .primitives(in: Rect(x: 0, y: 0, width: width, height: 100), easel)
    return change.end + height(of: blocks(width: width, isLarge: true, easel), easel)
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let (large, small) = (
      blocks(width: rect.width, isLarge: true, easel),
      blocks(width: rect.width, isLarge: false, easel)
    )
    let least = rect.height * (study.arms.count > 2 ? 0.5 : 0.42)
    let limit = max(least, rect.height - height(of: small, easel))
    let change = ChangePanel(study: study)
      .primitives(in: Rect(x: rect.x, y: rect.y, width: rect.width, height: limit), easel)
    guard !large.isEmpty else { return change.shapes }
    let top = change.end + 7
    let head = head(easel)
    let start = top + easel.size(head).height + 2
    // Full-sized sentences where all of them fit, else small ones, as many as there is room for.
    let fits = change.end + height(of: large, easel) <= rect.maxY + 2
    let column = easel.column(
      fits ? large : small, from: Point(rect.minX, start), to: rect.maxY + 2, gap: 2)
    if column.shapes.isEmpty { return change.shapes }
    return change.shapes + [.text(head, at: Point(rect.minX, top), Anchor(.leading, .top))]
      + column.shapes
  }
}

/// Finds the arms' names in sentences, to set them in the arms' colours.
struct ArmNames {
  private let names: [(name: String, index: Int)]

  init(_ study: StudyRecord) {
    names = study.arms.enumerated().filter { !$0.element.name.isEmpty }
      .map { ($0.element.name, $0.offset) }.sorted { $0.0.count > $1.0.count }
  }

  /// The sentence as runs; a name counts where no letter or digit touches it.
  func runs(
    _ sentence: String, isLarge: Bool, color: Color? = nil, _ easel: Easel
  ) -> [TextRun] {
    let theme = easel.theme
    let ink = color ?? theme.ink
    func plain(_ text: Substring) -> TextRun {
      isLarge ? theme.body(String(text), color: ink) : theme.small(String(text), color: ink)
    }
    var runs: [TextRun] = []
    var (start, place) = (sentence.startIndex, sentence.startIndex)
    func isWord(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
    while place < sentence.endIndex {
      let before = place > sentence.startIndex ? sentence[sentence.index(before: place)] : nil
      let rest = sentence[place...]
      let found =
        isWord(before)
        ? nil
        : names.first { entry in
          rest.hasPrefix(entry.name) && !isWord(rest.dropFirst(entry.name.count).first)
        }
      guard let found else {
        place = sentence.index(after: place)
        continue
      }
      if start < place { runs.append(plain(sentence[start..<place])) }
      let tint = theme.arm(found.index).text
      runs.append(
        isLarge ? theme.heading(found.name, color: tint) : theme.strong(found.name, color: tint))
      place = sentence.index(place, offsetBy: found.name.count)
      start = place
    }
    if start < sentence.endIndex { runs.append(plain(sentence[start...])) }
    return runs
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
