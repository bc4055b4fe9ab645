internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The symptom matrix drawn: rules at the left, a column for each arm, fired rules at the top.
struct SymptomPanel {
  var matrix: SymptomMatrix

  private static let groupGap = 3.0
  private static let labelGap = 10.0
  /// In less room what a rule measures would be cut to nonsense.
  private static let leastQuantityWidth = 120.0
  private static let axisHeight = 16.0

  /// What is decided before anything is drawn.
  private struct Layout {
    var cells: SymptomCellLayout
    var labelWidth: Double
    var columnWidth: Double
    /// Whether what a rule measures stands beside its name.
    var hasQuantities: Bool
  }

  private var arms: Int { matrix.study.arms.count }

  /// What the cells show in a width.
  func detail(width: Double, _ easel: Easel) -> SymptomDetail {
    layout(width: width, easel).cells.detail
  }

  /// The richest cells that fit beside the rules' names.
  private func layout(width: Double, _ easel: Easel) -> Layout {
    let names = matrix.rows.map { easel.size([easel.theme.strong($0.name)]).width }.max() ?? 0
    let quantities = matrix.rows.map { easel.size([easel.theme.small($0.quantity)]).width }.max()
    let least = min(names, width * 0.4) + Self.labelGap
    func room(_ label: Double, _ detail: SymptomDetail) -> Double {
      (width - label) / Double(max(arms, 1)) - detail.armGap - 2 * detail.padding
    }
    var chosen = SymptomCellLayout(.marks, matrix, easel)
    for detail in SymptomDetail.allCases {
      var cells = SymptomCellLayout(detail, matrix, easel)
      if detail.hasBar { cells.bar = 24 }
      if cells.width <= room(least, detail) {
        chosen = cells
        break
      }
    }
    let detail = chosen.detail
    if detail == .digits {
      return Layout(
        cells: chosen, labelWidth: least, columnWidth: (width - least) / Double(max(arms, 1)),
        hasQuantities: false)
    }
    guard detail.hasBar else {
      // Wide enough columns stand closer together: marks in a row are compared at a glance.
      let column = min((width - least) / Double(max(arms, 1)), 64)
      let spare = width - least - column * Double(arms)
      let wanted = (quantities ?? 0) + 8
      let hasQuantities = spare >= wanted
      return Layout(
        cells: chosen, labelWidth: least + (hasQuantities ? spare : 0),
        columnWidth: hasQuantities ? column : (width - least) / Double(max(arms, 1)),
        hasQuantities: hasQuantities)
    }
    let without = chosen.width - chosen.bar
    let wanted = least + (quantities ?? 0) + 8
    let hasQuantities = room(wanted, detail) - without >= 72
    // Else they stand under the names, for which the bars leave what room they can.
    let spare = (room(least, detail) - without - 72) * Double(max(arms, 1))
    let label =
      hasQuantities
      ? wanted : min(max(least, (quantities ?? 0) + Self.labelGap), least + max(spare, 0))
    chosen.bar = min(room(label, detail) - without, 150)
    let column = chosen.width + 2 * detail.padding + detail.armGap
    return Layout(
      cells: chosen, labelWidth: width - column * Double(arms), columnWidth: column,
      hasQuantities: hasQuantities)
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let layout = layout(width: rect.width, easel)
    let detail = layout.cells.detail
    var shapes: [Primitive] = []
    var body = rect
    if !detail.hasWord {
      let key = self.key(in: rect, easel)
      shapes += key
      body = body.inset(top: theme.type.small * 1.21 + 6)
    }
    let head = SymptomHead(matrix: matrix, cells: layout.cells, columnWidth: layout.columnWidth)
    let first = body.minX + layout.labelWidth
    let top = head.primitives(
      in: Rect(x: first, y: body.minY, width: rect.maxX - first, height: body.height), easel)
    shapes += top.shapes
    body = body.inset(top: top.height, bottom: detail.hasBar ? Self.axisHeight : 0)
    let line = theme.type.small * 1.21
    let groups = matrix.groups
    let headHeight = line + Self.groupGap * 2
    let count = groups.reduce(0) { $0 + $1.rows.count }
    // Headings give way before rows do.
    let hasHeads = body.height - headHeight * Double(groups.count) >= line * Double(count)
    let room = body.height - (hasHeads ? headHeight * Double(groups.count) : 0)
    let capacity = max(1, Int(room / line))
    let isCut = count > capacity
    let shown = isCut ? max(0, capacity - 1) : count
    let rowHeight = min(room / Double(max(isCut ? shown + 1 : count, 1)), line * 2.5)
    let scale = scale
    var y = body.minY
    var drawn = 0
    for group in groups {
      if hasHeads {
        let block = TextBlock([theme.small(group.title)])
        shapes.append(
          .polyline(
            [Point(rect.minX, y), Point(rect.maxX, y)], Stroke(theme.line, width: 0.6)))
        shapes.append(
          .text(block, at: Point(rect.minX, y + Self.groupGap), Anchor(.leading, .top)))
        y += headHeight
      }
      for row in group.rows where drawn < shown {
        let place = Rect(x: rect.minX, y: y, width: rect.width, height: rowHeight)
        shapes += self.row(row, in: place, layout, scale, easel)
        y += rowHeight
        drawn += 1
      }
    }
    if isCut {
      let more = TextBlock([theme.small("+ \(count - shown) more rules in the table")])
      shapes.append(.text(more, at: Point(rect.minX, y), Anchor(.leading, .top)))
    }
    if detail.hasBar {
      shapes += axes(under: y, first: first, layout, scale, easel)
    }
    return shapes
  }

