/// A band about the mean of paired curves that holds at all points together.
///
/// Signs are flipped for whole curves, and the largest |t| over all points is compared with its own
/// distribution: where the arms don't differ, the band excludes 0 anywhere with a probability of at
/// most 1 − level. |t| is monotone in |Σd| / √Σd², whose denominator no flip changes; that is what is
/// computed.
///
/// Exact up to 12 pairs (4096 patterns); beyond, 4095 patterns of a fixed seed and the observed one.
///
/// Reference: Westfall and Young, "Resampling-Based Multiple Testing", 1993; Nichols and Holmes,
/// "Nonparametric Permutation Tests for Functional Neuroimaging", 2002.
public struct SignFlipBand: Equatable, Sendable {
  public let means: [Double]
  public let lower: [Double]
  public let upper: [Double]
  /// The probability under no difference that some point is as extreme as this one.
  public let pValues: [Double]
  private let alpha: Double

  /// `curves` holds one list of differences a pair, all of one length and finite.
  ///
  /// Nil for fewer than six pairs, which can't exclude 0 at 95 %.
  public init?(curves: [[Double]], level: Double = 0.95) {
    let n = curves.count
    guard n >= 6, let points = curves.first?.count, points > 0 else { return nil }
    precondition(curves.allSatisfy { $0.count == points }, "the curves have several lengths")
    guard curves.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    alpha = 1 - level

    let columns = (0..<points).map { k in curves.map { $0[k] } }
    // Each column divided by its length: the sums are then |Σd| / √Σd². Columns of zeros stay 0.
    let directions = columns.map { column in
      let scale = column.reduce(0) { max($0, abs($1)) }
      guard scale > 0 else { return column }
      let scaled = column.map { $0 / scale }
      let length = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return scaled.map { $0 / length }
    }
    let maxima = Self.patterns(n).map { signs in
      directions.reduce(0.0) { largest, direction in
        var sum = 0.0
        for i in 0..<n { sum += signs[i] * direction[i] }
        return max(largest, abs(sum))
      }
    }.sorted()

    let tolerance = 1e-12
    pValues = directions.map { direction in
      let observed = abs(direction.reduce(0, +)) - tolerance
      return Double(maxima.count { $0 >= observed }) / Double(maxima.count)
    }
    // The smallest value that at most alpha of the patterns reach or exceed, less one rank.
    let allowed = Int(alpha * Double(maxima.count) + 1e-9)
    let critical = maxima[maxima.count - 1 - allowed]
    let count = Double(n)
    let squaredRoom = count - critical * critical
    let t =
      squaredRoom > 1e-9 ? critical * ((count - 1) / squaredRoom).squareRoot() : Double.infinity
    let centers = columns.map { Statistics.mean($0) }
    let halves = columns.map { column in
      let deviation = standardDeviation(column)
      return deviation == 0 ? 0 : t * deviation / count.squareRoot()
    }
    means = centers
    lower = zip(centers, halves).map { $0 - $1 }
    upper = zip(centers, halves).map { $0 + $1 }
  }

  /// The first point from which the band excludes 0, on one side, through to the end; nil for none.
  public var onset: Int? {
    guard let last = means.last, last != 0 else { return nil }
    var onset: Int?
    for k in means.indices.reversed() {
      guard pValues[k] <= alpha + 1e-12, means[k] * last > 0 else { break }
      onset = k
    }
    return onset
  }

  private static func patterns(_ n: Int) -> [[Double]] {
    if n <= 12 {
      return (0..<(1 << n)).map { bits in (0..<n).map { bits >> $0 & 1 == 0 ? 1 : -1 } }
    }
    var random = SplitMix64(seed: 0x42_41_4e_44)
    let drawn = (0..<4095).map { _ in
      (0..<n).map { _ in random.next() & 1 == 0 ? 1.0 : -1.0 }
    }
    return [[Double](repeating: 1, count: n)] + drawn
  }
}
