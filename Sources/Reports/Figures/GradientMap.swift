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
    let bins = SizeHistograms.binCount
    // Column by column: one flat list is summed several times as fast as a list of lists.
    var sums = [Int](repeating: 0, count: columns * bins)
    var (zeroSums, brokenSums) = (
      [Int](repeating: 0, count: columns), [Int](repeating: 0, count: columns)
    )
    for histogram in histograms {
      for index in histogram.epochs.indices {
        let column = index * columns / count
        zeroSums[column] += histogram.zeros[index]
        brokenSums[column] += histogram.nonFinite[index]
        let counts = histogram.counts[index]
        let start = column * bins
        for bin in 0..<min(counts.count, bins) { sums[start + bin] += counts[bin] }
      }
    }
    let parts = (0..<columns).map { sums[($0 * bins)..<(($0 + 1) * bins)] }
    let totals = (0..<columns).map { column in
      Double(max(1, parts[column].reduce(0, +) + zeroSums[column] + brokenSums[column]))
    }
    shares = zip(parts, totals).map { column, total in column.map { Double($0) / total } }
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

  /// The first column from which on nearly all components are exactly zero; nil where the last
  /// column's are not.
  var deadColumn: Int? {
    guard let last = zeros.last, last > 0.99 else { return nil }
    return (zeros.lastIndex { $0 <= 0.99 } ?? -1) + 1
  }

  /// The epoch at a column's middle.
  func epoch(_ column: Int) -> Double {
    let width = (epochs.upperBound - epochs.lowerBound) / Double(max(shares.count, 1))
    return epochs.lowerBound + width * (Double(column) + 0.5)
  }

  /// What a column's components are like.
  enum Typical: Equatable {
    /// log10 of the median size of those that are not zero.
    case decade(Double)
    /// Most are exactly zero.
    case zero
    /// Most are NaN or infinite.
    case broken
  }

  func typical(_ column: Int) -> Typical {
    if nonFinite[column] > 0.5 { return .broken }
    let total = shares[column].reduce(0, +)
    guard zeros[column] <= 0.5, total > 0 else { return .zero }
    var sum = 0.0
    let bin = shares[column].firstIndex { share in
      sum += share
      return sum >= total / 2
    }
    return bin.map { .decade((edge($0) + edge($0 + 1)) / 2) } ?? .zero
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
