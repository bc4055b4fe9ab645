internal import Charts
internal import Records

/// One layer's gradient sizes in one arm, over all seeds: shares of components by size and epoch.
struct GradientMap {
  var layer: String
  /// The epochs at the outer edges of the columns.
  var epochs: ClosedRange<Double>
  /// For each column the share of components in each bin; sums to 1 with the others.
  var shares: [[Double]]
  /// For each column the share of components that were exactly zero.
  var zeros: [Double]
  /// For each column the share that was NaN or infinite.
  var nonFinite: [Double]

  /// At most this many columns are drawn: neighbouring epochs are averaged.
  static let mostColumns = 120

  /// The layer's histograms summed over the arm's runs; nil where none was taken.
  init?(_ arm: ArmRecord, layer: String) {
    let histograms = arm.runs.compactMap { run in
      run.gradientHistograms.first { $0.layer == layer && !$0.epochs.isEmpty }
    }
    guard let longest = histograms.max(by: { $0.epochs.count < $1.epochs.count }),
      let first = longest.epochs.first, let last = longest.epochs.last
    else { return nil }
    self.layer = layer
    let count = longest.epochs.count
    let columns = min(count, Self.mostColumns)
    var sums = Array(
      repeating: Array(repeating: 0, count: SizeHistograms.binCount), count: columns)
    var (zeroSums, brokenSums) = (
      [Int](repeating: 0, count: columns), [Int](repeating: 0, count: columns)
    )
    for histogram in histograms {
      for index in histogram.epochs.indices {
        let column = index * columns / count
        zeroSums[column] += histogram.zeros[index]
        brokenSums[column] += histogram.nonFinite[index]
        let counts = histogram.counts[index]
        for bin in 0..<min(counts.count, SizeHistograms.binCount) {
          sums[column][bin] += counts[bin]
        }
      }
    }
    let totals = sums.indices.map { column in
      Double(max(1, sums[column].reduce(0, +) + zeroSums[column] + brokenSums[column]))
    }
    shares = zip(sums, totals).map { column, total in column.map { Double($0) / total } }
    zeros = zip(zeroSums, totals).map { Double($0) / $1 }
    nonFinite = zip(brokenSums, totals).map { Double($0) / $1 }
    let half = count > 1 ? (last - first) / Double(count - 1) / 2 : 0.5
    epochs = (first - half)...(last + half)
  }

  /// The decades in which any column has components; nil where none has.
  var decades: ClosedRange<Double>? {
    let used = (0..<SizeHistograms.binCount).filter { bin in
      shares.contains { $0[bin] > 0.0005 }
    }
    guard let low = used.first, let high = used.last else { return nil }
    return edge(low)...edge(high + 1)
  }

  private func edge(_ bin: Int) -> Double {
    Double(SizeHistograms.lowestDecade) + Double(bin) / Double(SizeHistograms.binsPerDecade)
  }

  /// The last column's shares with the edges of its bins, for a histogram.
  var last: (edges: [Double], shares: [Double]) {
    ((0...SizeHistograms.binCount).map(edge), shares.last ?? [])
  }

  /// How dark a share is, 0 to 1: its cube root, so that sizes of one percent show beside a row of
  /// zeros that has them all.
  static func shade(_ share: Double) -> Double { cubeRoot(share) }

  /// The column from which on most components are NaN or infinite; nil where the last is finite.
  var brokenColumn: Int? {
    guard let last = nonFinite.last, last > 0.5 else { return nil }
    return (nonFinite.lastIndex { $0 <= 0.5 } ?? -1) + 1
  }

  /// The largest share that any one bin has.
  var peak: Double { shares.map { $0.max() ?? 0 }.max() ?? 0 }

  /// The rows between two decades, the largest sizes first, shaded.
  func rows(in decades: ClosedRange<Double>) -> [[Double]] {
    let per = Double(SizeHistograms.binsPerDecade)
    let base = Double(SizeHistograms.lowestDecade)
    let low = max(0, Int(((decades.lowerBound - base) * per).rounded()))
    let high = min(SizeHistograms.binCount, Int(((decades.upperBound - base) * per).rounded()))
    return (low..<max(high, low + 1)).reversed().map { bin in
      shares.map { bin < $0.count ? Self.shade($0[bin]) : 0 }
    }
  }
}

/// The vertical axis that heat maps of gradients share: decades, and below them a row for zeros.
struct GradientAxis {
  /// Whole decades.
  var decades: ClosedRange<Double>
  /// Where the row for exact zeros stands, on the same scale.
  var zeroRow: ClosedRange<Double>
  /// The largest share that any one bin has.
  var peak: Double

  /// An axis that holds all of some maps.
  init(_ maps: [GradientMap]) {
    let used = maps.compactMap(\.decades)
    let low = used.map(\.lowerBound).min() ?? -6
    let high = used.map(\.upperBound).max() ?? 0
    let (bottom, top) = (low.rounded(.down), max(high.rounded(.up), low.rounded(.down) + 2))
    decades = bottom...top
    peak = max(0.01, maps.map(\.peak).max() ?? 0)
    let unit = (top - bottom) / 12
    zeroRow = (bottom - 1.9 * unit)...(bottom - 0.7 * unit)
  }

  var scale: LinearScale { LinearScale(zeroRow.lowerBound...decades.upperBound) }

  /// Decades as powers of ten, as many as there is room for, and a tick for the zeros.
  func ticks(height: Double, labelHeight: Double) -> Ticks {
    let span = decades.upperBound - decades.lowerBound
    let room = height * span / (decades.upperBound - zeroRow.lowerBound)
    let most = max(2, room / (labelHeight * 1.5))
    var step = 1
    while span / Double(step) + 1 > most { step += 1 }
    // The label of the row for zeros needs its room too.
    let zero = (zeroRow.lowerBound + zeroRow.upperBound) / 2
    let clear = labelHeight * 1.1 * (decades.upperBound - zeroRow.lowerBound) / max(height, 1)
    let exponents = (Int(decades.lowerBound)...Int(decades.upperBound)).filter {
      $0 % step == 0 && Double($0) - zero > clear
    }
    return Ticks(
      values: [zero] + exponents.map(Double.init),
      labels: ["0"] + exponents.map { $0 == 0 ? "1" : "10" + NumberText.superscript($0) })
  }
}
