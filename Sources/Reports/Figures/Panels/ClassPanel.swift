internal import Charts
internal import Drawing

/// Rows of classes with three columns: how frequent, how much found, at which loss.
struct ClassPanel {
  var tally: ClassTally
  var rows: [ClassTally.Row]
  var arms: [Int]
  var rowHeight: Double
  var width: Double

  var count: Int { 1 + (tally.hasRecalls ? 1 : 0) + (tally.hasLosses ? 1 : 0) }

  /// The first row stands highest.
  private var places: [Double] { rows.indices.map { Double(rows.count - 1 - $0) } }

  /// Whether rows have room for each seed's value.
  private var hasSeeds: Bool { rowHeight >= 20 }

  func facets(_ easel: Easel) -> [Facets.Facet] {
    var facets = [balance(easel)]
    if tally.hasRecalls {
      facets.append(
        pairs(
          PanelHeading("Recall", "share of its rows found"), rows.map(\.recalls),
          rows.map(\.medianRecalls), on: LinearScale(recallFloor...1), rule: nil, easel
        ) { NumberText.fixed(Int(($0 * 100).rounded()), decimals: 2) })
    }
    if tally.hasLosses {
      let medians = rows.flatMap(\.medianLosses)
      let seeds = hasSeeds ? rows.flatMap { $0.losses.flatMap(\.self) } : []
      let even = tally.isMultiLabel ? logarithm(2) : logarithm(Double(tally.rows.count))
      let name = tally.isMultiLabel ? "ln 2" : "ln \(tally.rows.count)"
      let scale = fittingScale(for: medians + seeds + (even > 0 ? [even] : []), padding: 0.06)
      facets.append(
        pairs(
          PanelHeading("Loss −ln p", "dotted: \(name), knowing nothing"), rows.map(\.losses),
          rows.map(\.medianLosses), on: scale, rule: even > 0 ? even : nil, easel
        ) { NumberText.significant($0, digits: 2) })
    }
    return facets
  }

  /// Where the axis of recalls starts: a tenth below the least, at 0 where one is under a half.
  private var recallFloor: Double {
    let seeds = hasSeeds ? rows.flatMap { $0.recalls.flatMap(\.self) } : []
    let least = finiteRange(of: rows.flatMap(\.medianRecalls) + seeds)?.lowerBound ?? 0
    return least < 0.5 ? 0 : ((least - 0.02) * 10).rounded(.down) / 10
  }

  private func side(_ scale: any Scale, ticks: Ticks? = nil) -> Plot.Side {
    Plot.Side(scale, hasGrid: true, ticks: ticks)
  }

  private var names: Plot.Side {
    Plot.Side(
      BandScale(rows.reversed().map(\.name), padding: 0.2), hasLine: false, labelWidth: width * 0.2)
  }

  private func balance(_ easel: Easel) -> Facets.Facet {
    let theme = easel.theme
    let shares = rows.flatMap { [$0.training, $0.heldOut] }.filter(\.isFinite)
    let even = tally.isMultiLabel ? nil : 1 / Double(tally.rows.count)
    let most = max(shares.max() ?? 0, even ?? 0, 1e-9)
    let scale = LinearScale(0...most)
    let isPair = rows.contains { $0.heldOut.isFinite }
    let dark = theme.ink.mixed(with: theme.background, share: 0.25)
    let pale = theme.ink.mixed(with: theme.background, share: 0.62)
    let thickness = min(rowHeight * (isPair ? 0.3 : 0.55), 14)
    var marks: [any Mark] = [
      BarMark(
        values: rows.map(\.training), places: places, thickness: .points(thickness),
        offset: .points(isPair ? -thickness * 0.52 : 0), color: dark)
    ]
    if isPair {
      marks.append(
        BarMark(
          values: rows.map(\.heldOut), places: places, thickness: .points(thickness),
          offset: .points(thickness * 0.52), color: pale))
    }
    if let even {
      marks.append(
        RuleMark(.vertical, at: even, stroke: Stroke(theme.ink, width: 0.8, dashes: [1, 2])))
    }
    let subtitle =
      (isPair ? "training + held out (pale)" : "of the training rows")
      + (even == nil ? "" : "; dotted: equal")
    var plot = Plot(
      x: side(scale, ticks: Self.percentTicks(scale, width: width / 4, easel)),
      y: names, marks: marks)
    plot.rowTexts = zip(rows, places).map {
      RowText(place: $1, TextBlock([theme.small($0.size)]))
    }
    return Facets.Facet(PanelHeading("Share of the rows", subtitle), plot)
  }

  /// Both arms' medians with a line between them, each seed behind where rows are tall enough.
  private func pairs(
    _ heading: PanelHeading, _ values: [[[Double]]], _ medians: [[Double]], on scale: any Scale,
    rule: Double?, _ easel: Easel, text: (Double) -> String
  ) -> Facets.Facet {
    let theme = easel.theme
    var marks: [any Mark] = []
    if let rule {
      marks.append(
        RuleMark(.vertical, at: rule, stroke: Stroke(theme.ink, width: 0.8, dashes: [1, 2])))
    }
    if hasSeeds, values.contains(where: { $0.contains { $0.count > 1 } }) {
      for (row, place) in zip(values, places) {
        for (position, arm) in arms.enumerated() where row[position].count > 1 {
          let shift = min(rowHeight * 0.28, 17) * (position == 0 ? -1 : 1)
          marks.append(
            StripMark(
              .horizontal, values: row[position], place: place,
              thickness: .points(min(rowHeight * 0.3, 20)),
              offset: .points(arms.count > 1 ? shift : 0), shape: theme.arm(arm).marker, size: 3,
              color: theme.arm(arm).color.opacity(0.45)))
        }
      }
    }
    let size = min(max(rowHeight * 0.42, 4), 7)
    if arms.count == 2 {
      let (first, second) = (theme.arm(arms[0]), theme.arm(arms[1]))
      marks.append(
        DumbbellMark(
          pairs: medians.map { ($0[0], $0[1]) }, places: places, from: .init(first),
          to: .init(second), size: size, stroke: Stroke(theme.neutral, width: 1)))
    } else if let arm = arms.first {
      marks.append(
        PointMark(
          x: medians.map { $0[0] }, y: places, shape: theme.arm(arm).marker, size: size,
          fill: theme.arm(arm).color))
    }
    var plot = Plot(x: side(scale), y: names, marks: marks)
    plot.rowTexts = zip(medians, places).map { medians, place in
      let texts = medians.map { value in
        value.isFinite ? text(value) : "—"
      }
      let runs = zip(texts, arms).enumerated().flatMap { index, pair in
        (index > 0 ? [theme.small(" → ")] : [])
          + [theme.small(pair.0, color: theme.arm(pair.1).text)]
      }
      return RowText(place: place, TextBlock(runs))
    }
    return Facets.Facet(heading, plot)
  }

  /// The ticks of a scale of shares as percentages.
  private static func percentTicks(_ scale: LinearScale, width: Double, _ easel: Easel) -> Ticks {
    let percent = LinearScale((scale.domain.lowerBound * 100)...(scale.domain.upperBound * 100))
    let ticks = percent.ticks(
      in: TickRoom(
        length: width, direction: .horizontal, style: easel.theme.small("").style,
        measurer: easel.measurer))
    return Ticks(
      values: ticks.values.map { $0 / 100 },
      labels: ticks.labels.map { $0 == "0" ? "0" : $0 + " %" })
  }
}
