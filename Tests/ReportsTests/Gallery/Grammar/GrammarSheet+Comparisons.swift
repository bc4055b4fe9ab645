import Charts
import Drawing
import Glibc

extension GrammarSheet {
  var comparisons: [Panel] {
    [bars, grouped, stacked, forest, dumbbells, slopes, matrix, table, named]
  }

  private var classes: [String] { ["frog", "truck", "ship", "horse", "bird", "cat"] }

  private var bars: Panel {
    let shares = [0.62, 0.2, 0.08, 0.05, 0.03, 0.02]
    let features = ["proline", "magnesium", "alcalinity", "colour", "malic acid", "hue"]
    var plot = Plot(
      x: Plot.Side(LinearScale(0...0.65), title: "share", hasGrid: true),
      y: Plot.Side(BandScale(features.reversed()), hasLine: false),
      marks: [
        BarMark(
          values: shares.reversed(), places: features.indices.map(Double.init),
          thickness: .share(0.62), color: theme.arm(0).color)
      ])
    plot.rowTexts = shares.enumerated().map {
      RowText(
        place: Double(5 - $0), TextBlock([theme.small("\(Int(($1 * 100).rounded())) %")]))
    }
    return panel(
      "Two features get 82 % of the gradient", "share of the first layer's gradient", plot)
  }

  private var recalls: [[Double]] {
    [[0.81, 0.84, 0.86, 0.78, 0.52, 0.41], [0.88, 0.91, 0.9, 0.86, 0.73, 0.66]]
  }

  private var grouped: Panel {
    panel(
      "Rare classes gain most", "recall on held-out rows",
      Legend(
        ["plain", "balanced"].enumerated().map {
          Legend.Entry($1, .fill(theme.arm($0).color), color: theme.arm($0).text)
        }),
      Plot(
        x: Plot.Side(BandScale(classes)), y: Plot.Side(LinearScale(0...1), hasGrid: true),
        marks: BarMark.grouped(
          .vertical, series: recalls, places: classes.indices.map(Double.init),
          colors: (0..<2).map { theme.arm($0).color })))
  }

  private var stacked: Panel {
    let series = [[30.0, 28, 31, 26, 12, 9], [6, 5, 4, 6, 7, 8], [4, 3, 2, 5, 9, 11]]
    let color = theme.arm(1).color
    let shades = [1, 0.62, 0.3].map { theme.background.mixed(with: color, share: $0) }
    return panel(
      "Half of the cats are taken for something else", "rows of each class by outcome",
      Legend(
        zip(["right", "second choice", "wrong"], shades).map { Legend.Entry($0, .fill($1)) }),
      Plot(
        x: Plot.Side(BandScale(classes)),
        y: Plot.Side(LinearScale(0...42, hasWholeTicks: true), hasGrid: true),
        marks: BarMark.stacked(
          .vertical, series: series, places: classes.indices.map(Double.init),
          thickness: .share(0.66), colors: shades)))
  }

  private var forest: Panel {
    let rows = [
      ("standardise", 0.126, 0.1, 0.16), ("batch norm", 0.21, 0.15, 0.3),
      ("lower rate", 0.62, 0.34, 1.1), ("He start", 0.97, 0.9, 1.05),
      ("momentum", 1.4, 0.3, 9), ("dropout", 1.22, 1.08, 1.4),
    ]
    var plot = Plot(
      x: Plot.Side(
        LogScale(0.08...2.5), hasGrid: true,
        ticks: Ticks(
          values: [0.1, 0.2, 0.5, 1, 2], labels: ["×0.1", "×0.2", "×0.5", "×1", "×2"])),
      y: Plot.Side(BandScale(rows.map(\.0).reversed()), hasLine: false),
      marks: [
        RuleMark(.vertical, at: 1, stroke: Stroke(theme.secondary, width: 0.8)),
        ForestMark(
          rows.enumerated().map { index, row in
            let style = theme.arm(row.3 < 1 ? 1 : 0)
            let color = row.3 < 1 || row.2 > 1 ? style.color : theme.neutral
            return ForestMark.Row(
              place: Double(5 - index), estimate: row.1, lower: row.2, upper: row.3, color: color)
          }),
      ])
    plot.rowTexts = rows.enumerated().map { index, row in
      RowText(
        place: Double(5 - index),
        TextBlock([
          theme.strong("×" + NumberText.significant(row.1, digits: 2, trims: true)),
          theme.small(
            "  [\(NumberText.significant(row.2, digits: 2, trims: true)), "
              + "\(NumberText.significant(row.3, digits: 2, trims: true))]"),
        ]))
    }
    return panel("Two remedies lower the loss for sure", "ratio of final loss, 95 %, n = 8", plot)
  }

  private var dumbbells: Panel {
    let (start, end) = (DumbbellMark.End(theme.arm(0)), DumbbellMark.End(theme.arm(1)))
    return panel(
      "Every class gains", "recall, plain to balanced",
      Legend([
        Legend.Entry("plain", .marker(start.shape, start.color), color: theme.arm(0).text),
        Legend.Entry("balanced", .marker(end.shape, end.color), color: theme.arm(1).text),
      ]),
      Plot(
        x: Plot.Side(LinearScale(0.35...1), title: "recall", hasGrid: true),
        y: Plot.Side(BandScale(classes.reversed()), hasLine: false),
        marks: [
          DumbbellMark(
            pairs: zip(recalls[0], recalls[1]).map { (start: $0, end: $1) }.reversed(),
            places: classes.indices.map(Double.init), from: start, to: end,
            stroke: Stroke(theme.line, width: 1.4))
        ]))
  }

