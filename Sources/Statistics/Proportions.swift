internal import Glibc

/// Wilson's score interval of a proportion.
///
/// Holds its level for few trials and for shares near 0 and 1; without trials it is 0...1. A half
/// success (a tie) is allowed.
///
/// Reference: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
public func wilsonInterval(
  successes: Double, trials: Int, level: Double = 0.95
) -> (lower: Double, upper: Double) {
  precondition(successes >= 0 && successes <= Double(trials), "\(successes) of \(trials) successes")
  guard trials > 0 else { return (0, 1) }
  let z = StandardNormal.quantile(0.5 + level / 2)
  let n = Double(trials)
  let share = successes / n
  let shrink = 1 + z * z / n
  let center = (share + z * z / (2 * n)) / shrink
  let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / shrink
  return (successes == 0 ? 0 : center - half, successes == Double(trials) ? 1 : center + half)
}

/// The exact two-sided p of McNemar's test: the binomial of the two kinds of discordant pairs.
///
/// 1 without discordant pairs.
///
/// Reference: McNemar, "Note on the Sampling Error of the Difference Between Correlated Proportions or
/// Percentages", 1947.
public func mcNemarPValue(onlyFirst: Int, onlySecond: Int) -> Double {
  let discordant = onlyFirst + onlySecond
  guard discordant > 0 else { return 1 }
  let n = Double(discordant)
  var tail = 0.0
  var coefficient = 1.0
  for k in 0...min(onlyFirst, onlySecond) {
    let k = Double(k)
    if k > 0 { coefficient = coefficient * (n - k + 1) / k }
    // Beyond a thousand the coefficients leave Double's range; logarithms cost a few digits.
    tail +=
      n <= 1000
      ? coefficient * exp2(-n)
      : exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * log(2))
  }
  return min(1, 2 * tail)
}

/// Holm's adjusted p-values, in the given order: at most alpha where the step-down test rejects.
///
/// Reference: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979.
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
  var adjusted = pValues
  var running = 0.0
  for (step, i) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
    running = max(running, min(1, Double(pValues.count - step) * pValues[i]))
    adjusted[i] = running
  }
  return adjusted
}
