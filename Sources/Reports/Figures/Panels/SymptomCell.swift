internal import Charts
internal import Diagnostics
internal import Drawing

/// What the cells of a symptom matrix show, from everything down to a mark.
enum SymptomDetail: CaseIterable {
  /// State in a word, value, threshold, margin as bar and number, seeds.
  case words
  /// The same close together, with the state as a mark alone.
  case numbers
  /// Without the bar.
  case digits
  /// Mark, margin as bar and number, seeds.
  case bars
  /// Mark and margin.
  case margins
  case marks

  var hasWord: Bool { self == .words }
  var hasNumbers: Bool { self == .words || self == .numbers || self == .digits }
  /// Whether margins are drawn as bars too.
  var hasBar: Bool { self == .words || self == .numbers || self == .bars }
  var hasMargin: Bool { self != .marks }
  var hasSeeds: Bool { hasNumbers || hasBar }
  /// Whether columns have heads, and arms room for their counts.
  var isWide: Bool { hasNumbers || hasBar }
  /// The room between the columns of two arms.
  var armGap: Double { self == .words ? 14 : isWide ? 8 : 2 }
  /// The room between what stands in a cell.
  var gap: Double { self == .words ? 7 : 5 }
  /// The room at both sides of a cell.
  var padding: Double { self == .words ? 4 : 3 }
}

/// The widths of what stands in a cell, shared by all cells of a matrix.
struct SymptomCellLayout {
  var detail: SymptomDetail
  var state = 0.0
  var value = 0.0
  var threshold = 0.0
  var bar = 0.0
  var margin = 0.0
  var seeds = 0.0

  static let markSize = 6.0

  /// As wide as the texts of all cells need it, the bar left out.
  init(_ detail: SymptomDetail, _ matrix: SymptomMatrix, _ easel: Easel) {
    self.detail = detail
    let cells = matrix.rows.flatMap { row in row.cells.compactMap { $0.map { (row, $0) } } }
    func widest(_ heading: String, _ text: (SymptomMatrix.Row, SymptomFinding) -> String?) -> Double
    {
      Set(cells.compactMap(text) + [heading])
        .map { easel.size([easel.theme.strong($0)]).width }.max() ?? 0
    }
    state = Self.markSize + 3
    if detail.hasWord { state += widest("") { $1.stateText } }
    if detail.hasNumbers {
      value = widest("value") { $1.valueText }
      threshold = widest("threshold") { Self.threshold($1, in: $0) }
    }
    if detail.hasMargin { margin = widest(detail.hasBar ? "margin" : "") { $1.marginText } }
    if detail.hasSeeds { seeds = widest("seeds") { seeds($1) } }
  }

  /// "8 of 8", or "8/8" where columns stand close.
  func seeds(_ finding: SymptomFinding) -> String? {
    detail.hasWord ? finding.seedsText : finding.seedsText?.replacing(" of ", with: "/")
  }

  /// All widths with the gaps between.
  var width: Double {
    let parts = [state, value, threshold, bar, margin, seeds].filter { $0 > 0 }
    return parts.reduce(0, +) + detail.gap * Double(parts.count - 1)
  }

  /// The right ends of the columns in a cell that begins at a place.
  func ends(from left: Double) -> (
    value: Double, threshold: Double, bar: Double, margin: Double, seeds: Double
  ) {
    var end = left + state
    func next(_ width: Double) -> Double {
      if width > 0 { end += detail.gap + width }
      return end
    }
    return (next(value), next(threshold), next(bar), next(margin), next(seeds))
  }

  /// "> 0.5": the threshold with the side on which the rule fires.
  static func threshold(_ finding: SymptomFinding, in row: SymptomMatrix.Row) -> String? {
    finding.thresholdText.map { text in
      row.firesBelow.map { ($0 ? "< " : "> ") + text } ?? text
    }
  }
}

/// One rule's finding in one arm, drawn.
///
/// The state is told by the cell's ground, the mark's shape, the word where there is room, the weight
/// of the type and the thickness of the bar: a diamond on the arm's tint fired, a tick is clear, a
/// question mark could not look.
struct SymptomCell {
  var finding: SymptomFinding
  var row: SymptomMatrix.Row
  var style: ArmStyle
  var layout: SymptomCellLayout
  /// Margins at the two ends of the bars.
  var scale: LogScale

