internal import Charts
internal import Records
internal import Statistics

/// One arm's learning-rate range tests, made ready for a chart.
struct RateCurves {
  struct Curve {
    var seed: Int
    var rates: [Double]
    var losses: [Double]
  }

  var name: String
  /// The arm's place in the study, which decides its style.
  var index: Int
  var curves: [Curve]
  /// The rate that the arm was trained with.
  var trainedRate: Double
  /// What the test would train with, the median over seeds; nil where most seeds have none.
  var suggestedRate: Double?
  /// Where the loss blows up, the median over seeds; nil where it stays bounded in most.
  var divergenceRate: Double?
  /// The median over seeds at each rate; a seed that left counts as larger than any other.
  private(set) var median: Curve

  /// Nil where no run of the arm has a range test.
  init?(_ arm: ArmRecord, index: Int) {
    let tested = arm.runs.compactMap { run in
      run.learningRateRange.flatMap { $0.rates.isEmpty ? nil : (run.seed, $0) }
    }
    guard !tested.isEmpty else { return nil }
    name = arm.name
    self.index = index
    trainedRate = arm.learningRate
    curves = tested.map { Curve(seed: $0, rates: $1.rates, losses: $1.losses) }
    suggestedRate = Self.typical(tested.map(\.1.suggestedRate))
    divergenceRate = Self.typical(tested.map(\.1.divergenceRate))
    median = Self.median(of: curves)
  }

  /// The median where at least half of the seeds have one.
  private static func typical(_ rates: [Double?]) -> Double? {
    let known = rates.compactMap(\.self).filter { $0 > 0 && $0.isFinite }
    return 2 * known.count >= rates.count && !known.isEmpty ? Statistics.median(known) : nil
  }

  private static func median(of curves: [Curve]) -> Curve {
    let rates = curves.max { $0.rates.count < $1.rates.count }?.rates ?? []
    let losses = rates.indices.map { medianOf(values(of: curves, at: $0)) }
    return Curve(seed: -1, rates: rates, losses: losses)
  }

  /// Each seed's loss at a rate; infinite where the seed has none.
  private static func values(of curves: [Curve], at place: Int) -> [Double] {
    curves.map { curve in
      guard place < curve.losses.count, !curve.losses[place].isNaN else { return .infinity }
      return curve.losses[place]
    }
  }

  /// Fewer seeds than this are all there is to see: a band would pretend to more.
  private static let leastSeedsForBand = 5

  /// The middle half of the seeds at each rate; nil where they are too few.
  var band: (rates: [Double], lower: [Double], upper: [Double])? {
    guard curves.count >= Self.leastSeedsForBand else { return nil }
    let rates = median.rates
    let sorted = rates.indices.map { Self.values(of: curves, at: $0).sorted() }
    func quantile(_ share: Double) -> [Double] {
      sorted.map { $0[Int((Double($0.count - 1) * share).rounded())] }
    }
    // A seed that has left is somewhere above the frame.
    return (
      rates, quantile(0.25),
      quantile(0.75).map { $0.isFinite ? $0 : .greatestFiniteMagnitude }
    )
  }

  /// Where the median falls fastest over the logarithm of the rate, before it is at its lowest; nil
  /// where it never falls by a hundredth of its start.
  var steepest: (rate: Double, loss: Double)? {
    guard let first = median.losses.first, first.isFinite,
      let least = median.losses.filter(\.isFinite).min(),
      let lowest = median.losses.firstIndex(of: least), first - least > 0.01 * first.magnitude
    else { return nil }
    var best: (slope: Double, place: Int)?
    for place in median.rates.indices.dropFirst().dropLast() where place <= lowest {
      let (before, after) = (place - 1, place + 1)
      let run = logarithm(median.rates[after]) - logarithm(median.rates[before])
      let slope = (median.losses[after] - median.losses[before]) / run
      guard slope.isFinite, slope < best?.slope ?? 0 else { continue }
      best = (slope, place)
    }
    return best.map { (median.rates[$0.place], median.losses[$0.place]) }
  }

  /// The median's loss at a rate, between those tried; nil where it has none.
  func loss(at rate: Double) -> Double? {
    guard let next = median.rates.firstIndex(where: { $0 >= rate }) else { return nil }
    let (after, before) = (median.losses[next], median.losses[max(next - 1, 0)])
    guard after.isFinite else { return nil }
    guard next > 0, before.isFinite else { return after }
    let share =
      (logarithm(rate) - logarithm(median.rates[next - 1]))
      / (logarithm(median.rates[next]) - logarithm(median.rates[next - 1]))
    return before * (1 - share) + after * share
  }

  var hasFiniteLoss: Bool { curves.contains { $0.losses.contains(where: \.isFinite) } }

  /// The values that decide an axis: up to some way above the start, so that what blows up leaves it.
  var scaleValues: [Double] {
    let finite = curves.flatMap(\.losses).filter(\.isFinite)
    let starts = curves.compactMap { $0.losses.first { $0.isFinite } }
    guard let start = starts.max(), let least = finite.min() else { return [] }
    guard least < start || finite.contains(where: { $0 > start }) else { return finite }
    let top = start + 0.45 * max(start - least, 0.25 * start.magnitude)
    return finite.filter { $0 <= top } + [min(top, .greatestFiniteMagnitude)]
  }
}

extension StudyRecord {
  /// The range tests of every arm that has one.
  var rangeTests: [RateCurves] {
    arms.enumerated().compactMap { RateCurves($0.element, index: $0.offset) }
  }
}
