internal import Charts
internal import Drawing
internal import Records

/// The head of a symptom matrix: each arm's name with what fired in it, turned where columns are narrow.
struct SymptomHead {
  var matrix: SymptomMatrix
  var cells: SymptomCellLayout
  var columnWidth: Double

  private static let highest = 84.0
  private static let gap = 4.0

  /// Draws the head at the top of a rectangle and returns how high it is.
  func primitives(in rect: Rect, _ easel: Easel) -> (shapes: [Primitive], height: Double) {
    cells.detail.isWide ? wide(in: rect, easel) : narrow(in: rect, easel)
  }

  private func left(_ index: Int, in rect: Rect) -> Double {
    rect.minX + columnWidth * Double(index) + cells.detail.armGap / 2
      + (cells.detail.isWide ? cells.detail.padding : 0)
  }

  private func name(_ index: Int, _ easel: Easel) -> TextRun {
    easel.theme.strong(matrix.study.arms[index].name, color: easel.theme.arm(index).text)
  }

  /// Names over counts, then what stands in the cells.
  private func wide(in rect: Rect, _ easel: Easel) -> (shapes: [Primitive], height: Double) {
    let theme = easel.theme
    let width = columnWidth - cells.detail.armGap - 2 * cells.detail.padding
    let blocks = matrix.study.arms.indices.map { index in
      [
        easel.fitted([name(index, easel)], width: width, lines: 2),
        easel.fitted([theme.small(matrix.counts(arm: index))], width: width),
      ]
    }
    let height = blocks.map { $0.reduce(0) { $0 + easel.size($1).height } }.max() ?? 0
    let line = theme.type.small * 1.21
    var shapes: [Primitive] = []
    for (index, column) in blocks.enumerated() {
      let left = left(index, in: rect)
      // Names of one line stand beside those of two at their foot.
      var top = rect.minY + height - column.reduce(0) { $0 + easel.size($1).height }
      for block in column {
        shapes.append(.text(block, at: Point(left, top), Anchor(.leading, .top)))
        top += easel.size(block).height
      }
      let ends = cells.ends(from: left)
      let heads =
        (cells.detail.hasNumbers
          ? [("value", ends.value), ("threshold", ends.threshold)] : [])
        + [("margin", ends.margin), ("seeds", ends.seeds)]
      for (text, end) in heads {
        shapes.append(
          .text(
            TextBlock([theme.small(text)], alignment: .trailing),
            at: Point(end, rect.minY + height + Self.gap), Anchor(.trailing, .top)))
      }
    }
    return (shapes, height + Self.gap + line + Self.gap)
  }

  /// Names wrapped where they are short enough, else turned to read upward.
  private func narrow(in rect: Rect, _ easel: Easel) -> (shapes: [Primitive], height: Double) {
    let theme = easel.theme
    let width = columnWidth - cells.detail.armGap
    let arms = matrix.study.arms.indices
    let fits = arms.allSatisfy { index in
      let words = matrix.study.arms[index].name.split(separator: " ")
      let wraps = words.allSatisfy { easel.size([theme.strong(String($0))]).width <= width - 2 }
      let block = TextBlock([name(index, easel)], width: width)
      return wraps && easel.size(block).height <= theme.type.small * 1.21 * 3.01
    }
    var shapes: [Primitive] = []
    guard fits else {
      let blocks = arms.map { easel.fitted([name($0, easel)], width: Self.highest) }
      let height = blocks.map { easel.size($0).width }.max() ?? 0
      for (index, block) in blocks.enumerated() {
        let middle = left(index, in: rect) + width / 2
        shapes.append(
          .text(
            block, at: Point(middle, rect.minY + height), anchor: Anchor(.leading, .middle),
            rotation: -90))
      }
      return (shapes, height + Self.gap)
    }
    let blocks = arms.map {
      easel.fitted([name($0, easel)], width: width, lines: 3, alignment: .center)
    }
    let height = blocks.map { easel.size($0).height }.max() ?? 0
    for (index, block) in blocks.enumerated() {
      shapes.append(
        .text(
          block, at: Point(left(index, in: rect) + width / 2, rect.minY + height),
          Anchor(.center, .bottom)))
    }
    return (shapes, height + Self.gap)
  }
}
