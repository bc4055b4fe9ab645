internal import Charts
internal import Drawing
internal import Records

/// The ranges of features on one symmetric log axis, one row each, before and after the scaler.
struct FeaturePanel {
  var ranges: FeatureRanges
  /// The features shown, the first at the top.
  var features: [Int]
  /// Whether quartiles and medians are drawn within the ranges.
  var hasQuartiles: Bool

  /// The least height of a row, in sizes of its label.
  static let rowHeight = 1.21

  /// The room that the axis takes under the rows.
  static let axisHeight = 15.0

  /// How many rows fit into a height.
  static func capacity(_ height: Double, _ easel: Easel) -> Int {
    max(1, Int((height - axisHeight) / (easel.theme.type.small * rowHeight)))
  }

  func plot(width: Double, rowHeight: Double, _ easel: Easel) -> Plot {
    let theme = easel.theme
    let rows = BandScale(features.reversed().map { ranges.name($0) }, padding: 0.2)
    var marks: [any Mark] = []
    let isPair = ranges.views.count == 2
    let thick = min(rowHeight * (isPair ? 0.3 : 0.42), 5.5)
    for (position, view) in ranges.views.enumerated() {
      let offset = isPair ? (position == 0 ? -thick * 0.62 : thick * 0.75) : 0
      // The second view is thinner: a cue beside its colour.
      let thickness = position == 0 ? thick : thick * 0.72
      func summaries(_ core: (FeatureSummary) -> (Double, Double), median: Bool, ends: Bool)
        -> [RangeMark.Range]
      {
        features.reversed().enumerated().map { row, feature in
          let numbers = view.summaries[feature]
          let (low, high) = core(numbers)
          return RangeMark.Range(
            place: Double(row),
            ends: ends ? (numbers.minimum, numbers.maximum) : (.nan, .nan), core: (low, high),
            median: median ? numbers.median : .nan)
        }
      }
      let color = view.color(theme)
      marks.append(
        RangeMark(
          summaries({ ($0.percentile5, $0.percentile95) }, median: false, ends: true),
          color: hasQuartiles ? color.mixed(with: theme.background, share: 0.45) : color,
          medianColor: theme.background, thickness: hasQuartiles ? thickness * 0.75 : thickness,
          lineWidth: 0.7, offset: offset))
      if hasQuartiles {
        marks.append(
          RangeMark(
            summaries({ ($0.lowerQuartile, $0.upperQuartile) }, median: true, ends: false),
            color: color, medianColor: theme.background, thickness: thickness, lineWidth: 0,
            offset: offset))
      }
    }
    return Plot(
      x: Plot.Side(ranges.scale, hasGrid: true),
      y: Plot.Side(rows, hasLine: false, labelWidth: width * 0.36), marks: marks)
  }
}

/// Quantiles of all features by rank of size: what stands in for rows where there are too many.
struct FeatureRibbons {
  var ranges: FeatureRanges

  func plot(view index: Int, scale: any Scale, hasLabels: Bool, _ easel: Easel) -> Plot {
    let theme = easel.theme
    let view = ranges.views[index]
    let color = view.color(theme)
    let summaries = ranges.signedOrder.map { view.summaries[$0] }
    let ranks = summaries.indices.map { Double($0 + 1) }
    func band(
      _ low: (FeatureSummary) -> Double, _ high: (FeatureSummary) -> Double, _ share: Double
    )
      -> BandMark
    {
      BandMark(
        x: ranks, lower: summaries.map(low), upper: summaries.map(high),
        color: color.mixed(with: theme.background, share: share))
    }
    return Plot(
      x: Plot.Side(
        LinearScale(1...Double(max(2, ranks.count)), hasWholeTicks: true), title: "rank by size"
      ),
      y: Plot.Side(scale, hasGrid: true, hasLabels: hasLabels),
      marks: [
        band(\.minimum, \.maximum, 0.82), band(\.percentile5, \.percentile95, 0.6),
        band(\.lowerQuartile, \.upperQuartile, 0.25),
        LineMark(
          x: ranks, y: summaries.map(\.median), stroke: Stroke(theme.ink, width: 1)),
      ])
  }
}
