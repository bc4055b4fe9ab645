public import Drawing

/// A name and a value at the right end of a line, in place of a legend.
public struct LineLabel: Equatable, Sendable {
  public var name: String
  /// What stands under or after the name; empty for nothing.
  public var value: String
  /// The value of y at which the line ends.
  public var y: Double
  public var color: Color
  /// Where not all labels have room, those with the lowest priority are left out first.
  public var priority: Int
  /// Whether a label that had to move is joined to its line's end; not where no line ends there.
  public var hasLeader: Bool

  public init(
    _ name: String, value: String = "", y: Double, color: Color, priority: Int = 0,
    hasLeader: Bool = true
  ) {
    self.name = name
    self.value = value
    self.y = y
    self.color = color
    self.priority = priority
    self.hasLeader = hasLeader
  }
}

/// The labels of one plot laid out as a column beside its frame.
struct LineLabelColumn {
  /// A label as it is drawn; without a place for the note that says how many are missing.
  struct Entry {
    /// Under each other.
    var blocks: [TextBlock]
    var y: Double?
    var size: Size
    var hasLeader = false
  }

  var entries: [Entry]

  static let gap = 9.0
  private static let spacing = 1.5

  /// Chooses the largest form in which all labels fit into a height: name over value in the heading's
  /// size, the same in small type, both on one line, or as many as there is room for.
  init(
    _ labels: [LineLabel], height: Double, width: Double, theme: Theme, measurer: any TextMeasurer
  ) {
    func blocks(_ label: LineLabel, isLarge: Bool, isStacked: Bool) -> [TextBlock] {
      func run(_ string: String) -> TextRun {
        isLarge
          ? theme.heading(string, color: label.color) : theme.strong(string, color: label.color)
      }
      guard isStacked, !label.value.isEmpty else {
        let values = label.value.isEmpty ? [] : [run(label.value + "  ")]
        return [.fitted(values + [run(label.name)], width: width, measurer: measurer)]
      }
      return [(label.name, isLarge ? 2 : 1), (label.value, 1)].map { string, lines in
        .fitted([run(string)], width: width, maximumLines: lines, measurer: measurer)
      }
    }
    func entry(_ blocks: [TextBlock], y: Double?, hasLeader: Bool) -> Entry {
      let sizes = blocks.map { measurer.measure($0).size }
      let size = Size(
        sizes.map(\.width).max() ?? 0, sizes.reduce(0) { $0 + $1.height })
      return Entry(blocks: blocks, y: y, size: size, hasLeader: hasLeader)
    }
    func entries(_ labels: [LineLabel], isLarge: Bool, isStacked: Bool) -> [Entry] {
      labels.map { label in
        entry(
          blocks(label, isLarge: isLarge, isStacked: isStacked), y: label.y,
          hasLeader: label.hasLeader)
      }
    }
    func fits(_ entries: [Entry]) -> Bool {
      entries.reduce(0) { $0 + $1.size.height + Self.spacing } <= height
    }
    let forms =
      labels.count <= 3 ? [(true, true), (false, true), (false, false)] : [(false, false)]
    for (isLarge, isStacked) in forms {
      let candidate = entries(labels, isLarge: isLarge, isStacked: isStacked)
      if fits(candidate) {
        self.entries = candidate
        return
      }
    }
    var kept = Array(
      labels.enumerated().sorted {
        ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset)
      }.map(\.element))
    while kept.count > 1 {
      kept.removeLast()
      let missing = TextBlock([theme.small("+ \(labels.count - kept.count) more")])
      let note = entry([missing], y: nil, hasLeader: false)
      let candidate = entries(kept, isLarge: false, isStacked: false) + [note]
      if fits(candidate) {
        self.entries = candidate
        return
      }
    }
    self.entries = []
  }

  /// The column's width with the gap to the frame; 0 without labels.
  var width: Double {
    entries.isEmpty ? 0 : (entries.map(\.size.width).max() ?? 0) + Self.gap
  }

  /// Draws the labels, each as near its line's end as the others let it.
  func primitives(
    in area: PlotArea, room: ClosedRange<Double>, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let left = area.frame.maxX
    let ends = entries.map { $0.y.flatMap { area.clampedVertical($0) } ?? area.frame.maxY }
    let middles = spread(
      ends, heights: entries.map(\.size.height), gap: Self.spacing, within: room)
    var shapes: [Primitive] = []
    for ((entry, end), middle) in zip(zip(entries, ends), middles) {
      // A label that still stands beside its line's end needs no leader.
      if entry.hasLeader, (middle - end).magnitude > max(3, entry.size.height * 0.45) {
        shapes.append(
          .polyline(
            [Point(left + 3.5, end), Point(left + Self.gap - 2, middle)],
            Stroke(theme.line, width: 0.6)))
      }
      var top = middle - entry.size.height / 2
      for block in entry.blocks {
        shapes.append(.text(block, at: Point(left + Self.gap, top), Anchor(.leading, .top)))
        top += measurer.measure(block).size.height
      }
    }
    return shapes
  }
}