  private var slopes: Panel {
    let pairs = (0..<8).map { seed in
      (start: GrammarData.stuck(seed)[60], end: GrammarData.falling(seed)[60])
    }
    return panel(
      "All 8 seeds improve", "final validation loss, log scale",
      Plot(
        x: Plot.Side(PointScale(["unscaled", "standardised"], margin: 0.35)),
        y: Plot.Side(LogScale(0.08...1.4), hasGrid: true),
        marks: [
          SlopeMark(from: 0, to: 1, pairs: pairs, stroke: Stroke(theme.line, width: 0.8)),
          PointMark(
            x: pairs.map { _ in 0 }, y: pairs.map(\.start), shape: theme.arm(0).marker, size: 4.8,
            fill: theme.arm(0).color),
          PointMark(
            x: pairs.map { _ in 1 }, y: pairs.map(\.end), shape: theme.arm(1).marker, size: 4.8,
            fill: theme.arm(1).color),
        ]))
  }

  private var matrix: Panel {
    let symptoms = [
      "dead units", "feature scale", "vanishing gradient", "rate too high", "overfit",
    ]
    let arms = ["unscaled", "standardised", "batch norm"]
    let values: [[Double]] = [
      [0.62, 0.04, 0.01], [4.6e8, 46, 4.6e8], [1e-6, 0.2, 0.3], [0.4, 0.4, 1.3], [1.0, 1.1, 1.2],
    ]
    let margins: [[Double]] = [
      [1, 0.1, 0], [1, 0, 1], [0.9, 0, 0], [0, 0, 0.4], [0, 0, 0],
    ]
    var (cells, labels): ([CellMark.Cell], [TextMark.Label]) = ([], [])
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() {
        let (x, y) = (Double(column), Double(symptoms.count - 1 - row))
        let margin = margins[row][column]
        cells.append(CellMark.Cell(x: x, y: y, color: theme.ramp.color(at: margin * 0.62)))
        let text = NumberText.significant(value, digits: 2, trims: true)
        let color = theme.text(on: theme.ramp.color(at: margin * 0.62))
        labels.append(
          TextMark.Label(
            TextBlock([margin > 0.3 ? theme.strong(text, color: color) : theme.small(text)]), x: x,
            y: y, measurer: measurer))
      }
    }
    return panel(
      "Scale and dead units explain the control", "symptoms, darker is further past its threshold",
      Plot(
        x: Plot.Side(BandScale(arms), hasLine: false),
        y: Plot.Side(BandScale(symptoms.reversed()), hasLine: false),
        marks: [CellMark(cells, cornerRadius: 2), TextMark(labels, room: .cell)]))
  }

  private var table: Panel {
    let rows: [[String]] = [
      ["unscaled", "8", "1.08", "", "1.000"], ["standardised", "8", "0.136", "×0.126", "0.008"],
      ["batch norm", "8", "0.227", "×0.21", "0.008"], ["lower rate", "8", "0.67", "×0.62", "0.11"],
      ["one with a name that is much longer than its column", "8", "1.05", "×0.97", "0.64"],
      ["dropout", "8", "1.32", "×1.22", "0.02"],
    ]
    let table = Table(
      [
        Table.Column("arm"), Table.Column("n", .trailing), Table.Column("loss", .trailing),
        Table.Column("ratio", .trailing), Table.Column("p", .trailing),
      ],
      rows: rows.enumerated().map { index, row in
        row.enumerated().map { column, text in
          [
            column == 0
              ? theme.strong(text, color: theme.arm(index).text)
              : theme.small(text, color: theme.ink)
          ]
        }
      })
    return Panel(heading: PanelHeading("What each arm reached", "final validation loss")) {
      table.primitives(in: $0, theme: theme, measurer: measurer)
    }
  }

  private var named: Panel {
    let points = [
      ("wine", 0.11, 0.13), ("sunspots", 2.4, 0.42), ("digits", 1.1, 0.05), ("iris", 0.04, 0.08),
      ("copy task", 8.9, 0.9), ("spirals", 0.5, 0.02),
    ]
    return panel(
      "No study takes ten seconds", "seconds against final loss, both log",
      Plot(
        x: Plot.Side(LogScale(0.02...30), title: "seconds", hasGrid: true),
        y: Plot.Side(LogScale(0.01...2), hasGrid: true),
        marks: [
          PointMark(
            x: points.map(\.1), y: points.map(\.2), shape: .circle, size: 4.4,
            fill: theme.arm(0).color),
          TextMark(
            points.map {
              TextMark.Label(
                TextBlock([theme.small($0.0, color: theme.ink)]), x: $0.1, y: $0.2,
                measurer: measurer)
            }, alignment: .leading, offset: Size(5, 0)),
        ]))
  }
}