  /// The height at which every row has its two lines, or one with some air.
  func naturalHeight(width: Double, _ easel: Easel) -> Double {
    let layout = layout(width: width, easel)
    let line = easel.theme.type.small * 1.21
    let head = SymptomHead(matrix: matrix, cells: layout.cells, columnWidth: layout.columnWidth)
      .primitives(in: Rect(x: 0, y: 0, width: width, height: 1e4), easel).height
    let detail = layout.cells.detail
    let groups = matrix.groups
    let rows = groups.reduce(0) { $0 + $1.rows.count }
    let isUnder =
      !layout.hasQuantities && layout.labelWidth - Self.labelGap >= Self.leastQuantityWidth
    return head + (detail.hasWord ? 0 : line + 6) + (detail.hasBar ? Self.axisHeight : 0)
      + Double(groups.count) * (line + Self.groupGap * 2)
      + Double(rows) * line * (isUnder ? 2.1 : 1.7)
  }

  private func row(
    _ row: SymptomMatrix.Row, in rect: Rect, _ layout: Layout, _ scale: LogScale, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let hasFired = row.count(.fired) > 0
    let name = hasFired ? theme.strong(row.name) : theme.small(row.name, color: theme.ink)
    let width = layout.labelWidth - Self.labelGap
    let line = theme.type.small * 1.21
    var shapes: [Primitive] = [
      .polyline(
        [Point(rect.minX, rect.maxY), Point(rect.maxX, rect.maxY)],
        Stroke(theme.grid, width: 0.5))
    ]
    let isTall = rect.height >= 2 * line && width >= Self.leastQuantityWidth
    let isUnder = !layout.hasQuantities && isTall && !row.quantity.isEmpty
    let place = Point(rect.minX, isUnder ? rect.midY - line / 2 : rect.midY)
    let block = easel.fitted([name], width: width)
    shapes.append(.text(block, at: place, Anchor(.leading, .middle)))
    if isUnder {
      let quantity = easel.fitted([theme.small(row.quantity)], width: width)
      shapes.append(
        .text(quantity, at: Point(rect.minX, rect.midY + line / 2), Anchor(.leading, .middle)))
    } else if layout.hasQuantities {
      let right = rect.minX + layout.labelWidth - Self.labelGap
      let quantity = easel.fitted(
        [theme.small(row.quantity)], width: right - rect.minX - easel.size(block).width - 8,
        alignment: .trailing)
      shapes.append(.text(quantity, at: Point(right, rect.midY), Anchor(.trailing, .middle)))
    }
    for (index, cell) in row.cells.enumerated() {
      guard let cell else { continue }
      let left = rect.minX + layout.labelWidth + layout.columnWidth * Double(index)
      let gap = layout.cells.detail.armGap
      shapes += SymptomCell(
        finding: cell, row: row, style: theme.arm(index), layout: layout.cells, scale: scale
      ).primitives(
        in: Rect(
          x: left + gap / 2, y: rect.y, width: layout.columnWidth - gap, height: rect.height),
        easel)
    }
    return shapes
  }

  /// Margins from a hundredth to hundredfold, wider or narrower by the decade as the data asks.
  private var scale: LogScale {
    let margins = matrix.rows.flatMap { $0.cells.compactMap { $0?.margin } }
    let sizes = margins.filter { $0 > 0 && $0.isFinite }.map { decimalLogarithm($0).magnitude }
    let decades = min(max((sizes.max() ?? 1).rounded(.up), 1), 3)
    return LogScale(powerOfTen(-decades)...powerOfTen(decades))
  }

  /// What the length of each arm's bars means.
  private func axes(
    under bottom: Double, first: Double, _ layout: Layout, _ scale: LogScale,
    _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    return matrix.study.arms.indices.flatMap { index -> [Primitive] in
      let left =
        first + layout.columnWidth * Double(index) + layout.cells.detail.armGap / 2
        + layout.cells.detail.padding
      let end = layout.cells.ends(from: left).bar
      let frame = Rect(
        x: end - layout.cells.bar, y: bottom - 1, width: layout.cells.bar, height: 1)
      let ends = [scale.domain.lowerBound, 1, scale.domain.upperBound]
      var labels = ends.map { NumberText.significant($0, digits: 1, trims: true) }
      let taken = labels.reduce(0) { $0 + easel.size([theme.small($1)]).width }
      // Short bars have room for the threshold's label alone.
      if taken > 1.5 * layout.cells.bar { labels = ["", labels[1], ""] }
      let axis = Axis(.bottom, scale: scale, ticks: Ticks(values: ends, labels: labels))
      return axis.primitives(around: frame, theme: theme, measurer: easel.measurer)
    }
  }

  /// What the marks mean, in a line, where cells have no room for words.
  private func key(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    var x = rect.minX
    var shapes: [Primitive] = []
    let words = ["fired", "clear", "could not look: nothing is known"]
    for (state, word) in zip(SymptomFinding.State.allCases, words) {
      let block = TextBlock([theme.small(word)])
      let size = easel.size(block)
      let middle = rect.minY + size.height / 2
      shapes += SymptomCell.mark(state, at: Point(x + 4, middle), color: theme.ink, easel)
      shapes.append(.text(block, at: Point(x + 11, middle), Anchor(.leading, .middle)))
      x += 11 + size.width + 16
    }
    return shapes
  }
}
