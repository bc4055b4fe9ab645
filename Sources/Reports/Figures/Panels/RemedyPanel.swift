internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The remedies as rows: name and change, interval, numbers; the best on a ground of its own.
struct RemedyPanel {
  var study: StudyRecord
  var forest: ForestRows
  /// The arm that stands out; nil where none is shown to improve.
  var best: String?

  /// The height at which a row has room for two lines.
  static let rowHeight = 23.0
  static let axisHeight = 16.0
  private static let leastPlot = 110.0
  private static let nameGap = 10.0

  static func headHeight(_ easel: Easel) -> Double { easel.theme.type.small * 1.21 + 6 }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let line = theme.type.small * 1.21
    let room = rect.height - Self.headHeight(easel) - Self.axisHeight
    let capacity = max(1, Int(room / (line + 0.2)))
    let count = forest.rows.count
    let shown = Array(forest.rows.prefix(count > capacity ? max(1, capacity - 1) : count))
    let left = room - (count > shown.count ? line : 0)
    let rowHeight = min(left / Double(max(shown.count, 1)), 34)
    let isTall = rowHeight >= 2 * line + 2
    var numbers = RemedyColumns(study, forest, easel)
    numbers.fit(rect.width - Self.leastPlot - rect.width * 0.24)
    let nameWidth = self.nameWidth(isTall: isTall, beside: numbers.width, in: rect, easel)
    let body = Rect(
      x: rect.minX, y: rect.minY + Self.headHeight(easel), width: rect.width,
      height: rowHeight * Double(shown.count))
    var shapes: [Primitive] = []
    let hasSeeds = rowHeight >= 20
    let scale = forest.scale(shown, hasSeeds: hasSeeds)
    let frame = Rect(
      x: rect.minX + nameWidth + Self.nameGap, y: body.minY,
      width: rect.width - nameWidth - Self.nameGap - numbers.width, height: body.height)
    let area = PlotArea(
      frame: frame, x: scale, y: BandScale(shown.map(\.comparison.experiment).reversed()))
    for (index, row) in shown.enumerated() {
      let place = Rect(
        x: rect.minX, y: body.minY + rowHeight * Double(index), width: rect.width,
        height: rowHeight)
      shapes += ground(of: row, in: place, theme)
    }
    let axis = Axis(
      .bottom, scale: scale, ticks: forest.ticks(scale, length: frame.width, easel), hasGrid: true)
    if forest.hasEstimate {
      shapes += axis.grid(in: frame, theme: theme)
      shapes += axis.primitives(around: frame, theme: theme, measurer: easel.measurer)
    }
    shapes += forest.marks(
      shown, hasSeeds: hasSeeds, lineWidth: 1.5, theme,
      style: { isBest($0) ? (color(of: $0, theme), 8) : (theme.secondary, 5) }
    ).flatMap { $0.primitives(in: area) }
    shapes += heads(numbers, frame: frame, in: rect, easel)
    for (index, row) in shown.enumerated() {
      let place = Rect(
        x: rect.minX, y: body.minY + rowHeight * Double(index), width: rect.width,
        height: rowHeight)
      shapes += names(row, isTall: isTall, width: nameWidth, in: place, easel)
      shapes += texts(numbers, of: index, row, in: place, easel)
      if row.center == nil { shapes += missing(row, frame: frame, in: place, easel) }
    }
    if count > shown.count {
      let more = TextBlock([theme.small("+ \(count - shown.count) more in the table of arms")])
      shapes.append(.text(more, at: Point(rect.minX, rect.maxY), Anchor(.leading, .bottom)))
    }
    return shapes
  }

  private func isBest(_ row: ForestRows.Row) -> Bool { row.comparison.experiment == best }

  private func color(of row: ForestRows.Row, _ theme: Theme) -> Color {
    theme.arm(study.armIndex(row.comparison.experiment)).color
  }

  private func arm(of row: ForestRows.Row) -> ArmRecord? {
    study.arms.first { $0.name == row.comparison.experiment }
  }

  /// As wide as names, and changes where they stand under them, need it; the plot takes the rest.
  private func nameWidth(
    isTall: Bool, beside numbers: Double, in rect: Rect, _ easel: Easel
  ) -> Double {
    let theme = easel.theme
    let wanted =
      forest.rows.map { row -> Double in
        let name = easel.size([theme.strong(row.comparison.experiment)]).width
        let change = easel.size([theme.small(arm(of: row)?.changeInWords ?? "")]).width
        return (isTall ? max(name, change) : name + 6 + change) + 5
      }.max() ?? 0
    let most = rect.width - numbers - Self.nameGap - Self.leastPlot
    return max(20, min(wanted, most, rect.width * 0.36))
  }

  /// A rule under each row, and the best one's tint.
  private func ground(of row: ForestRows.Row, in rect: Rect, _ theme: Theme) -> [Primitive] {
    let rule = Primitive.polyline(
      [Point(rect.minX, rect.maxY), Point(rect.maxX, rect.maxY)], Stroke(theme.grid, width: 0.5))
    guard isBest(row) else { return [rule] }
    let fill = theme.background.mixed(with: color(of: row, theme), share: 0.13)
    return [rule, .rectangle(rect, fill: fill)]
  }

  /// What stands in each column, and to which side of the plot better lies.
  private func heads(
    _ numbers: RemedyColumns, frame: Rect, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let y = frame.minY - 4
    func head(_ text: String, _ x: Double, _ alignment: TextBlock.Alignment) -> Primitive {
      .text(
        TextBlock([theme.small(text)], alignment: alignment), at: Point(x, y),
        Anchor(alignment, .bottom))
    }
    let first = easel.fitted(
      [theme.small("arm and its change")], width: frame.minX - rect.minX - 4)
    var shapes: [Primitive] = [.text(first, at: Point(rect.minX, y), Anchor(.leading, .bottom))]
    let words = forest.grows ? ["← worse", "better →"] : ["← better", "worse →"]
    if forest.hasEstimate {
      shapes.append(head(words[0], frame.minX, .leading))
      shapes.append(head(words[1], frame.maxX, .trailing))
    }
    var x = frame.maxX
    for column in numbers.columns {
      x += RemedyColumns.gap + column.width
      shapes.append(head(column.title, x, .trailing))
    }
    shapes.append(
      .polyline(
        [Point(rect.minX, frame.minY), Point(rect.maxX, frame.minY)],
        Stroke(theme.line, width: 0.6)))
    return shapes
  }

  private func names(
    _ row: ForestRows.Row, isTall: Bool, width: Double, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let style = theme.arm(study.armIndex(row.comparison.experiment))
    let name = row.comparison.experiment
    let run =
      isBest(row) ? theme.strong(name, color: style.text) : theme.small(name, color: theme.ink)
    let change = theme.small(arm(of: row)?.changeInWords ?? "")
    let line = theme.type.small * 1.21
    let inner = rect.minX + (isBest(row) ? 4 : 0)
    let room = width - (inner - rect.minX)
    guard isTall else {
      let block = easel.fitted([run, theme.small("  "), change], width: room)
      return [.text(block, at: Point(inner, rect.midY), Anchor(.leading, .middle))]
    }
    return [
      .text(
        easel.fitted([run], width: room), at: Point(inner, rect.midY - line / 2),
        Anchor(.leading, .middle)),
      .text(
        easel.fitted([change], width: room), at: Point(inner, rect.midY + line / 2),
        Anchor(.leading, .middle)),
    ]
  }

  private func texts(
    _ numbers: RemedyColumns, of index: Int, _ row: ForestRows.Row, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    var x = rect.maxX - numbers.width
    return numbers.columns.map { column in
      x += RemedyColumns.gap + column.width
      let text = column.texts[index]
      let run = isBest(row) ? theme.strong(text) : theme.small(text, color: theme.ink)
      return .text(
        TextBlock([run], alignment: .trailing),
        at: Point(x, rect.midY),
        Anchor(.trailing, .middle))
    }
  }

  /// Where no estimate exists, the words that say why, behind a cross on the bad side.
  private func missing(
    _ row: ForestRows.Row, frame: Rect, in rect: Rect, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let isLost = row.comparison.experimentValues.contains { !$0.isFinite } && !row.isRefused
    let block = easel.fitted(
      [theme.small(row.missing)], width: max(20, frame.width - 18), alignment: .trailing)
    let end = forest.grows ? frame.minX + 4 : frame.maxX - 4
    var shapes: [Primitive] = []
    if isLost {
      shapes.append(
        .marker(
          .cross, at: Point(end, rect.midY), size: 5.5, fill: nil,
          stroke: Stroke(theme.secondary, width: 1.3)))
    }
    let anchor = Anchor(forest.grows ? .leading : .trailing, .middle)
    let x = isLost ? (forest.grows ? end + 7 : end - 7) : end
    shapes.append(.text(block, at: Point(x, rect.midY), anchor))
    return shapes
  }
}
