internal import Charts
internal import Drawing
internal import Records

/// What differs between the arms: the spec's difference, in the arms' colours.
struct ChangePanel {
  var study: StudyRecord

  private var experiments: [(index: Int, arm: ArmRecord)] {
    study.arms.enumerated().dropFirst().map { ($0.offset, $0.element) }
  }

  var title: String {
    guard experiments.count == 1, let arm = experiments.first?.arm else {
      return "What each arm changes"
    }
    switch arm.changes.count {
    case 0: return "Nothing was changed"
    case 1: return "The only change"
    default: return "What was changed: \(arm.changes.count) settings"
    }
  }

  /// Draws the changes down a rectangle, as many as fit, and returns where they end.
  func primitives(in rect: Rect, _ easel: Easel) -> (shapes: [Primitive], end: Double) {
    let theme = easel.theme
    let blocks =
      experiments.count == 1 ? pairBlocks(rect.width, easel) : armBlocks(rect.width, easel)
    let head = TextBlock([theme.heading(title)])
    var shapes: [Primitive] = [.text(head, at: Point(rect.minX, rect.minY), Anchor(.leading, .top))]
    var top = rect.minY + easel.size(head).height + 4
    let noteHeight = easel.size([theme.small("+")]).height
    for (index, block) in blocks.enumerated() {
      let height = block.reduce(0) { $0 + easel.size($1).height } + 3
      let isLast = index == blocks.count - 1
      if top + height + (isLast ? 0 : noteHeight) > rect.maxY {
        let note = TextBlock([theme.small("+ \(blocks.count - index) more in the report")])
        shapes.append(.text(note, at: Point(rect.minX, top), Anchor(.leading, .top)))
        return (shapes, top + noteHeight)
      }
      let column = easel.column(block, from: Point(rect.minX, top), to: rect.maxY, gap: 0)
      shapes += column.shapes
      top = column.end + 3
    }
    return (shapes, top)
  }

  /// One experiment: each setting's path, then both values.
  private func pairBlocks(_ width: Double, _ easel: Easel) -> [[TextBlock]] {
    guard let (index, arm) = experiments.first, let control = study.arms.first else { return [] }
    let theme = easel.theme
    return arm.changes.map { change in
      let isScaler = change.path == "preprocess" || change.path.hasSuffix(".preprocess")
      let (before, after) =
        isScaler
        ? (control.preprocessing, arm.preprocessing)
        : (SettingWords.plain(change.control), SettingWords.plain(change.experiment))
      let path = easel.fitted([theme.small(change.path)], width: width)
      let old = theme.heading(before, color: theme.arm(0).text)
      let arrow = theme.body(" → ", color: theme.secondary)
      let new = theme.heading(after, color: theme.arm(index).text)
      // Few changes have room to be told whole; a list of many shows the start and end of each.
      let lines = arm.changes.count <= 2 ? 4 - arm.changes.count : 1
      guard easel.size([old, arrow, new]).width > width else {
        return [path, TextBlock([old, arrow, new])]
      }
      // Cut as a whole, the end of one value would run into the other.
      return [
        path, easel.fitted([old], width: width, lines: lines),
        easel.fitted([arrow, new], width: width, lines: lines),
      ]
    }
  }

  /// Several experiments: a line for each with its first change.
  private func armBlocks(_ width: Double, _ easel: Easel) -> [[TextBlock]] {
    let theme = easel.theme
    return experiments.map { index, arm in
      [
        easel.fitted(
          [
            theme.strong(arm.name, color: theme.arm(index).text),
            theme.small(" " + arm.changeInWords),
          ], width: width)
      ]
    }
  }
}

extension ArmRecord {
  /// The first of an arm's changes and how many more there are: "optimizer.sgd.lr → 0.1 and 2 more".
  var changeInWords: String {
    guard let change = changes.first else { return "no change" }
    let more = changes.count > 1 ? " and \(changes.count - 1) more" : ""
    return "\(change.path) → \(SettingWords.plain(change.experiment))\(more)"
  }
}
