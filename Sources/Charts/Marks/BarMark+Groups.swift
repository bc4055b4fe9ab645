public import Drawing

extension BarMark {
  /// Bars of several series beside each other at every place, the first series first.
  ///
  /// `share` is what the bars of one place take together of the distance between places; a tenth
  /// of each bar's part stays empty.
  public static func grouped(
    _ orientation: Orientation, series: [[Double]], places: [Double], baseline: Double = 0,
    share: Double = 0.8, colors: [Color]
  ) -> [BarMark] {
    precondition(
      series.count == colors.count,
      "\(series.count) series need as many colours, not \(colors.count)"
    )
    let part = share / Double(max(series.count, 1))
    return series.enumerated().map { index, values in
      BarMark(
        orientation, values: values, places: places, baseline: baseline,
        thickness: .share(part * 0.9),
        offset: .share((Double(index) + 0.5) * part - share / 2), color: colors[index])
    }
  }

  /// Bars of several series on top of each other at every place, the first at the baseline.
  ///
  /// Negative values stack the other way from zero. A value that is no number takes no room.
  public static func stacked(
    _ orientation: Orientation, series: [[Double]], places: [Double],
    thickness: Thickness = .share(0.8), colors: [Color]
  ) -> [BarMark] {
    precondition(
      series.count == colors.count,
      "\(series.count) series need as many colours, not \(colors.count)"
    )
    var (above, below) = (places.map { _ in 0.0 }, places.map { _ in 0.0 })
    return zip(series, colors).map { values, color in
      var (starts, ends): ([Double], [Double]) = ([], [])
      for (index, value) in values.enumerated() {
        let start = value < 0 ? below[index] : above[index]
        let end = value.isFinite ? start + value : .nan
        starts.append(start)
        ends.append(end)
        guard end.isFinite else { continue }
        if value < 0 { below[index] = end } else { above[index] = end }
      }
      return BarMark(
        orientation, from: starts, to: ends, places: places, thickness: thickness, color: color)
    }
  }
}
