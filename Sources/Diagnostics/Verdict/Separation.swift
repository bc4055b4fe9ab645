/// From when on two arms' curves differ, by a band that holds for the whole curve at once.
///
/// The band is the sign-flip max-|t| band over all shared evaluations: the chance that it excludes
/// 0 anywhere is 5 % where the arms don't differ. Pointwise intervals don't have that property.
public struct Separation: Equatable, Sendable {
  public var experiment: String
  /// The series compared: "validation.loss".
  public var series: String
  /// Pairs finite at every evaluation used.
  public var pairs: Int
  public var steps: [Int]
  public var epochs: [Double]
  /// The mean of d at each evaluation, and the band about it; on the comparison's scale.
  public var means: [Double]
  public var lower: [Double]
  public var upper: [Double]
  /// The evaluation from which the band excludes 0 through to the end; nil where it never does.
  public var onset: Int?

  public init(
    experiment: String, series: String, pairs: Int, steps: [Int], epochs: [Double],
    means: [Double], lower: [Double], upper: [Double], onset: Int?
  ) {
    self.experiment = experiment
    self.series = series
    self.pairs = pairs
    self.steps = steps
    self.epochs = epochs
    self.means = means
    self.lower = lower
    self.upper = upper
    self.onset = onset
  }

  public var onsetEpoch: Double? { onset.map { epochs[$0] } }
  public var onsetStep: Int? { onset.map { steps[$0] } }
}
