/// Finds the ticks that cover a range evenly at round values.
///
/// Maximises 0.25 simplicity + 0.2 coverage + 0.5 density + 0.05 legibility over step mantissas q,
/// skips j, counts k and powers of ten z; a bound cuts each level short. Three rules are our own:
/// ticks are whole multiples of their step, so that 0.25, 0.75, 1.25 never happens; legibility comes
/// from the labels' real widths: labels that would touch rule a candidate out; and where ticks must
/// lie inside, coverage is measured in steps, since an end up to a step away can't be helped then.
///
/// Reference: Talbot, Lin and Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick
/// Labels on Axes", InfoVis 2010.
struct TickSearch {
  var domain: ClosedRange<Double>
  /// How many ticks would be right over the domain.
  var wantedCount: Double
  /// Whether ticks must lie within the domain.
  var isInside = true
  /// Whether ticks must be whole numbers.
  var isWhole = false
  /// Where labels must fit; nil leaves legibility out.
  var room: TickRoom?
  /// Where values stand, for legibility.
  var scale: (any Scale)?

  /// Step mantissas in tenths, the nicest first: 1, 5, 2, 2.5, 4, 3.
  private static let mantissas = [10, 50, 20, 25, 40, 30]

  /// Ticks as whole multiples of a decimal step: `first`, `first + step`, … times 10^exponent.
  struct Candidate: Equatable {
    var first: Int
    var step: Int
    var count: Int
    var exponent: Int

    var integers: [Int] { (0..<count).map { first + step * $0 } }
    var values: [Double] { integers.map { decimal($0, exponent: exponent) } }
  }

  func ticks() -> Ticks {
    guard let best = best() else { return Ticks() }
    return Ticks(
      values: best.values, labels: TickLabels.decimals(best.integers, exponent: best.exponent))
  }

  /// The best candidate; nil where no two labels have room or the domain is too fine to divide.
  func best() -> Candidate? {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    guard low.isFinite, high.isFinite, high > low, (high - low).isFinite else { return nil }
    var best: Candidate?
    var bestScore = -2.0
    for skip in 1...8 {
      for (rank, mantissa) in Self.mantissas.enumerated() {
        let simplest = 1 - Double(rank) / 5 - Double(skip) + 1
        if 0.25 * simplest + 0.75 < bestScore { return best }
        for count in 2...200 {
          let densest = densityBound(count)
          if 0.25 * simplest + 0.25 + 0.5 * densest < bestScore { break }
          let wanted = (high - low) / Double(count + 1) / Double(skip * mantissa)
          let start = Int(log10(wanted).rounded(.up))
          for exponent in start...(start + 8) {
            let integerStep = skip * mantissa
            let step = decimal(integerStep, exponent: exponent)
            let bound = 0.25 * simplest + 0.05 + 0.5 * densest
            if bound + 0.2 * coverageBound(step * Double(count - 1)) < bestScore { break }
            guard (high / step).magnitude < 1e12, (low / step).magnitude < 1e12 else { continue }
            let least = Int((high / step).rounded(.down)) - (count - 1)
            let most = Int((low / step).rounded(.up))
            guard least <= most else { continue }
            for multiple in least...most {
              let candidate = Candidate(
                first: multiple * integerStep, step: integerStep, count: count, exponent: exponent)
              let score = score(candidate, rank: rank, skip: skip)
              guard let score, score > bestScore, fits(candidate) else { continue }
              (best, bestScore) = (candidate, score)
            }
          }
        }
      }
    }
    return best
  }

  /// The score of a candidate; nil where it may not be used.
  private func score(_ candidate: Candidate, rank: Int, skip: Int) -> Double? {
    let last = candidate.first + candidate.step * (candidate.count - 1)
    let first = decimal(candidate.first, exponent: candidate.exponent)
    let end = decimal(last, exponent: candidate.exponent)
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let slack = (high - low) * 1e-9
    if isWhole, decimal(candidate.step, exponent: candidate.exponent).rounded() < 1 { return nil }
    if isWhole, candidate.values.contains(where: { $0.rounded() != $0 }) { return nil }
    if isInside, first < low - slack || end > high + slack { return nil }
    let hasZero = candidate.first <= 0 && last >= 0
    let simplicity = 1 - Double(rank) / 5 - Double(skip) + (hasZero ? 1 : 0)
    let unit = isInside ? (end - first) / Double(candidate.count - 1) : 0.1 * (high - low)
    let (below, above) = ((low - first) / unit, (high - end) / unit)
    let coverage = 1 - 0.5 * (below * below + above * above)
    let rate = Double(candidate.count - 1) / (end - first)
    let wanted = (wantedCount - 1) / (max(end, high) - min(first, low))
    let density = rate >= wanted ? 2 - rate / wanted : 2 - wanted / rate
    return 0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
  }

  /// Whether the labels keep clear of each other: asked last, since measuring text costs most.
  private func fits(_ candidate: Candidate) -> Bool {
    guard let room else { return true }
    let labels = TickLabels.decimals(candidate.integers, exponent: candidate.exponent)
    return room.fits(labels, at: candidate.values.compactMap { scale?.unit($0) })
  }

  private func densityBound(_ count: Int) -> Double {
    let count = Double(count)
    return count >= wantedCount ? 2 - (count - 1) / (wantedCount - 1) : 1
  }

  private func coverageBound(_ span: Double) -> Double {
    let width = domain.upperBound - domain.lowerBound
    guard span > width else { return 1 }
    let half = (span - width) / 2 / (0.1 * width)
    return 1 - half * half
  }
}

/// The round values that cover a range best, about `count` of them.
///
/// The values lie within the range where they must be inside, else they may reach beyond its ends.
/// A range of no width has its only value.
public func roundValues(
  over range: ClosedRange<Double>, count: Int, isInside: Bool = false
) -> [Double] {
  precondition(count >= 2, "\(count) ticks can't show a range")
  if range.lowerBound == range.upperBound { return [range.lowerBound] }
  let search = TickSearch(domain: range, wantedCount: Double(count), isInside: isInside)
  return search.best()?.values ?? []
}
