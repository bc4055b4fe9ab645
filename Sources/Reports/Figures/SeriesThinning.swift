internal import Records

/// Leaves out evaluations of a long series that no chart could show, the same for every run.
///
/// Of each stretch of evaluations the lowest and the highest value stay, so that a spike survives;
/// the first and the last value always do. Runs of one arm keep the same evaluations, in the order
/// in which the longest run had its two, so that medians over them stay medians.
struct SeriesThinning {
  /// More stretches than the widest frame has columns of pixels.
  static let stretches = 1024

  /// The stretches, each with whether its lowest value comes first; nil where all values stay.
  private let plan: (length: Int, startsLow: [Bool])?

  init(_ longest: Series) {
    let count = longest.count
    guard count > 2 * Self.stretches + 2 else {
      plan = nil
      return
    }
    let length = (count - 2 + Self.stretches - 1) / Self.stretches
    plan = (
      length,
      stride(from: 1, to: count - 1, by: length).map { start in
        let ends = Self.extremes(longest.values, start..<min(start + length, count - 1))
        return ends.low <= ends.high
      }
    )
  }

  /// The series' epochs and values that stay.
  func thinned(_ series: Series) -> (x: [Double], y: [Double]) {
    guard let plan, let first = series.values.first, let last = series.values.last else {
      return (series.epochs, series.values)
    }
    let count = series.count
    var (x, y) = ([series.epochs[0]], [first])
    for (stretch, start) in stride(from: 1, to: count - 1, by: plan.length).enumerated() {
      let range = start..<min(start + plan.length, count - 1)
      let ends = Self.extremes(series.values, range)
      let (low, high) = (series.values[ends.low], series.values[ends.high])
      x += [series.epochs[range.lowerBound], series.epochs[range.upperBound - 1]]
      y += plan.startsLow[stretch] ? [low, high] : [high, low]
    }
    if count > 1 {
      x.append(series.epochs[count - 1])
      y.append(last)
    }
    return (x, y)
  }

  /// Where the lowest and the highest value of a range stand; NaN counts where there is nothing else.
  private static func extremes(
    _ values: [Double], _ range: Range<Int>
  ) -> (low: Int, high: Int) {
    var (low, high) = (range.lowerBound, range.lowerBound)
    for index in range {
      let value = values[index]
      if value < values[low] || values[low].isNaN { low = index }
      if value > values[high] || values[high].isNaN { high = index }
    }
    return (low, high)
  }
}
