internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// Where each arm's losses end, as a table: what stands where no strip has something to show.
struct EndTable {
  private struct Row {
    var index: Int
    var cells: [String]
  }

  private var heads: [String]
  private var rows: [Row]
  private var names: [String]
  private var seeds: Int
  private var arms: ArmNames
  /// What the plateaus mean, under the table where there is room.
  private var sentences: [String]

  init(study: StudyRecord, findings: Findings, panels: [LossPanel]) {
    arms = ArmNames(study)
    sentences = findings.plateaus.map { match in
      // A name stays as the spec writes it.
      let text = match.sentence.withFullStop
      return text.hasPrefix(match.arm) ? text : text.capitalizedFirst
    }
    seeds = study.seedCount
    let validation = panels.first { $0.series == SeriesName.validationLoss }
    let training = panels.first { $0.series == SeriesName.trainingLoss }
    let main = validation ?? training
    let isPair = validation != nil && training != nil
    heads =
      [training.map { _ in "training" }, validation.map { _ in "validation" }].compactMap(\.self)
      + [validation == nil ? "lowest" : "lowest validation"]
      + (isPair ? ["validation / training"] : [])
    names = study.arms.map(\.name)
    rows = study.arms.indices.map { index in
      func curves(_ panel: LossPanel?) -> ArmCurves? { panel?.arms.first { $0.index == index } }
      func end(_ panel: LossPanel) -> String {
        guard let arm = curves(panel) else { return "—" }
        return arm.finalMedian.map { NumberText.significant($0) }
          ?? (arm.diverged.isEmpty ? "—" : "diverged")
      }
      var cells = [training, validation].compactMap(\.self).map(end)
      cells.append(curves(main).map(Self.lowest) ?? "—")
      if let before = curves(training)?.finalMedian, let after = curves(validation)?.finalMedian,
        before > 0, after > 0
      {
        cells.append("×" + NumberText.significant(after / before))
      } else if isPair {
        cells.append("—")
      }
      return Row(index: index, cells: cells)
    }
  }

  /// The lowest value of the median curve and when: "0.694 at epoch 1".
  private static func lowest(_ arm: ArmCurves) -> String {
    let median = arm.median
    let finite = median.y.indices.filter { median.y[$0].isFinite }
    guard let place = finite.min(by: { median.y[$0] < median.y[$1] }) else { return "—" }
    return "\(NumberText.significant(median.y[place])) at "
      + NumberText.significant(median.x[place], trims: true)
  }

  private func lineHeight(_ easel: Easel) -> Double {
    easel.size([easel.theme.small("0")]).height + 2.5
  }

  private var heading: PanelHeading {
    PanelHeading(
      "Where each arm ends",
      (seeds == 1 ? "one seed" : "medians of \(seeds) seeds") + "; lowest with its epoch")
  }

  /// The height in which every row fits.
  func height(_ easel: Easel) -> Double {
    let head = heading.primitives(
      in: Rect(Size(1000, 1000)), theme: easel.theme, measurer: easel.measurer, lines: 1)
    return head.rest.minY + lineHeight(easel) * Double(rows.count + 1) + 2
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let line = lineHeight(easel)
    let capacity = Int((top.rest.height - line - 1) / line)
    let shown = rows.count <= capacity ? rows : Array(rows.prefix(max(0, capacity - 1)))
    guard !shown.isEmpty else { return [] }
    let gap = 14.0
    let widths = heads.indices.map { column in
      ([heads[column]] + shown.map { $0.cells[column] })
        .map { easel.size([theme.small($0)]).width }.max() ?? 0
    }
    // Where there is little room, the last columns give way to the arms' names.
    let longest = shown.map { easel.size([theme.strong(self.names[$0.index])]).width }.max() ?? 0
    let wanted = min(longest, rect.width * 0.4)
    let columns = (0...widths.count).last { count in
      widths.prefix(count).reduce(0) { $0 + $1 + gap } + wanted <= rect.width
    }
    guard let columns, columns > 0 else { return [] }
    let numbers = widths.prefix(columns).reduce(0) { $0 + $1 + gap }
    let names = shown.map { row in
      easel.fitted(
        [theme.strong(self.names[row.index], color: theme.arm(row.index).text)],
        width: rect.width - numbers)
    }
    var right = rect.minX + (names.map { easel.size($0).width }.max() ?? 0)
    let spare = min(22, (rect.width - (right - rect.minX) - numbers) / Double(columns))
    let rights = widths.prefix(columns).map { width in
      right += gap + spare + width
      return right
    }
    var shapes = top.shapes
    func add(_ cells: [TextRun], y: Double) {
      for (cell, right) in zip(cells, rights) {
        shapes.append(.text(TextBlock([cell]), at: Point(right, y), Anchor(.trailing, .top)))
      }
    }
    var y = top.rest.minY
    add(heads.map { theme.small($0) }, y: y)
    y += line
    let rule = [Point(rect.minX, y - 1), Point(rights.last ?? rect.maxX, y - 1)]
    shapes.append(.polyline(rule, Stroke(theme.line, width: 0.6)))
    for (row, name) in zip(shown, names) {
      shapes.append(.text(name, at: Point(rect.minX, y), Anchor(.leading, .top)))
      add(row.cells.map { theme.small($0, color: theme.ink) }, y: y)
      y += line
    }
    if shown.count == rows.count {
      let blocks = sentences.map { sentence in
        easel.fitted(
          arms.runs(sentence, isLarge: false, color: theme.secondary, easel), width: rect.width,
          lines: 2)
      }
      shapes += easel.column(blocks, from: Point(rect.minX, y + 6), to: rect.maxY, gap: 2).shapes
    } else {
      let more = TextBlock([theme.small("+ \(rows.count - shown.count) more in results.json")])
      shapes.append(.text(more, at: Point(rect.minX, y), Anchor(.leading, .top)))
    }
    return shapes
  }
}