  private var isFired: Bool { finding.state == .fired }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let inner = rect.inset(left: layout.detail.padding, right: layout.detail.padding)
    var shapes: [Primitive] = []
    if isFired {
      shapes.append(
        .rectangle(
          rect.inset(top: 0.75, bottom: 0.75),
          fill: theme.background.mixed(with: style.color, share: 0.16), stroke: nil,
          cornerRadius: 1.5))
    }
    let isNarrow = layout.detail == .marks
    let mark = Point(
      isNarrow ? rect.midX : inner.minX + SymptomCellLayout.markSize / 2, rect.midY)
    shapes += Self.mark(finding.state, at: mark, color: style.color, easel)
    func color(_ quiet: Bool = false) -> Color {
      isFired ? theme.ink : quiet ? theme.secondary : theme.ink
    }
    func add(_ text: String?, endingAt x: Double, isStrong: Bool = false) {
      guard let text else { return }
      let run = isStrong ? theme.strong(text) : theme.small(text, color: color(true))
      shapes.append(
        .text(
          TextBlock([run], alignment: .trailing), at: Point(x, rect.midY),
          Anchor(.trailing, .middle)))
    }
    let ends = layout.ends(from: inner.minX)
    if layout.detail.hasWord {
      let run =
        isFired
        ? theme.strong(finding.stateText) : theme.small(finding.stateText)
      shapes.append(
        .text(
          TextBlock([run]), at: Point(inner.minX + SymptomCellLayout.markSize + 3, rect.midY),
          Anchor(.leading, .middle)))
    }
    if layout.detail.hasNumbers, finding.value == nil {
      // Where nothing was measured, the words that say why have the numbers' room.
      let left = inner.minX + layout.state + layout.detail.gap
      let block = easel.fitted([theme.small(words)], width: ends.margin - left)
      shapes.append(.text(block, at: Point(left, rect.midY), Anchor(.leading, .middle)))
    } else if layout.detail.hasNumbers {
      add(finding.valueText, endingAt: ends.value, isStrong: isFired)
      add(SymptomCellLayout.threshold(finding, in: row), endingAt: ends.threshold)
    }
    if layout.detail.hasBar { shapes += bar(endingAt: ends.bar, in: rect, theme) }
    if layout.detail.hasMargin {
      let text = layout.detail.isWide || finding.state != .notApplicable ? finding.marginText : nil
      add(text, endingAt: layout.detail.isWide ? ends.margin : inner.maxX, isStrong: isFired)
    }
    if layout.detail.hasSeeds { add(layout.seeds(finding), endingAt: ends.seeds) }
    return shapes
  }

  /// What was seen, without the seeds that have a column of their own.
  private var words: String {
    let end = finding.sentence.lastIndex(of: "(") ?? finding.sentence.endIndex
    let isCounted = finding.sentence.hasSuffix(" seeds)")
    return isCounted ? String(finding.sentence[..<end].dropLast()) : finding.sentence
  }

  /// From the threshold's line to the margin, thick where the rule fired.
  ///
  /// An arrow says that it goes on; the line is missing where nothing was measured.
  private func bar(endingAt end: Double, in rect: Rect, _ theme: Theme) -> [Primitive] {
    guard finding.value != nil, finding.threshold != nil else { return [] }
    let frame = Rect(x: end - layout.bar, y: rect.y, width: layout.bar, height: rect.height)
    let line = Primitive.polyline(
      [Point(frame.midX, frame.minY), Point(frame.midX, frame.maxY)],
      Stroke(theme.secondary, width: 0.8))
    guard let margin = finding.margin, margin > 0 else { return [line] }
    let area = PlotArea(frame: frame, x: scale, y: LinearScale(0...1))
    let held = min(max(margin, scale.domain.lowerBound), scale.domain.upperBound)
    let thickness = min(isFired ? 6 : 2, rect.height * 0.5)
    let color = isFired ? style.color : theme.neutral
    var shapes =
      BarMark(
        values: [held], places: [0.5], baseline: 1, thickness: .points(thickness), color: color
      )
      .primitives(in: area) + [line]
    if held != margin {
      let isAbove = margin > held
      let (tip, back) = isAbove ? (frame.maxX + 3.5, frame.maxX) : (frame.minX - 3.5, frame.minX)
      let half = max(thickness / 2, 2)
      shapes.append(
        .polygon(
          [
            Point(back, frame.midY - half), Point(tip, frame.midY), Point(back, frame.midY + half),
          ], color))
    }
    return shapes
  }

  /// The mark of a state: diamond, tick, question mark.
  static func mark(
    _ state: SymptomFinding.State, at point: Point, color: Color, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    switch state {
    case .fired:
      return [
        .marker(
          .diamond, at: point, size: SymptomCellLayout.markSize + 1.5, fill: color, stroke: nil)
      ]
    case .clear:
      return [
        .polyline(
          [
            Point(point.x - 2.4, point.y + 0.1), Point(point.x - 0.7, point.y + 1.9),
            Point(point.x + 2.4, point.y - 2),
          ], Stroke(theme.neutral, width: 1.1, cap: .round))
      ]
    case .notApplicable:
      let block = TextBlock([theme.small("?")], alignment: .center)
      return [.text(block, at: point, Anchor(.center, .middle))]
    }
  }
}
