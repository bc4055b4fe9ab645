/// The sign-flip permutation test of paired differences.
///
/// Where the arms don't differ, each difference is as likely to have the other sign: the p-value is the
/// share of sign patterns whose sum is at least as far from 0 as the observed one. Exact up to 16
/// pairs, whose 65 536 patterns are enumerated; beyond, 99 999 patterns from a fixed seed and the
/// observed one, so that the p-value is reproducible and never 0.
///
/// A sum has no meaning where a difference is infinite. Then the test is taken on signed ranks: |d|
/// ranked from 1, equal sizes sharing their mean rank, infinities being equal and the largest, zeros
/// with their rank but no sign. Each infinite difference so keeps its sign and outweighs every finite
/// one. Where all differences are infinite or 0 this is exact McNemar.
///
/// References: Fisher, "The Design of Experiments", 1935, section 21; Wilcoxon, "Individual Comparisons
/// by Ranking Methods", 1945; Pratt, "Remarks on Zeros and Ties in the Wilcoxon Signed Rank
/// Procedures", 1959.
public struct SignFlipTest: Equatable, Sendable {
  /// The most pairs whose sign patterns are all enumerated.
  public static let enumeratedPairs = 16
  /// How many random patterns stand in beyond.
  public static let draws = 99_999

  public let pValue: Double
  /// Whether ranks stood in for the differences.
  public let usesRanks: Bool
  /// Whether random patterns stood in for all.
  public let isSampled: Bool

  /// Nil for fewer than two differences or where one is NaN.
  public init?(_ differences: [Double]) {
    guard differences.count >= 2, !differences.contains(where: \.isNaN) else { return nil }
    usesRanks = differences.contains(where: \.isInfinite)
    isSampled = differences.count > Self.enumeratedPairs
    let terms = usesRanks ? Self.signedRanks(differences) : differences
    pValue = isSampled ? Self.sampled(terms) : Self.enumerated(terms)
  }

  /// The smallest p that n pairs can give: 2 of the 2ⁿ patterns.
  public static func smallestPValue(pairs: Int) -> Double {
    pairs > enumeratedPairs ? 1 / Double(draws + 1) : min(1, 2 / Double(1 << pairs))
  }

  private static func signedRanks(_ differences: [Double]) -> [Double] {
    zip(midranksOfMagnitudes(differences), differences).map { rank, difference in
      difference == 0 ? 0 : difference > 0 ? rank : -rank
    }
  }

  /// Sums that differ by rounding alone count as equal.
  private static func bound(_ terms: [Double]) -> Double {
    abs(terms.reduce(0, +)) - 1e-12 * terms.reduce(0) { $0 + abs($1) }
  }

  private static func enumerated(_ terms: [Double]) -> Double {
    // The last sign is kept: a pattern and its mirror image have sums of one size.
    var sums = [terms[terms.count - 1]]
    for term in terms.dropLast() {
      sums = sums.flatMap { [$0 + term, $0 - term] }
    }
    let bound = bound(terms)
    return Double(sums.count { abs($0) >= bound }) / Double(sums.count)
  }

  private static func sampled(_ terms: [Double]) -> Double {
    var random = SplitMix64(seed: 0x5167_4e46_4c49_5021)
    let bound = bound(terms)
    var extreme = 1
    for _ in 0..<draws {
      var sum = 0.0
      var bits: UInt64 = 0
      for (i, term) in terms.enumerated() {
        if i % 64 == 0 { bits = random.next() }
        sum += bits & 1 == 0 ? term : -term
        bits >>= 1
      }
      if abs(sum) >= bound { extreme += 1 }
    }
    return Double(extreme) / Double(draws + 1)
  }
}
