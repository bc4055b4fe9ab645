internal import JSONTrees

/// What a learning-rate range test saw in one run: the loss while the rate grows step by step.
///
/// Reference: Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017.
public struct LearningRateRange: Equatable, Sendable {
  /// The rates in the order in which they were tried, each larger than the one before.
  public var rates: [Double]
  /// The smoothed loss at each rate; not finite from where the run left.
  public var losses: [Double]
  /// The rate that the test would train with; nil where the loss never fell.
  public var suggestedRate: Double?
  /// The first rate at which the loss blew up; nil where it stayed bounded.
  public var divergenceRate: Double?

  public init(
    rates: [Double], losses: [Double], suggestedRate: Double?, divergenceRate: Double?
  ) {
    precondition(
      rates.count == losses.count, "\(rates.count) rates need as many losses, not \(losses.count)")
    self.rates = rates
    self.losses = losses
    self.suggestedRate = suggestedRate
    self.divergenceRate = divergenceRate
  }

  var json: JSON {
    .object([
      "rate": JSON(rates), "loss": JSON(losses), "suggested": suggestedRate.map { JSON($0) },
      "diverged": divergenceRate.map { JSON($0) },
    ])
  }

  init(json: JSON) throws(RecordError) {
    let (rates, losses) = (try json.doubles("rate"), try json.doubles("loss"))
    guard rates.count == losses.count else {
      throw RecordError("a range test with \(rates.count) rates and \(losses.count) losses")
    }
    self.init(
      rates: rates, losses: losses, suggestedRate: json["suggested"]?.number,
      divergenceRate: json["diverged"]?.number)
  }
}
