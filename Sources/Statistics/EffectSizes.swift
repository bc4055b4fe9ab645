internal import Glibc

/// The mean of paired differences in their standard deviations, unbiased for few pairs (d_z).
///
/// J(ν) = Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)) with ν = n − 1 takes out the small-sample bias. Nil for fewer
/// than three pairs, non-finite differences and differences that don't vary.
///
/// Reference: Hedges, "Distribution Theory for Glass's Estimator of Effect Size", 1981.
public func hedgesCorrectedEffect(_ differences: [Double]) -> Double? {
  guard differences.count >= 3, let paired = PairedMean(differences), paired.deviation > 0 else {
    return nil
  }
  let freedom = Double(differences.count - 1)
  let correction =
    exp(logGamma(freedom / 2) - logGamma((freedom - 1) / 2)) / (freedom / 2).squareRoot()
  return correction * paired.mean / paired.deviation
}

/// The median of the means of all pairs of differences, each with itself too.
///
/// Infinite differences take part; the mean of +∞ and −∞ counts as 0, for the two speak against each
/// other. Nil of an empty sample and where a difference is NaN.
///
/// Reference: Hodges and Lehmann, "Estimates of Location Based on Rank Tests", 1963.
public func hodgesLehmann(_ differences: [Double]) -> Double? {
  guard !differences.isEmpty, !differences.contains(where: \.isNaN) else { return nil }
  var means: [Double] = []
  means.reserveCapacity(differences.count * (differences.count + 1) / 2)
  for (i, a) in differences.enumerated() {
    for b in differences[i...] {
      let middle = a / 2 + b / 2
      means.append(middle.isNaN ? 0 : middle)
    }
  }
  let middle = median(means)
  return middle.isNaN ? 0 : middle
}
